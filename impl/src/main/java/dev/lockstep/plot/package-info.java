/** Draws charts as SVG files that need no other file. The package knows nothing but numbers and texts. */
@NullMarked
package dev.lockstep.plot;

import org.jspecify.annotations.NullMarked;
