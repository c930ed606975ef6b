/** Random TLA+: specs whose every action is another random expression, evaluated as compiled and by TLC. */
package dev.lockstep.checker.language;
