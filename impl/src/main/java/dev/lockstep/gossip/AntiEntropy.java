package dev.lockstep.gossip;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.gossip.AntiEntropy.Message.Answer;
import dev.lockstep.gossip.AntiEntropy.Message.Checksum;
import dev.lockstep.gossip.AntiEntropy.Message.Peel;
import dev.lockstep.gossip.AntiEntropy.Message.Pull;
import dev.lockstep.gossip.AntiEntropy.Message.Push;
import dev.lockstep.gossip.AntiEntropy.Message.PushPull;
import dev.lockstep.gossip.AntiEntropy.Message.Recent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares its database once in a while with that of a partner: Demers et al. 1987, section 1.3. The paper is A. Demers et al., "Epidemic
 * Algorithms for Replicated Database Maintenance", PODC 1987. It keeps no state of such a conversation: a message says all that the answer
 * needs.
 */
@Spec("AntiEntropy")
public class AntiEntropy extends Site<AntiEntropy.Message> {
    /**
     * Says in which ways sites compare their databases: the constants {@code Exchanges} and {@code Window}.
     *
     * @param window updates are recent for so many ticks
     */
    public record Ways(Set<Exchange> exchanges, int window) {
        /** Copies the set. */
        public Ways {
            exchanges = Set.copyOf(exchanges);
        }
    }

    /** Tells what sites send each other: it may be lost, come twice, and overtake others. */
    public sealed interface Message extends dev.lockstep.core.Message {
        /** Carries all that the sender has. */
        record Push(String from, String to, Set<Update> updates) implements Message {}

        /** The sender has what is of these times, and asks for what is later. */
        record Pull(String from, String to, Map<String, Integer> times) implements Message {}

        /** Carries all that the sender has; it asks for the difference. */
        record PushPull(String from, String to, Set<Update> updates) implements Message {}

        /** Tells what the one who has asked lacks. */
        record Answer(String from, String to, Set<Update> updates) implements Message {}

        /** Tells what is recent at the sender, who asks for the same. */
        record Recent(String from, String to, Set<Update> updates) implements Message {}

        /** Tells what is recent at the sender, and the checksum of all that it has now. */
        record Checksum(String from, String to, Set<Update> updates, int checksum) implements Message {}

        /**
         * Carries the next updates further down.
         *
         * @param down all that the sender has is sent down to this time
         * @param sent all that the receiver has, it has sent down to this time; 0: nothing yet
         */
        record Peel(String from, String to, Set<Update> updates, int checksum, int down, int sent) implements Message {}
    }

    private final Ways ways;

    /**
     * Makes a site that is up.
     *
     * @param stable what is on its disk
     */
    public AntiEntropy(Place place, Ways ways, Set<Update> stable) {
        super(place, stable);
        this.ways = ways;
    }

    @Override
    public void receive(Message message) {
        if (message instanceof Push m) {
            receivePush(m);
        } else if (message instanceof Pull m) {
            answerPull(m);
        } else if (message instanceof PushPull m) {
            answerPushPull(m);
        } else if (message instanceof Answer m) {
            receiveAnswer(m);
        } else if (message instanceof Recent m) {
            answerRecent(m);
        } else if (message instanceof Checksum m) {
            if (agrees(after(m.updates()), m.checksum())) {
                agree(m);
            } else {
                disagree(m);
            }
        } else if (message instanceof Peel m) {
            if (agrees(after(m.updates()), m.checksum())) {
                peelAgree(m);
            } else if (!hasToldAll(m)) {
                peelOn(m);
            } else {
                peelLast(m);
            }
        }
    }

    @Override
    @Action
    public void update(String k, String v) {
        require(up);

        issue(k, Optional.of(v));
    }

    /** A client deletes an item. */
    @Action
    public void delete(String k) {
        require(up);

        issue(k, Optional.empty());
    }

    private void issue(String k, Optional<String> v) {
        take(Set.of(new Update(k, v, nextTime())));
    }

    // ---------------------------------------------------------------- push, pull, push-pull

    /** Tells whether the site may turn to this one: a partner of its, and not itself. */
    public boolean isPartner(String r) {
        return place.partners().contains(r) && !r.equals(id);
    }

    private boolean mayCompare(String r, Exchange exchange) {
        return up && isPartner(r) && ways.exchanges().contains(exchange);
    }

    @Action
    public void push(String r) {
        require(mayCompare(r, Exchange.PUSH));

        send(new Push(id, r, db.contents()));
    }

    @Action
    public void pull(String r) {
        require(mayCompare(r, Exchange.PULL));

        Map<String, Integer> times = new TreeMap<>();
        db.entries().forEach((k, entry) -> times.put(k, entry.time()));
        send(new Pull(id, r, Map.copyOf(times)));
    }

    @Action
    public void pushPull(String r) {
        require(mayCompare(r, Exchange.PUSH_PULL));

        send(new PushPull(id, r, db.contents()));
    }

    @Action
    public void receivePush(Push m) {
        require(up);

        take(m.updates());
    }

    @Action
    public void answerPull(Pull m) {
        require(up);

        send(new Answer(id, m.from(), laterThan(m.times())));
    }

    @Action
    public void answerPushPull(PushPull m) {
        require(up);

        take(m.updates());
        send(new Answer(id, m.from(), lacking(m.updates())));
    }

    @Action
    public void receiveAnswer(Answer m) {
        require(up);

        take(m.updates());
    }

    Set<Update> laterThan(Map<String, Integer> times) {
        return db.those(u -> u.time() > times.get(u.key()));
    }

    /** Returns what somebody lacks who has these updates. */
    Set<Update> lacking(Set<Update> updates) {
        Map<String, Integer> times = new HashMap<>();
        updates.forEach(u -> times.merge(u.key(), u.time(), Math::max));
        return db.those(u -> times.getOrDefault(u.key(), 0) < u.time());
    }

    // ---------------------------------------------------------------- recent updates and checksums

    @Action
    public void compareRecent(String r) {
        require(mayCompare(r, Exchange.CHECKSUMS));

        send(new Recent(id, r, recent()));
    }

    @Action
    public void answerRecent(Recent m) {
        require(up);

        take(m.updates());
        send(new Checksum(id, m.from(), recent(), checksum(db)));
    }

    /** The checksums agree, and so do the databases. */
    @Action
    public void agree(Checksum m) {
        require(up && agrees(after(m.updates()), m.checksum()));

        take(m.updates());
    }

    /** The checksums differ, and all is to be compared. */
    @Action
    public void disagree(Checksum m) {
        require(up && !agrees(after(m.updates()), m.checksum()));

        take(m.updates());
        send(new PushPull(id, m.from(), db.contents()));
    }

    private Set<Update> recent() {
        int latest = replicas.tick(db.latestTime());
        return db.those(u -> replicas.tick(u.time()) + ways.window() > latest);
    }

    boolean agrees(Database after, int checksum) {
        return checksum(after) == checksum;
    }

    int checksum(Database database) {
        return database.checksum();
    }

    // ---------------------------------------------------------------- peeling back

    @Action
    public void peelBack(String r) {
        require(mayCompare(r, Exchange.PEEL_BACK));

        int latest = db.latestTime();
        send(peeled(r, db.those(u -> u.time() == latest), latest, 0));
    }

    @Action
    public void peelAgree(Peel m) {
        require(up && agrees(after(m.updates()), m.checksum()));

        take(m.updates());
    }

    /** Tells whether the partner has nothing further down. */
    boolean hasToldAll(Peel m) {
        return m.down() == 0;
    }

    /** Not yet: the site goes on to the next update further down. */
    @Action
    public void peelOn(Peel m) {
        require(up && !agrees(after(m.updates()), m.checksum()) && !hasToldAll(m));

        take(m.updates());
        int down = db.before(m.down());
        send(peeled(m.from(), unsent(m, down), down, m.down()));
    }

    /** The partner has nothing further down. */
    @Action
    public void peelLast(Peel m) {
        require(up && !agrees(after(m.updates()), m.checksum()) && hasToldAll(m));

        take(m.updates());
        send(new Answer(id, m.from(), unsent(m, 0)));
    }

    /** Returns what the site has, down to this time, and neither sent before nor received. */
    Set<Update> unsent(Peel m, int down) {
        return lacking(m.updates()).stream()
                .filter(u -> u.time() >= down && (m.sent() == 0 || u.time() < m.sent()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Peel peeled(String r, Set<Update> updates, int down, int sent) {
        return new Peel(id, r, updates, checksum(db), down, sent);
    }

    // ---------------------------------------------------------------- failures

    /** The site goes down. */
    @Override
    @Action
    public void crash() {
        require(up);

        up = false;
    }

    /** The site comes back with its database. */
    @Override
    @Action
    public void restart() {
        require(!up);

        up = true;
    }

    @Override
    public AntiEntropy copy() {
        return alike(new AntiEntropy(place, ways, Set.of()));
    }
}
