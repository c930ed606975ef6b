/** What whole runs of any protocol share: the files they write. Knows no protocol. */
@NullMarked
package dev.lockstep.run;

import org.jspecify.annotations.NullMarked;
