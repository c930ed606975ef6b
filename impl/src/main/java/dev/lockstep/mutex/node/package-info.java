/**
 * The mutex as a program uses it: a lock among the processes of a group ({@link dev.lockstep.mutex.node.MutexNode}), on {@code
 * LamportMutex}, {@code dev.lockstep.host} and {@code dev.lockstep.net}.
 */
@NullMarked
package dev.lockstep.mutex.node;

import org.jspecify.annotations.NullMarked;
