/** Holds the goals of Lockstep's Maven plugin. They run the command and the agent, and decide nothing themselves. */
@NullMarked
package dev.lockstep.maven;

import org.jspecify.annotations.NullMarked;
