package dev.lockstep.cap;

import java.util.Optional;

/**
 * Describes the latest operation that the primary did for a node.
 *
 * @param number its number among those of the node; 0: none
 * @param value what the register held after it
 */
public record Served(int number, Optional<String> value) {}
