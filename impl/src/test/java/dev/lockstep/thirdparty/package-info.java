/** Programs that are not ours, traced by a mapping and validated. Imports what it traces, the recorder and the checker. */
package dev.lockstep.thirdparty;
