package dev.lockstep.gossip.run;

import dev.lockstep.core.Process;
import dev.lockstep.gossip.DeathCertificates;
import dev.lockstep.gossip.DeathCertificates.Message;
import dev.lockstep.gossip.Held;
import dev.lockstep.gossip.Replicas;
import dev.lockstep.gossip.Stable;
import dev.lockstep.gossip.Update;
import dev.lockstep.run.BatchNode;
import dev.lockstep.run.Clients;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.RecordStore;
import dev.lockstep.storage.StableStorage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Plays clients that write, delete, and let sites gossip, and in a simulated run the clocks of the sites. They judge that no two updates
 * have one time, that nothing is invented, and that in the end all sites hold what was written last. They count the copies of deleted items that are left:
 * the spec promises that there are none only as long as no certificate is dropped too early.
 */
final class DeletionClients implements Clients<InstanceNode<Message>, News> {
    /** One of so many calls of clients is an update. */
    private static final int CALLS_PER_UPDATE = 4;

    /** One of so many updates is a deletion. */
    private static final int UPDATES_PER_DELETION = 3;

    /** Gives the choices of a simulated run, for each site, that make a tick of the clocks. */
    private static final int CHOICES_PER_TICK = 2;

    private final Replicas replicas;
    private final IntUnaryOperator choice;
    private final Teller<News> teller;

    private final Map<String, Process<?>> sites = new TreeMap<>();
    private final Map<String, List<Update>> unheard = new TreeMap<>();

    /** The updates, by their times. */
    private final Issued issued = new Issued();

    private long now;
    private long missed;
    private long left;

    DeletionClients(Replicas replicas, IntUnaryOperator choice, Teller<News> teller) {
        this.replicas = replicas;
        this.choice = choice;
        this.teller = teller;
    }

    @Override
    public void passed(long choices) {
        now = 1 + choices / (CHOICES_PER_TICK * (long) replicas.rank().size());
    }

    @Override
    public List<Call> calls(InstanceNode<Message> node) {
        List<Call> calls = new ArrayList<>();
        calls.add(new Call("call", true, () -> call(node)));
        boolean isBehind = node.roles(BatchNode.INSTANCE)
                .map(roles -> ((DeathCertificates) roles.get(0)).clock() < now)
                .orElse(false);
        if (isBehind) {
            calls.add(new Call(
                    "clock",
                    true,
                    () -> node.call(BatchNode.INSTANCE, node.id(), site -> ((DeathCertificates) site).pass())));
        }
        return calls;
    }

    private void call(InstanceNode<Message> node) {
        node.call(BatchNode.INSTANCE, node.id(), process -> {
            DeathCertificates site = (DeathCertificates) process;
            String other = GossipClients.one(replicas.sites(site::isPartner), choice);
            String key = GossipClients.one(site.db().keySet(), choice);
            if (choice.applyAsInt(CALLS_PER_UPDATE) == 0) {
                write(site, key, other);
            } else {
                site.exchange(other);
            }
        });
    }

    private void write(DeathCertificates site, String key, String other) {
        Held before = site.db().get(key);
        Optional<String> value = choice.applyAsInt(UPDATES_PER_DELETION) == 0
                ? Optional.empty()
                : Optional.of(GossipClients.one(GossipClients.VALUES, choice));
        value.ifPresentOrElse(
                v -> site.update(key, v), () -> site.remove(key, new TreeSet<>(List.of(site.id(), other))));
        Held after = site.db().get(key);
        if (!after.value().equals(value)) {
            throw new IllegalStateException("effect: " + key + " was to be " + value + " and is " + after);
        }
        if (!after.equals(before) && after.time() != 0) {
            unheard.computeIfAbsent(site.id(), id -> new ArrayList<>())
                    .add(new Update(key, after.value(), after.time()));
        }
    }

    /**
     * Notes what the processes did, which is durable. One that is back tells what it finds of its own: it may have been killed before it
     * told.
     */
    @Override
    public void stepped(String node, String instance, List<? extends Process<?>> processes) {
        DeathCertificates site = (DeathCertificates) processes.get(0);
        if (sites.put(node, site) != site) {
            new Stable.Certified(site.db(), site.clock())
                    .updates().stream()
                            .filter(u -> u.time() % replicas.rank().size()
                                    == replicas.rank().get(node))
                            .forEach(u -> teller.tell(node, new News.Issued(u)));
        }
        List<Update> its = unheard.remove(node);
        if (its != null) {
            its.forEach(u -> teller.tell(node, new News.Issued(u)));
        }
    }

    @Override
    public void restarted(InstanceNode<Message> node) {
        unheard.remove(node.id());
    }

    @Override
    public void told(String node, News news) {
        if (news instanceof News.Issued m) {
            issued.add(m.update());
        }
    }

    @Override
    public void check(Function<String, StableStorage> disks) {
        missed = 0;
        left = 0;
        Map<String, Update> latest = new TreeMap<>();
        issued.updates().forEach(u -> latest.put(u.key(), u));
        for (String site : replicas.sites()) {
            Set<Update> found = stored(disks.apply(site), site);
            issued.judge(site, found);
            for (Update u : latest.values()) {
                if (u.value().isPresent() && !found.contains(u)) {
                    missed++;
                    issued.complain("convergence: " + site + " does not hold " + u + " but " + found);
                } else if (u.value().isEmpty()
                        && found.stream()
                                .anyMatch(f ->
                                        f.key().equals(u.key()) && f.value().isPresent())) {
                    left++;
                }
            }
        }
        issued.requireNoComplaint();
    }

    private static Set<Update> stored(StableStorage storage, String site) {
        try (RecordStore disk = new RecordStore(storage, List.of(Stable.Certified.class), () -> 0)) {
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
        figures.put("left", left);
        return figures;
    }
}
