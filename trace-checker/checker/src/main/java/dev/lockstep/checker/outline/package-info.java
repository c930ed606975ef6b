/** Tells where the names of a spec's modules are defined and used, and what actions consist of. */
@NullMarked
package dev.lockstep.checker.outline;

import org.jspecify.annotations.NullMarked;
