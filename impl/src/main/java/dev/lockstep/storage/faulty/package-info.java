/** Simulates a disk in memory on which everything can go wrong, when it is told to. */
@NullMarked
package dev.lockstep.storage.faulty;

import org.jspecify.annotations.NullMarked;
