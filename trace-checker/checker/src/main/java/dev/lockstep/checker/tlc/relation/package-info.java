/** Holds {@code Next} as a tree, its named actions, and the same narrowed to one of them. */
@NullMarked
package dev.lockstep.checker.tlc.relation;

import org.jspecify.annotations.NullMarked;
