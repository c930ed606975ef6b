/** Runs a node of a register for a program: a face to read and write it. The program says what carries the messages. */
@NullMarked
package dev.lockstep.cap.node;

import org.jspecify.annotations.NullMarked;
