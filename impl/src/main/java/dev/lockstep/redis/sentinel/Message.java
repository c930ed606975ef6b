package dev.lockstep.redis.sentinel;

import java.util.Optional;

/** Tells what sentinels and servers send each other. It may be lost, come twice, and overtake others. */
public sealed interface Message extends dev.lockstep.core.Message {
    /**
     * Asks whether that server is down: {@code is-master-down-by-addr}.
     *
     * @param candidate for whom the sender asks for a vote; empty: for nobody
     */
    record Ask(String from, String to, String server, int epoch, Optional<String> candidate) implements Message {}

    /**
     * Answers that.
     *
     * @param leader for whom the sender has voted; empty: for nobody, or it does not know
     * @param epoch when it voted last
     */
    record Answer(String from, String to, boolean down, Optional<String> leader, int epoch) implements Message {}

    /**
     * Tells of the sender and its configuration.
     *
     * @param epoch the greatest that it has heard of
     * @param server the master
     * @param config the epoch of the configuration
     */
    record Hello(String from, String to, int epoch, String server, int config) implements Message {}

    /**
     * Tells the sender's role: {@code INFO}.
     *
     * @param master whom it follows; empty: it is a master
     * @param version how often that has changed
     */
    record Info(String from, String to, Optional<String> master, int version) implements Message {}

    /**
     * Tells a server whom to follow: {@code SLAVEOF}.
     *
     * @param master empty: nobody
     * @param number the how-manieth command of this sentinel it is
     */
    record SlaveOf(String from, String to, Optional<String> master, int number) implements Message {}
}
