/** A spec and its config, parsed by SANY and TLC; what is wrong with them is told with file and line. */
@NullMarked
package dev.lockstep.checker.tlc.load;

import org.jspecify.annotations.NullMarked;
