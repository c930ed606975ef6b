/**
 * Starts nodes as processes of their own, kills them and starts them again, and mends and merges their traces. The package is for protocols
 * that bear the loss of messages. It knows no protocol.
 */
@NullMarked
package dev.lockstep.process;

import org.jspecify.annotations.NullMarked;
