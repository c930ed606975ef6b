/**
 * Writes pages for reading. Each spec is beside the code that implements it, the notes that argue for it, and the models that check it.
 *
 * <p>What belongs together is found by names, folders and annotations: an action and the method annotated with it, a property and the section of
 * a note that names it, a broken model and the slip that names it. {@link dev.lockstep.reading.Links} says what has no counterpart. Only the
 * checker and pages are imported, and nothing of the protocols.
 */
@NullMarked
package dev.lockstep.reading;

import org.jspecify.annotations.NullMarked;
