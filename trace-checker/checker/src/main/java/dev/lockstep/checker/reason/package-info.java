/** Says as data why an event is no step of a spec. Text, JSON and reports are made from it last; nothing is read back from text. */
@NullMarked
package dev.lockstep.checker.reason;

import org.jspecify.annotations.NullMarked;
