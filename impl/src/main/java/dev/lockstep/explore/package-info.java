/** Lets every state of some processes be visited, with the network between them and their clients. */
@NullMarked
package dev.lockstep.explore;

import org.jspecify.annotations.NullMarked;
