/**
 * Trace validation in tests: a JUnit extension that gives a test a recorder and validates what it recorded, and assertions for tests run by
 * other engines, such as jqwik's properties.
 */
@NullMarked
package dev.lockstep.junit;

import org.jspecify.annotations.NullMarked;
