/** Hosts Redis servers: when a server does what time asks of it, and when what it writes becomes durable. */
@NullMarked
package dev.lockstep.redis.replication.node;

import org.jspecify.annotations.NullMarked;
