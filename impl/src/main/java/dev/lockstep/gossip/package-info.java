/**
 * Implements the modules of {@code specs/gossip}, with their names: epidemic algorithms as one deterministic object per site. Imports
 * nothing but {@code java.*}, the annotations and the base class of cores: no threads, no I/O, no clock, no randomness. What chance decides
 * is an argument.
 */
@NullMarked
package dev.lockstep.gossip;

import org.jspecify.annotations.NullMarked;
