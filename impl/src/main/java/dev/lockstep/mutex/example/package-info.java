/** Shows a program that uses the lock. */
@NullMarked
package dev.lockstep.mutex.example;

import org.jspecify.annotations.NullMarked;
