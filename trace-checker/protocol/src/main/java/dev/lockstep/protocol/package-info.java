/** Lets the {@code lockstep} command run protocols that it does not know. Imports nothing. */
package dev.lockstep.protocol;
