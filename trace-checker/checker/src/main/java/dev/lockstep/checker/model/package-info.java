/**
 * Runs TLC on a config in a process of its own, and compares the result with what the config declares. Uses no class of TLC: what it
 * reports is read from the numbered messages of its {@code -tool} mode, which TLC and the Toolbox agree on.
 */
@NullMarked
package dev.lockstep.checker.model;

import org.jspecify.annotations.NullMarked;
