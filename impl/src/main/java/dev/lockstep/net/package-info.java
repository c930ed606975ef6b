/**
 * Carries messages over TCP, for any protocol. The transport {@link dev.lockstep.net.TcpTransport} (Netty) is for protocols that need FIFO channels: between
 * two living processes messages arrive in order and exactly once, across any number of reconnects. {@link dev.lockstep.net.LossyTransport} is
 * for protocols that bear the loss of messages, among processes that are killed and come back. The package knows no protocol.
 */
@NullMarked
package dev.lockstep.net;

import org.jspecify.annotations.NullMarked;
