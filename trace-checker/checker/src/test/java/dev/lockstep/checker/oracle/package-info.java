/**
 * An independent judge of traces: TLC itself, checking a generated trace spec. What it shares with the checker is how traces are read, and
 * TLC's evaluator; not how a spec is stepped. Far slower, and used in tests only.
 */
@NullMarked
package dev.lockstep.checker.oracle;

import org.jspecify.annotations.NullMarked;
