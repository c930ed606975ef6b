/** Reads modules for their outlines: the one place where texts of specs are looked at without a config. */
@NullMarked
package dev.lockstep.checker.tlc.outline;

import org.jspecify.annotations.NullMarked;
