/** How the {@code lockstep} command runs protocols that it does not know. Imports nothing. */
package dev.lockstep.protocol;
