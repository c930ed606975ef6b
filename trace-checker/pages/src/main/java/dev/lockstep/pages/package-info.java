/**
 * Holds what HTML pages are made of: escaped text, the shell of one self-contained file, and space-time diagrams.
 *
 * <p>What a page shows may be written by anyone. Text gets into a page through {@link dev.lockstep.pages.Html} alone, which escapes it, and a
 * content security policy lets the browser run only the scripts that the page was made with. Only the JDK is used, and nothing of specs,
 * traces or protocols is known here.
 */
@NullMarked
package dev.lockstep.pages;

import org.jspecify.annotations.NullMarked;
