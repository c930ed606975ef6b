package dev.lockstep.gossip.run;

import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import dev.lockstep.gossip.Database;
import dev.lockstep.gossip.Entry;
import dev.lockstep.gossip.Replicas;
import dev.lockstep.gossip.Site;
import dev.lockstep.gossip.Stable;
import dev.lockstep.gossip.Update;
import dev.lockstep.run.BatchNode;
import dev.lockstep.run.Clients;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.RecordStore;
import dev.lockstep.storage.StableStorage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Plays clients that write, delete, and let sites gossip. They judge what {@code EventualConsistency.tla} asks: nothing is invented, no
 * replica goes back, and in the end, if nothing stands in the way, all are equal.
 */
final class GossipClients<M extends Message> implements Clients<InstanceNode<M>, News> {
    /** The values that clients write. */
    static final Set<String> VALUES = new TreeSet<>(List.of("v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9"));

    /** Tells what a client lets a site do. */
    interface Input<M extends Message> {
        /** @param choice a number below its argument */
        void of(Site<M> site, IntUnaryOperator choice);
    }

    /** One of so many updates is a deletion. */
    private static final int UPDATES_PER_DELETION = 4;

    private final Replicas replicas;
    private final List<Class<? extends Record>> records;
    private final Input<M> input;
    private final boolean converges;
    private final IntUnaryOperator choice;
    private final Teller<News> teller;

    private final Map<String, Process<?>> sites = new TreeMap<>();
    private final Map<String, List<Update>> unheard = new TreeMap<>();
    private final Map<String, Database> held = new TreeMap<>();

    private final Issued issued = new Issued();
    private long missed;

    /**
     * @param records the records that sites write
     * @param input what a client lets a site do
     * @param converges nothing stands in the way
     */
    GossipClients(
            Replicas replicas,
            List<Class<? extends Record>> records,
            Input<M> input,
            boolean converges,
            IntUnaryOperator choice,
            Teller<News> teller) {
        this.replicas = replicas;
        this.records = records;
        this.input = input;
        this.converges = converges;
        this.choice = choice;
        this.teller = teller;
    }

    /** A client updates an item, or deletes it. */
    static void write(Site<?> site, IntUnaryOperator choice, Consumer<String> delete) {
        String key = one(site.db().entries().keySet(), choice);
        Optional<String> value =
                choice.applyAsInt(UPDATES_PER_DELETION) == 0 ? Optional.empty() : Optional.of(one(VALUES, choice));
        value.ifPresentOrElse(v -> site.update(key, v), () -> delete.accept(key));
        Entry now = site.db().get(key);
        if (!now.value().equals(value)) {
            throw new IllegalStateException("effect: " + key + " was to be " + value + " and is " + now);
        }
    }

    /** Returns one of these at random. */
    static String one(Collection<String> all, IntUnaryOperator choice) {
        return List.copyOf(all).get(choice.applyAsInt(all.size()));
    }

    @Override
    public List<Call> calls(InstanceNode<M> node) {
        return List.of(new Call(
                "call",
                true,
                () -> node.call(BatchNode.INSTANCE, node.id(), process -> {
                    Site<M> site = (Site<M>) process;
                    Database before = site.db();
                    input.of(site, choice);
                    if (site.db() != before) {
                        unheard.computeIfAbsent(node.id(), id -> new ArrayList<>())
                                .addAll(site.db().those(before::isNewer));
                    }
                })));
    }

    /**
     * Notes what the processes did, which is durable. One that is back tells what it finds of its own: it may have been killed before it
     * told.
     */
    @Override
    public void stepped(String node, String instance, List<? extends Process<?>> processes) {
        Site<?> site = (Site<?>) processes.get(0);
        if (sites.put(node, site) != site) {
            site.db()
                    .those(u ->
                            u.time() % replicas.rank().size() == replicas.rank().get(node))
                    .forEach(u -> teller.tell(node, new News.Issued(u)));
        }
        List<Update> its = unheard.remove(node);
        if (its != null) {
            its.forEach(u -> teller.tell(node, new News.Issued(u)));
        }
        if (!site.db().equals(held.get(node))) {
            teller.tell(node, new News.Holds(site.db().contents()));
        }
    }

    @Override
    public void restarted(InstanceNode<M> node) {
        unheard.remove(node.id());
    }

    @Override
    public void told(String node, News news) {
        if (news instanceof News.Issued m) {
            issued.add(m.update());
        } else if (news instanceof News.Holds m) {
            held.put(node, forward(node, m.updates()));
        }
    }

    private Database forward(String node, Set<Update> updates) {
        Database before = held.getOrDefault(node, Database.empty(replicas.keys()));
        Database now = Database.empty(replicas.keys()).resolved(updates);
        before.entries().forEach((key, entry) -> {
            Entry next = now.get(key);
            if (next.time() < entry.time() || next.time() == entry.time() && !next.equals(entry)) {
                issued.complain("progress: " + node + " goes back from " + entry + " to " + next + " for " + key);
            }
        });
        return now;
    }

    @Override
    public void check(Function<String, StableStorage> disks) {
        Database all = Database.empty(replicas.keys()).resolved(issued.updates());
        missed = 0;
        for (String site : replicas.sites()) {
            Set<Update> found = stored(disks.apply(site), site);
            Database on = forward(site, found);
            issued.judge(site, found);
            Set<Update> lacks = all.those(on::isNewer);
            missed += lacks.size();
            if (converges && !lacks.isEmpty()) {
                issued.complain("convergence: " + site + " has not learned of " + lacks);
            }
        }
        issued.requireNoComplaint();
    }

    private Set<Update> stored(StableStorage storage, String site) {
        try (RecordStore disk = new RecordStore(storage, records, () -> 0)) {
            Optional<? extends Record> found = disk.read(BatchNode.INSTANCE, site);
            return found.isPresent() ? ((Stable) found.get()).updates() : Set.of();
        }
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("updates", (long) issued.updates().size());
        figures.put("deletions", issued.deletions());
        figures.put("missed", missed);
        return figures;
    }
}
