/**
 * Validates traces in tests. A JUnit extension gives a test a recorder and validates what it recorded, and assertions serve tests run by
 * other engines, such as jqwik's properties.
 */
@NullMarked
package dev.lockstep.junit;

import org.jspecify.annotations.NullMarked;
