/**
 * Runs nodes as processes of their own, with files, over TCP on loopback, of which any is killed and started again. For protocols that bear
 * the loss of messages. Knows no protocol.
 */
@NullMarked
package dev.lockstep.process;

import org.jspecify.annotations.NullMarked;
