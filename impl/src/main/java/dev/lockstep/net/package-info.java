/**
 * Carries messages over TCP (Netty), for any protocol. Between two living processes messages arrive in order and exactly once, across any
 * number of reconnects. Of a protocol, the package knows only the sealed interface of its messages.
 */
@NullMarked
package dev.lockstep.net;

import org.jspecify.annotations.NullMarked;
