/** Says why an event is no step, in terms of the spec's text. */
@NullMarked
package dev.lockstep.checker.tlc.explain;

import org.jspecify.annotations.NullMarked;
