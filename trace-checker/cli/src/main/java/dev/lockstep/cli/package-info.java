/** Implements the {@code lockstep} command: thin commands over the checker; protocols are found with {@link java.util.ServiceLoader}. */
package dev.lockstep.cli;
