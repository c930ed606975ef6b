/** A disk in memory on which whatever can go wrong goes wrong, when it is told to. */
@NullMarked
package dev.lockstep.storage.faulty;

import org.jspecify.annotations.NullMarked;
