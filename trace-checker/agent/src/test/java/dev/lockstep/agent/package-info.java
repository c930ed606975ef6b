/** Tests of the weaver together with the recorder that woven code calls. */
package dev.lockstep.agent;
