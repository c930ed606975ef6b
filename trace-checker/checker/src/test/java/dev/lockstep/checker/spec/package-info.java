/** Tests of what a spec gives to be stepped. */
@NullMarked
package dev.lockstep.checker.spec;

import org.jspecify.annotations.NullMarked;
