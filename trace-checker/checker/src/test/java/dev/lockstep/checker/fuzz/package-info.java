/** Random input: traces that are altered in their bytes, their JSON, and their values. The checker must come to a verdict that has a place. */
@NullMarked
package dev.lockstep.checker.fuzz;

import org.jspecify.annotations.NullMarked;
