package dev.lockstep.gossip;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.gossip.RumorMongering.Message.Busy;
import dev.lockstep.gossip.RumorMongering.Message.Contact;
import dev.lockstep.gossip.RumorMongering.Message.Difference;
import dev.lockstep.gossip.RumorMongering.Message.Exchange;
import dev.lockstep.gossip.RumorMongering.Message.Feedback;
import dev.lockstep.gossip.RumorMongering.Message.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Spreads what a site has learned as a hot rumor: Demers et al. 1987, sections 1.4 and 1.5. The rumor is hot until it seems that all others
 * know it. The paper is A. Demers et al., "Epidemic Algorithms for Replicated Database Maintenance", PODC 1987.
 */
@Spec("RumorMongering")
public class RumorMongering extends Site<RumorMongering.Message> {
    /** Tells what sites send each other: it may be lost, come twice, and overtake others. */
    public sealed interface Message extends dev.lockstep.core.Message {
        /** Carries the rumors of the sender, if rumors are pushed. If they are pulled it asks for those of the receiver. */
        record Contact(String from, String to, int number, Set<Update> updates) implements Message {}

        /** Tells what was pulled, and of which keys the contact was useful, and of which unnecessary. */
        record Reply(
                String from, String to, int number, Set<Update> updates, Set<String> useful, Set<String> unnecessary)
                implements Message {}

        /** The contact is rejected. */
        record Busy(String from, String to, int number) implements Message {}

        /** Says for which keys the reply was useful, and for which unnecessary. */
        record Feedback(String from, String to, int number, Set<String> useful, Set<String> unnecessary)
                implements Message {}

        /** Carries all that the sender has, for anti-entropy. */
        record Exchange(String from, String to, Set<Update> updates) implements Message {}

        /** Carries what the other lacks, for anti-entropy. */
        record Difference(String from, String to, Set<Update> updates) implements Message {}
    }

    /** Tells what the contacts of a cycle were for a rumor. */
    public enum Outcome {
        NONE("none"),
        UNNECESSARY("unnecessary"),
        USEFUL("useful");

        private final String name;

        Outcome(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    final Variant variant;

    /** The number of the latest contact that it made, on disk. */
    @Variable
    private int number;

    /** The number of the latest contact that it answered each other, on disk. Sites that it never answered are left out. */
    private Map<String, Integer> last;

    /** The number of unnecessary contacts that are left until a key is not hot. */
    @Variable
    Map<String, Integer> interest;

    /** The keys whose rumors it has learned in this cycle. */
    @Variable
    private Set<String> fresh;

    @Variable
    private Map<String, Outcome> outcome;

    /** It may still contact another in this cycle. */
    @Variable
    private boolean turn;

    /** The partner whose reply it waits for. */
    @Variable
    private Optional<String> partner;

    /** The number of contacts accepted in this cycle, if they are limited. */
    @Variable
    private int accepted;

    /** The number of partners that have rejected it in this cycle. */
    @Variable
    private int hunts;

    /** The sites that are to tell whether a reply was useful. */
    @Variable
    private Set<String> awaiting;

    /**
     * Makes a site that is up.
     *
     * @param stable what is on its disk; empty: it is new
     */
    public RumorMongering(Place place, Variant variant, Optional<Stable.Monger> stable) {
        super(place, stable.map(Stable.Monger::updates).orElse(Set.of()));
        this.variant = variant;
        number = stable.map(Stable.Monger::number).orElse(0);
        last = Map.copyOf(stable.map(Stable.Monger::last).orElse(Map.of()));
        forget();
    }

    private void forget() {
        interest = ofKeys(Set.of(), 1, 0);
        fresh = Set.of();
        outcome = ofKeys(Set.of(), Outcome.NONE, Outcome.NONE);
        turn = true;
        partner = Optional.empty();
        accepted = 0;
        hunts = 0;
        awaiting = Set.of();
    }

    /** Returns for each site the number of its latest contact that was answered; 0: none was. */
    @Variable
    Map<String, Integer> last() {
        return replicas.rank().keySet().stream().collect(Collectors.toUnmodifiableMap(r -> r, this::last));
    }

    private int last(String r) {
        return last.getOrDefault(r, 0);
    }

    private <V> Map<String, V> ofKeys(Set<String> keys, V theirs, V others) {
        return replicas.keys().stream()
                .collect(Collectors.toUnmodifiableMap(k -> k, k -> keys.contains(k) ? theirs : others));
    }

    @Override
    Stable stable() {
        return new Stable.Monger(db.contents(), number, last);
    }

    @Override
    public void receive(Message message) {
        if (message instanceof Contact m) {
            if (!isNext(m)) {
                ignoreContact(m);
            } else if (hasRoom()) {
                accept(m);
            } else {
                reject(m);
            }
        } else if (message instanceof Reply m) {
            if (isAwaited(m.from(), m.number())) {
                receiveReply(m);
            } else {
                ignoreReply(m);
            }
        } else if (message instanceof Busy m) {
            if (!isAwaited(m.from(), m.number())) {
                ignoreBusy(m);
            } else if (mayHunt(m)) {
                hunt(m, others(m).iterator().next());
            } else {
                endHunt(m);
            }
        } else if (message instanceof Feedback m) {
            if (isExpected(m)) {
                receiveFeedback(m);
            } else {
                ignoreFeedback(m);
            }
        } else if (message instanceof Exchange m) {
            answerExchange(m);
        } else if (message instanceof Difference m) {
            receiveDifference(m);
        }
    }

    @Override
    @Action
    public void update(String k, String v) {
        require(up);

        issue(k, Optional.of(v));
    }

    /** A client deletes an item: a rumor as well. */
    @Action
    public void delete(String k) {
        require(up);

        issue(k, Optional.empty());
    }

    private void issue(String k, Optional<String> v) {
        take(Set.of(new Update(k, v, nextTime())));
        interest = with(interest, k, variant.limit());
        fresh = without(fresh, k);
        outcome = with(outcome, k, Outcome.NONE);
    }

    // ---------------------------------------------------------------- cycles

    /** Tells whether a rumor is hot here. */
    public final boolean isHot() {
        return interest.values().stream().anyMatch(left -> left > 0);
    }

    /** Tells whether the site has accepted as many contacts as it may in this cycle. */
    public final boolean isFull() {
        return !hasRoom();
    }

    /** Tells whether the site may contact another in this cycle, and has something to tell or to ask. */
    public final boolean mayContact() {
        return up && hasTurn() && hasToTalk();
    }

    /** Tells whether the site has not contacted another in this cycle. */
    boolean hasTurn() {
        return turn;
    }

    /** Tells whether the site has something to tell or to ask. */
    boolean hasToTalk() {
        return variant.pull() || !spreads().isEmpty();
    }

    /** Returns the keys of hot rumors for which a coin is tossed when the cycle ends. There are none if interest is lost by counting. */
    public Set<String> tossed() {
        return variant.coin()
                ? keys(db.those(u -> interest.get(u.key()) > 0 && outcome.get(u.key()) == Outcome.UNNECESSARY))
                : Set.of();
    }

    /** A cycle ends, and the next begins. */
    @Action
    public void beginCycle(Set<String> lost) {
        require(up && tossed().containsAll(lost));

        Map<String, Integer> next = new HashMap<>();
        interest.forEach((k, left) -> next.put(k, interest(k, left, lost)));
        interest = Map.copyOf(next);
        fresh = Set.of();
        outcome = ofKeys(Set.of(), Outcome.NONE, Outcome.NONE);
        turn = true;
        partner = Optional.empty();
        accepted = 0;
        hunts = 0;
    }

    int interest(String k, int left, Set<String> lost) {
        Outcome of = outcome.get(k);
        if (of == Outcome.USEFUL) {
            return variant.limit();
        } else if (lost.contains(k)) {
            return 0;
        }
        return !variant.coin() && of == Outcome.UNNECESSARY && left > 0 ? left - 1 : left;
    }

    /** Returns the rumors that were hot before this cycle. */
    private Set<Update> spreads() {
        return db.those(u -> interest.get(u.key()) > 0 && !fresh.contains(u.key()));
    }

    private Set<Update> told() {
        return variant.push() ? spreads() : Set.of();
    }

    private Set<Update> shown() {
        return variant.pull() ? spreads() : Set.of();
    }

    private Set<String> blindly(Set<Update> updates) {
        return variant.feedback() ? Set.of() : keys(updates);
    }

    /** Tells whether the site may turn to this one: a partner of its, and not itself. */
    public boolean isPartner(String r) {
        return place.partners().contains(r) && !r.equals(id);
    }

    @Action
    public void contact(String r) {
        require(mayContact() && isPartner(r));

        connect(r);
        turn = false;
        outcome = judged(Set.of(), blindly(told()));
    }

    private void connect(String r) {
        number++;
        changed();
        partner = Optional.of(r);
        send(new Contact(id, r, number, told()));
    }

    // ---------------------------------------------------------------- the partner

    boolean isNext(Contact m) {
        return m.number() > last(m.from());
    }

    boolean hasRoom() {
        return variant.connectionLimit() == 0 || accepted < variant.connectionLimit();
    }

    @Action
    public void accept(Contact m) {
        require(up && isNext(m) && hasRoom());

        Set<Update> shown = shown();
        Set<String> useful = variant.feedback() ? usefulTo(m.updates()) : Set.of();
        Set<String> unnecessary = variant.feedback() ? unnecessaryTo(m.updates()) : Set.of();
        answered(m);
        accepted = variant.connectionLimit() == 0 ? 0 : accepted + 1;
        learn(m.updates(), true, judged(Set.of(), blindly(shown)));
        awaiting = variant.feedback() && !shown.isEmpty() ? with(awaiting, m.from()) : without(awaiting, m.from());
        send(new Reply(id, m.from(), m.number(), shown, useful, unnecessary));
    }

    @Action
    public void reject(Contact m) {
        require(up && isNext(m) && !hasRoom());

        answered(m);
        awaiting = without(awaiting, m.from());
        send(new Busy(id, m.from(), m.number()));
    }

    @Action
    public void ignoreContact(Contact m) {
        require(up && !isNext(m));
    }

    private void answered(Contact m) {
        last = with(last, m.from(), m.number());
        changed();
    }

    // ---------------------------------------------------------------- the reply

    boolean isAwaited(String from, int contact) {
        return partner.equals(Optional.of(from)) && contact == number;
    }

    @Action
    public void receiveReply(Reply m) {
        require(up && isAwaited(m.from(), m.number()));

        Set<String> useful = usefulTo(m.updates());
        Set<String> unnecessary = unnecessaryTo(m.updates());
        learn(m.updates(), true, judged(m.useful(), m.unnecessary()));
        partner = Optional.empty();
        if (variant.feedback() && !m.updates().isEmpty()) {
            send(new Feedback(id, m.from(), m.number(), useful, unnecessary));
        }
    }

    @Action
    public void ignoreReply(Reply m) {
        require(up && !isAwaited(m.from(), m.number()));
    }

    private Set<String> others(Busy m) {
        Set<String> others = new TreeSet<>(place.partners());
        others.remove(id);
        others.remove(m.from());
        return others;
    }

    boolean mayHunt(Busy m) {
        return hunts < variant.huntLimit() && !others(m).isEmpty();
    }

    /** The contact was rejected: the site tries another. */
    @Action
    public void hunt(Busy m, String r) {
        require(up && isAwaited(m.from(), m.number()) && mayHunt(m) && others(m).contains(r));

        connect(r);
        hunts++;
    }

    /** The contact was rejected: the site waits for its next cycle. */
    @Action
    public void endHunt(Busy m) {
        require(up && isAwaited(m.from(), m.number()) && !mayHunt(m));

        partner = Optional.empty();
    }

    @Action
    public void ignoreBusy(Busy m) {
        require(up && !isAwaited(m.from(), m.number()));
    }

    boolean isExpected(Feedback m) {
        return awaiting.contains(m.from()) && m.number() == last(m.from());
    }

    @Action
    public void receiveFeedback(Feedback m) {
        require(up && isExpected(m));

        outcome = judged(m.useful(), m.unnecessary());
        awaiting = without(awaiting, m.from());
    }

    @Action
    public void ignoreFeedback(Feedback m) {
        require(up && !isExpected(m));
    }

    // ---------------------------------------------------------------- rumors

    /** Returns what the site has use for: news, and what it has learned in this very cycle. */
    private Set<String> usefulTo(Set<Update> updates) {
        return updates.stream().filter(this::isNeeded).map(Update::key).collect(Collectors.toUnmodifiableSet());
    }

    private Set<String> unnecessaryTo(Set<Update> updates) {
        return updates.stream().filter(u -> !isNeeded(u)).map(Update::key).collect(Collectors.toUnmodifiableSet());
    }

    private boolean isNeeded(Update u) {
        return db.isNewer(u)
                || fresh.contains(u.key()) && u.time() == db.get(u.key()).time();
    }

    /** One contact of a cycle that was useful is enough. */
    private Map<String, Outcome> judged(Set<String> useful, Set<String> unnecessary) {
        Map<String, Outcome> judged = new HashMap<>();
        outcome.forEach((k, now) -> judged.put(
                k,
                useful.contains(k)
                        ? Outcome.USEFUL
                        : unnecessary.contains(k) && now == Outcome.NONE ? Outcome.UNNECESSARY : now));
        return Map.copyOf(judged);
    }

    private void learn(Set<Update> updates, boolean asRumor, Map<String, Outcome> judged) {
        Set<String> news = keys(updates.stream().filter(db::isNewer).collect(Collectors.toSet()));
        take(updates);
        Map<String, Integer> left = new HashMap<>(interest);
        Map<String, Outcome> outcomes = new HashMap<>(judged);
        Set<String> learned = new TreeSet<>(fresh);
        for (String k : news) {
            left.put(k, asRumor ? variant.limit() : 0);
            outcomes.put(k, Outcome.NONE);
        }
        if (asRumor) {
            learned.addAll(news);
        } else {
            learned.removeAll(news);
        }
        interest = Map.copyOf(left);
        outcome = Map.copyOf(outcomes);
        fresh = Set.copyOf(learned);
    }

    // ---------------------------------------------------------------- anti-entropy behind it

    @Action
    public void exchange(String r) {
        require(up && isPartner(r));

        send(new Exchange(id, r, db.contents()));
    }

    @Action
    public void answerExchange(Exchange m) {
        require(up);

        Map<String, Integer> times = new HashMap<>();
        m.updates().forEach(u -> times.put(u.key(), u.time()));
        Set<Update> missing = db.those(u -> times.getOrDefault(u.key(), 0) < u.time());
        learn(m.updates(), variant.backup(), outcome);
        send(new Difference(id, m.from(), missing));
    }

    @Action
    public void receiveDifference(Difference m) {
        require(up);

        learn(m.updates(), variant.backup(), outcome);
    }

    // ---------------------------------------------------------------- failures

    /** The site goes down, and forgets its rumors. */
    @Override
    @Action
    public void crash() {
        require(up);

        up = false;
        forget();
    }

    @Override
    @Action
    public void restart() {
        require(!up);

        up = true;
    }

    private static Set<String> keys(Set<Update> updates) {
        return updates.stream().map(Update::key).collect(Collectors.toUnmodifiableSet());
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return Map.copyOf(changed);
    }

    private static Set<String> with(Set<String> set, String element) {
        Set<String> changed = new TreeSet<>(set);
        changed.add(element);
        return Set.copyOf(changed);
    }

    private static Set<String> without(Set<String> set, String element) {
        Set<String> changed = new TreeSet<>(set);
        changed.remove(element);
        return Set.copyOf(changed);
    }

    @Override
    public RumorMongering copy() {
        RumorMongering copy = alike(new RumorMongering(place, variant, Optional.empty()));
        copy.number = number;
        copy.last = last;
        copy.interest = interest;
        copy.fresh = fresh;
        copy.outcome = outcome;
        copy.turn = turn;
        copy.partner = partner;
        copy.accepted = accepted;
        copy.hunts = hunts;
        copy.awaiting = awaiting;
        return copy;
    }

    @Override
    public List<Object> state() {
        return List.of(super.state(), number, last, interest, fresh, outcome, turn, partner, accepted, hunts, awaiting);
    }
}
