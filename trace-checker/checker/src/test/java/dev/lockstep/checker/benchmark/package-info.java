/** How fast traces are checked, beside the way that others do it: TLC on a trace spec. */
@NullMarked
package dev.lockstep.checker.benchmark;

import org.jspecify.annotations.NullMarked;
