/** Parses a spec and its config by SANY and TLC. What is wrong with them is told with file and line. */
@NullMarked
package dev.lockstep.checker.tlc.load;

import org.jspecify.annotations.NullMarked;
