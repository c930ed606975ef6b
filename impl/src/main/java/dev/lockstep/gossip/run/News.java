package dev.lockstep.gossip.run;

import dev.lockstep.gossip.Update;
import java.util.Set;

/** Tells what the clients of a site ask for, and see of it. */
public sealed interface News {
    /** The site has issued this update, and it is durable. */
    record Issued(Update update) implements News {}

    /** The site holds these updates. */
    record Holds(Set<Update> updates) implements News {}
}
