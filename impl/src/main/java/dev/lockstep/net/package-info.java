/**
 * Messages over TCP (Netty), for any protocol: FIFO and exactly once between two living processes, across any number of reconnects.
 * Knows of protocols only the sealed interface of their messages.
 */
@NullMarked
package dev.lockstep.net;

import org.jspecify.annotations.NullMarked;
