/**
 * Stable storage: pages that hold the old or the new value whatever crashes, each kept as two copies on disks that fail
 * independently. {@link dev.lockstep.storage.StablePage} is {@code StableStorage.tla}; {@link dev.lockstep.storage.StableStorage} does
 * its I/O. {@link dev.lockstep.storage.Journal} is for processes whose peers have copies: records appended to one disk. Imports the
 * annotations only.
 */
@NullMarked
package dev.lockstep.storage;

import org.jspecify.annotations.NullMarked;
