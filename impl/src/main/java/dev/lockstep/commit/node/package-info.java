/**
 * Makes a transactional key-value store of two-phase commit: one node coordinates, the others hold the data. A node runs one core of
 * {@code dev.lockstep.commit} per transaction, keeps what must survive in stores of its own, and runs on any host.
 */
@NullMarked
package dev.lockstep.commit.node;

import org.jspecify.annotations.NullMarked;
