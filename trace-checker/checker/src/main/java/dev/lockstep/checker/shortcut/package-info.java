/** Names the shortcuts by which the checker does less than it could, and says which of them it takes. */
@NullMarked
package dev.lockstep.checker.shortcut;

import org.jspecify.annotations.NullMarked;
