/** Logs of programs, turned into traces by a mapping: text lines by regular expressions, JSON lines by pointers. Knows nothing of specs. */
@NullMarked
package dev.lockstep.checker.logs;

import org.jspecify.annotations.NullMarked;
