/** Walks through all states of a transition system, breadth first and on all cores. */
@NullMarked
package dev.lockstep.checker.search;

import org.jspecify.annotations.NullMarked;
