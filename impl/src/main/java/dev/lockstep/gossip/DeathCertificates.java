package dev.lockstep.gossip;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Argument;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.gossip.DeathCertificates.Message.Difference;
import dev.lockstep.gossip.DeathCertificates.Message.Exchange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Deletes items so that they stay deleted: a deletion leaves a death certificate, which spreads like any update. The paper is A. Demers et
 * al., "Epidemic Algorithms for Replicated Database Maintenance", PODC 1987, section 2. Sites drop a certificate when it is old. Only at its
 * retention sites it is dormant then, and awakens when it meets an obsolete copy of its item.
 *
 * <p>What a site holds is on its disk, and so is what its clock shows. A crash is a time in which it does nothing.
 */
@Spec("DeathCertificates")
public class DeathCertificates extends Process<DeathCertificates.Message> {
    /** Says for how long certificates are kept: the constants {@code Tau1}, {@code Tau2} and {@code Retentions}. */
    public record Thresholds(int tau1, int tau2, int retentions) {}

    /** Tells what a site holds for a key, in a message. */
    public record KeyedEntry(String key, Optional<String> value, int time, int active, Set<String> retention) {
        Held held() {
            return new Held(value, time, active, retention);
        }
    }

    /** Tells what sites send each other: it may be lost, come twice, and overtake others. */
    public sealed interface Message extends dev.lockstep.core.Message {
        /** Returns what the message carries: of each key one entry at most. */
        Set<KeyedEntry> entries();

        /** Carries what the sender spreads; it asks for the difference. */
        record Exchange(String from, String to, Set<KeyedEntry> entries) implements Message {}

        /** Tells what the one who has asked lacks, or has in an earlier state. */
        record Difference(String from, String to, Set<KeyedEntry> entries) implements Message {}
    }

    @Self("s")
    final String id;

    final Replicas replicas;
    final Place place;
    final Thresholds thresholds;

    /** The ticks that the site's clock shows, on disk. */
    @Variable
    private int clock;

    /** The entry of each key, on disk. */
    @Variable
    private SortedMap<String, Held> db;

    /** The site is not in the middle of a crash, of which the spec knows nothing. */
    private boolean up = true;

    private boolean isWritten = true;

    /**
     * Makes a site.
     *
     * @param stable what is on its disk; empty: the site is new, and its clock shows 1
     */
    public DeathCertificates(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
        this.place = place;
        this.id = place.id();
        this.replicas = place.replicas();
        this.thresholds = thresholds;
        this.clock = stable.map(Stable.Certified::clock).orElse(1);
        SortedMap<String, Held> held = new TreeMap<>();
        replicas.keys().forEach(key -> held.put(key, Held.BLANK));
        stable.ifPresent(found -> held.putAll(found.held()));
        this.db = Collections.unmodifiableSortedMap(held);
    }

    @Override
    public final String id() {
        return id;
    }

    /** Returns what the site's clock shows, in ticks from 1 on. */
    public final int clock() {
        return clock;
    }

    /** Returns what the site holds for each key. */
    public final SortedMap<String, Held> db() {
        return db;
    }

    private Held held(String k) {
        Held found = db.get(k);
        if (found == null) {
            throw new IllegalArgumentException("the database has no key " + k + ", only " + db.keySet());
        }
        return found;
    }

    @Override
    public boolean isReady() {
        return up;
    }

    @Override
    public void receive(Message message) {
        if (message instanceof Exchange m) {
            answerExchange(m);
        } else if (message instanceof Difference m) {
            receiveDifference(m);
        }
    }

    /** Lists the certificates that are over: the site drops them at once. */
    @Override
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        db.forEach((k, e) -> {
            if (mayDrop(e)) {
                steps.add(new Step("Drop", Step.By.PROCESS, () -> drop(k)));
            }
        });
        return steps;
    }

    // ---------------------------------------------------------------- time

    /** Time passes. */
    @Action
    public void pass() {
        clock = Math.addExact(clock, 1);
        isWritten = false;
    }

    private int age(Held e) {
        return Math.max(0, clock - e.active());
    }

    /** Tells whether this certificate is dormant: old, at one of its retention sites. */
    boolean isDormant(Held e) {
        return e.isCertificate() && e.retention().contains(id) && age(e) > thresholds.tau1();
    }

    /** Tells whether this certificate need not be kept any longer. */
    boolean isOver(Held e) {
        return age(e) > (e.retention().contains(id) ? thresholds.tau1() + thresholds.tau2() : thresholds.tau1());
    }

    /**
     * Returns the tick of the site's next update. It is that of the clock, but later than all that the site holds: a site may write faster
     * than its clock ticks, and may learn of updates that come from a clock ahead of its own.
     */
    int nextTick() {
        int latest = db.values().stream().mapToInt(Held::time).max().orElse(0);
        return Math.max(clock, replicas.tick(latest) + 1);
    }

    private int time() {
        return replicas.stamp(id, nextTick());
    }

    // ---------------------------------------------------------------- clients

    /** A client writes a value. */
    @Action
    public void update(String k, String v) {
        hold(k, new Held(Optional.of(v), time(), 0, Set.of()));
    }

    /** Deletes an item for a client, or refuses to, if there is none. */
    public void remove(String k, Set<String> retention) {
        if (hasItem(k)) {
            delete(k, retention);
        } else {
            refuseDelete(k);
        }
    }

    /**
     * A client deletes an item.
     *
     * @param retention the sites that are to keep the certificate
     */
    @Action
    public void delete(String k, @Argument("R") Set<String> retention) {
        require(hasItem(k) && retention.size() == thresholds.retentions());

        hold(k, certificate(retention));
    }

    /** Returns a certificate whose age counts from its time, be that ahead of the clock. */
    Held certificate(Set<String> retention) {
        return new Held(Optional.empty(), time(), nextTick(), Set.copyOf(retention));
    }

    /** There is nothing to delete. */
    @Action
    public void refuseDelete(String k) {
        require(!hasItem(k));
    }

    /** Tells whether the site holds an item for this key. */
    boolean hasItem(String k) {
        return held(k).value().isPresent();
    }

    /** Tells whether this is a certificate that is over. */
    boolean mayDrop(Held e) {
        return e.isCertificate() && isOver(e);
    }

    /** The site drops a certificate that it need not keep any longer. */
    @Action
    public void drop(String k) {
        require(mayDrop(held(k)));

        hold(k, Held.BLANK);
    }

    // ---------------------------------------------------------------- anti-entropy

    /** Tells whether the site may turn to this one: a partner of its, and not itself. */
    public boolean isPartner(String r) {
        return place.partners().contains(r) && !r.equals(id);
    }

    @Action
    public void exchange(String r) {
        require(isPartner(r));

        send(new Exchange(id, r, spreads(e -> true)));
    }

    @Action
    public void answerExchange(Exchange m) {
        take(m.entries());
        send(new Difference(id, m.from(), missing(m)));
    }

    @Action
    public void receiveDifference(Difference m) {
        take(m.entries());
    }

    /** Tells whether the site spreads what it holds: dormant certificates stay at home. */
    boolean isSpread(Held e) {
        return e.time() != 0 && !(e.isCertificate() && age(e) > thresholds.tau1());
    }

    private Set<KeyedEntry> spreads(Predicate<KeyedEntry> which) {
        Set<KeyedEntry> spread = new HashSet<>();
        db.forEach((k, e) -> {
            KeyedEntry entry = new KeyedEntry(k, e.value(), e.time(), e.active(), e.retention());
            if (isSpread(e) && which.test(entry)) {
                spread.add(entry);
            }
        });
        return Set.copyOf(spread);
    }

    /** Returns what the site has, and the sender has not, or in an earlier state. */
    private Set<KeyedEntry> missing(Exchange m) {
        return spreads(f -> m.entries().stream()
                .filter(e -> e.key().equals(f.key()))
                .allMatch(e -> e.time() < f.time() || e.time() == f.time() && e.active() < f.active()));
    }

    private void take(Set<KeyedEntry> entries) {
        entries.forEach(e -> hold(e.key(), met(e.key(), e.held())));
    }

    /** Returns what the site holds for a key after it has met this entry: the later counts, by ordinary times. */
    private Held met(String k, Held e) {
        Held mine = held(k);
        if (e.time() > mine.time() && !isUseless(k, e)) {
            return e;
        } else if (e.time() < mine.time() && isDormant(mine)) {
            return awakened(mine);
        } else if (e.time() == mine.time() && e.active() > mine.active()) {
            return e;
        }
        return mine;
    }

    /** Returns that certificate with a new activation time. It keeps its ordinary time, by which others may be later. */
    Held awakened(Held e) {
        return new Held(e.value(), e.time(), clock, e.retention());
    }

    /** Tells whether this is a certificate too old to spread, of an item of which the site knows nothing. */
    boolean isUseless(String k, Held e) {
        return held(k).time() == 0 && e.isCertificate() && age(e) > thresholds.tau1();
    }

    private void hold(String k, Held e) {
        if (!e.equals(held(k))) {
            SortedMap<String, Held> next = new TreeMap<>(db);
            next.put(k, e);
            db = Collections.unmodifiableSortedMap(next);
            isWritten = false;
        }
    }

    // ---------------------------------------------------------------- the disk

    @Override
    public Optional<? extends Record> unwritten() {
        return isWritten ? Optional.empty() : Optional.of(new Stable.Certified(Map.copyOf(db), clock));
    }

    @Override
    public void written() {
        require(!isWritten);

        isWritten = true;
    }

    /** The site goes down. The spec sees this as doing nothing. */
    @Override
    public void crash() {
        require(up);

        up = false;
    }

    /** Restarts with the database. The clock goes on where it was. */
    @Override
    public void restart() {
        require(!up);

        up = true;
    }

    @Override
    public DeathCertificates copy() {
        DeathCertificates copy = new DeathCertificates(place, thresholds, Optional.empty());
        copy.clock = clock;
        copy.db = db;
        copy.up = up;
        copy.isWritten = isWritten;
        return copied(copy);
    }

    @Override
    public List<Object> state() {
        return List.of(id, clock, db, up, isWritten, unsent());
    }
}
