/** Stands in TLC's place in the process of the {@code lockstep} command. */
@NullMarked
package util;

import org.jspecify.annotations.NullMarked;
