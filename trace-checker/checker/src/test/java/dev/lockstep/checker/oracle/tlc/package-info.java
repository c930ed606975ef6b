/** The part of the oracle that uses TLC and its parser: loaded anew, with them, for every run. */
@NullMarked
package dev.lockstep.checker.oracle.tlc;

import org.jspecify.annotations.NullMarked;
