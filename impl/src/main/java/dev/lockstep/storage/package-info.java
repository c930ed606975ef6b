/**
 * Keeps pages that hold the old or the new value, whatever crashes. Each page has two copies on disks that fail independently.
 *
 * <p>{@link dev.lockstep.storage.StablePage} implements {@code StableStorage.tla}, and {@link dev.lockstep.storage.StableStorage} does its
 * I/O. {@link dev.lockstep.storage.Journal} appends records to one disk, for processes whose peers have copies. The package imports the
 * annotations only.
 */
@NullMarked
package dev.lockstep.storage;

import org.jspecify.annotations.NullMarked;
