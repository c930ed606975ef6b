/**
 * TLC from within: the only package that uses its classes. It is defined anew, together with TLC, for every loaded spec (see {@link
 * dev.lockstep.checker.spec.SpecLoader}); only JDK types and those of {@code spec} and {@code trace} cross its border.
 */
@NullMarked
package dev.lockstep.checker.tlc;

import org.jspecify.annotations.NullMarked;
