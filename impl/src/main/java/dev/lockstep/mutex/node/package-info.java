/**
 * Lets a program use the mutex as a lock among the processes of a group ({@link dev.lockstep.mutex.node.MutexNode}). It is built on
 * {@code LamportMutex}, {@code dev.lockstep.host} and {@code dev.lockstep.net}.
 */
@NullMarked
package dev.lockstep.mutex.node;

import org.jspecify.annotations.NullMarked;
