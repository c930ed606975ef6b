/** How far the validation of the protocols' traces can be trusted: what an oracle says of them, and which alterations are noticed. */
package dev.lockstep.trust;
