/** Visits the states of a program together with those of its spec. */
@NullMarked
package dev.lockstep.checker.explore;

import org.jspecify.annotations.NullMarked;
