/** Finds out which values a spec cannot tell apart. */
@NullMarked
package dev.lockstep.checker.tlc.symmetry;

import org.jspecify.annotations.NullMarked;
