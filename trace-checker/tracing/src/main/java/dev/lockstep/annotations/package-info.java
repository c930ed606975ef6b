/**
 * Lets a class say how it is traced. It names the spec, and which method is which action and which field which variable. Imports nothing.
 */
package dev.lockstep.annotations;
