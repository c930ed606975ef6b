/**
 * Runs nodes as processes of their own, with files, over TCP on loopback. Any node is killed and started again. The package is for
 * protocols that bear the loss of messages. It knows no protocol.
 */
@NullMarked
package dev.lockstep.process;

import org.jspecify.annotations.NullMarked;
