package dev.lockstep.commit.run;

import dev.lockstep.commit.Coordinator;
import dev.lockstep.commit.Entry;
import dev.lockstep.commit.Message;
import dev.lockstep.commit.Outcome;
import dev.lockstep.commit.node.Cluster;
import dev.lockstep.commit.node.CoordinatorNode;
import dev.lockstep.commit.node.ParticipantStore;
import dev.lockstep.commit.node.Transactions;
import dev.lockstep.core.Process;
import dev.lockstep.run.Clients;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.storage.StableStorage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Plays clients that want many transactions at a time. The {@link Ledger} judges what becomes of them. */
final class CommitClients implements Clients<InstanceNode<Message>, News> {
    /** The number of transactions that are not forgotten at one time, at most. */
    private static final int CONCURRENT = 6;

    private final Cluster cluster;
    private final Workload workload;
    private final Teller<News> teller;
    private final Ledger ledger = new Ledger();
    private final Set<String> told = new HashSet<>();

    CommitClients(Cluster cluster, Workload workload, Teller<News> teller) {
        this.cluster = cluster;
        this.workload = workload;
        this.teller = teller;
    }

    @Override
    public List<Call> calls(InstanceNode<Message> node) {
        return node instanceof CoordinatorNode coordinator && coordinator.open() < CONCURRENT && coordinator.hasRoom()
                ? List.of(new Call("begin", true, () -> begin(coordinator)))
                : List.of();
    }

    private void begin(CoordinatorNode coordinator) {
        coordinator.begin(transaction -> {
            var changes = workload.next();
            teller.tell(coordinator.id(), new News.Asked(transaction, changes));
            return changes;
        });
    }

    @Override
    public void stepped(String node, String transaction, List<? extends Process<?>> processes) {
        if (processes.get(0) instanceof Coordinator core && core.outcome() != Outcome.NONE && told.add(transaction)) {
            teller.tell(node, new News.Told(Transactions.number(transaction), core.outcome()));
        }
    }

    @Override
    public void told(String node, News news) {
        if (news instanceof News.Asked asked) {
            ledger.asked(asked.transaction(), asked.changes());
        } else if (news instanceof News.Told outcome) {
            ledger.told(outcome.transaction(), outcome.outcome());
        }
    }

    @Override
    public void check(Function<String, StableStorage> disks) {
        Map<String, Ledger.View> views = new TreeMap<>();
        for (String participant : cluster.participants()) {
            ParticipantStore store = new ParticipantStore(cluster, disks.apply(participant));
            views.put(participant, new Ledger.View() {
                @Override
                public Entry entry(long transaction) {
                    return store.entry(transaction);
                }

                @Override
                public SortedMap<String, String> values() {
                    return store.all();
                }
            });
        }
        ledger.check(views);
    }

    Ledger ledger() {
        return ledger;
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("transactions", ledger.transactions());
        figures.put("commits", ledger.commits());
        figures.put("aborts", ledger.transactions() - ledger.commits());
        return figures;
    }
}
