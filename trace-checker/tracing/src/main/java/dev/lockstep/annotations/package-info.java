/**
 * What a class says of itself to be traced: which spec it implements, which method is which action, which field is which
 * variable. Imports nothing.
 */
package dev.lockstep.annotations;
