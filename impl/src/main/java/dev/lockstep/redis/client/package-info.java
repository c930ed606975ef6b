/**
 * Asks nodes of a Redis Cluster as a client does. It knows the protocol RESP 2, the hash slot of a key, and redirections, but nothing of
 * what runs the nodes, so that real nodes and others are asked alike.
 */
@NullMarked
package dev.lockstep.redis.client;

import org.jspecify.annotations.NullMarked;
