package dev.lockstep.raft.run;

import dev.lockstep.host.Core;
import dev.lockstep.raft.Entry;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.Role;
import dev.lockstep.raft.Snapshot;
import dev.lockstep.raft.node.RaftNode;
import dev.lockstep.raft.node.RaftNode.Position;
import dev.lockstep.run.Clients;
import dev.lockstep.run.Packet;
import dev.lockstep.storage.StableStorage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** Plays clients at whoever leads, who append to the log. The {@link Ledger} judges. */
final class LogClients implements Clients<Core<Packet<Message>>, Acknowledged> {
    /** The number of commands that the clients of one server wait for at one time, at most. */
    private static final int CONCURRENT = 3;

    /** The number of choices after which somebody whose request was refused asks again. */
    private static final int AGAIN_AFTER_REFUSAL = 100;

    private static final int LONGEST_BETWEEN_CHANGES = 1 << 20;

    private final LogDeployment deployment;
    private final IntUnaryOperator choice;
    private final Teller<Acknowledged> teller;
    private final Ledger ledger;
    private final SortedMap<String, At> servers = new TreeMap<>();
    private long choices;
    private int asked;

    /** Whether nothing was left to do after so many choices. */
    private boolean wasSettled;

    private long settledAt = -1;

    /** The members that somebody has asked for and not got yet, and when to ask again. */
    private Set<String> target = Set.of();

    private long askAgain;

    /** Whether somebody who watches the run has asked for them. */
    private boolean isWanted;

    LogClients(LogDeployment deployment, IntUnaryOperator choice, Teller<Acknowledged> teller) {
        this.deployment = deployment;
        this.choice = choice;
        this.teller = teller;
        this.ledger = new Ledger(deployment.cluster().group().initial());
    }

    IntUnaryOperator choice() {
        return choice;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Returns the clients at that server. */
    At at(String id) {
        return servers.computeIfAbsent(id, At::new);
    }

    /** Plays the clients at one server, and keeps what these see of it. */
    final class At implements RaftNode.Client {
        private final String id;
        private final SortedMap<Integer, Acknowledged> waiting = new TreeMap<>();
        private Digest machine = new Digest();
        private int lastApplied;
        private RaftNode node;

        private At(String id) {
            this.id = id;
        }

        /** Makes the server that they are at. */
        RaftNode serve(Function<At, RaftNode> maker) {
            node = maker.apply(this);
            return node;
        }

        Digest machine() {
            machine = new Digest();
            return machine;
        }

        private void restarted() {
            waiting.clear();
            lastApplied = node.status().snapshotIndex();
        }

        @Override
        public void leads(int term) {
            ledger.leads(id, term);
        }

        private void ask() {
            String command = RaftCluster.command(asked + 1);
            node.propose(command).ifPresent(position -> {
                asked++;
                waiting.put(position.index(), new Acknowledged(command, position));
            });
        }

        /** Asks for the next change; or once more for the one that has not happened yet. */
        private void change() {
            target = target.isEmpty() || deployment.isFickle() && !isWanted ? another() : target;
            boolean isBegun = node.change(target);
            askAgain =
                    choices + (isBegun ? deployment.askAgain() : Math.min(AGAIN_AFTER_REFUSAL, deployment.askAgain()));
        }

        @Override
        public void applied(int index, Entry entry, String answer) {
            ledger.applied(id, index, entry, machine.digest());
            lastApplied = index;
            answer();
            if (entry instanceof Entry.Config && ledger.members().equals(target)) {
                target = Set.of();
                isWanted = false;
                askAgain = choices + untilNextChange();
            }
        }

        /** Tells the clients whose commands have been applied; those in whose place there is something else give up. */
        private void answer() {
            SortedMap<Integer, Acknowledged> known = waiting.headMap(lastApplied + 1);
            for (Acknowledged wish : known.values()) {
                Position position = wish.position();
                if (ledger.entry(position.index()).term() == position.term()) {
                    teller.tell(id, wish);
                }
            }
            known.clear();
        }

        /** Gives up the commands that the snapshot stands for: what became of them nobody learns here. */
        @Override
        public void installed(Snapshot snapshot) {
            ledger.restored(id, snapshot.index(), machine.digest());
            lastApplied = snapshot.index();
            waiting.headMap(lastApplied + 1).clear();
        }

        private boolean knowsAll() {
            return lastApplied == ledger.length() && node.status().lastIndex() == lastApplied;
        }

        private boolean leadsTheMembers() {
            return node.status().role() == Role.LEADER
                    && node.status().configuration().equals(List.of(ledger.members()));
        }
    }

    @Override
    public List<Call> calls(Core<Packet<Message>> node) {
        At at = at(node.id());
        List<Call> calls = new ArrayList<>();
        // time passes as steadily as everything else does, until everything is done
        calls.add(new Call("tick", wasSettled(), at.node::tick));
        boolean leads = at.node.status().role() == Role.LEADER;
        if (leads
                && at.waiting.size() < CONCURRENT
                && asked < deployment.cluster().commands()) {
            calls.add(new Call("client", true, at::ask));
        }
        boolean mayChange = isWanted || ledger.changes() < deployment.reconfigure();
        boolean anybody = isWanted || !target.isEmpty() && !deployment.isFickle();
        if (mayChange && choices >= askAgain && (leads || anybody)) {
            calls.add(new Call("change", true, at::change));
        }
        return calls;
    }

    @Override
    public void wanted(Set<String> members) {
        Set<String> known = new TreeSet<>(members);
        known.retainAll(deployment.cluster().servers());
        isWanted = !known.isEmpty() && !known.equals(ledger.members());
        target = isWanted ? Collections.unmodifiableSet(known) : target;
        askAgain = isWanted ? choices : askAgain;
    }

    /** Tells whether nothing was left to do after the latest choice; it is found out once for all servers. */
    private boolean wasSettled() {
        if (settledAt != choices) {
            wasSettled = isSettled();
            settledAt = choices;
        }
        return wasSettled;
    }

    /** Tells whether nothing is left to do, but to be there. */
    private boolean isSettled() {
        return ledger.members().stream().map(this::at).allMatch(At::knowsAll)
                && ledger.members().stream().map(this::at).anyMatch(At::leadsTheMembers);
    }

    /** Names some servers more, fewer, or others in the place of some. */
    private Set<String> another() {
        List<String> members = new ArrayList<>(ledger.members());
        List<String> others = new ArrayList<>(deployment.cluster().servers());
        others.removeAll(members);
        int kind = choice.applyAsInt(3);
        int count = 1 + choice.applyAsInt(2);
        boolean grows = (kind != 1 || members.size() == 1) && !others.isEmpty();
        boolean shrinks = kind != 0 || !grows;
        Set<String> another = new TreeSet<>(members);
        for (int i = 0; i < count; i++) {
            if (shrinks && members.size() > 1) {
                another.remove(members.remove(choice.applyAsInt(members.size())));
            }
            if (grows && !others.isEmpty()) {
                another.add(others.remove(choice.applyAsInt(others.size())));
            }
        }
        return Collections.unmodifiableSet(another);
    }

    /** Returns how many choices later it is asked for, so that the changes are spread over the run. */
    private long untilNextChange() {
        long left = Math.min(LONGEST_BETWEEN_CHANGES, deployment.events()) - choices;
        return Math.max(0, left) / Math.max(1, deployment.reconfigure() - ledger.changes() + 1) / 2;
    }

    @Override
    public void passed(long made) {
        choices = made;
    }

    @Override
    public void restarted(Core<Packet<Message>> node) {
        at(node.id()).restarted();
    }

    @Override
    public void told(String node, Acknowledged news) {
        ledger.acknowledged(news.command(), news.position());
    }

    @Override
    public void check(Function<String, StableStorage> disks) {
        if (!isSettled()) {
            throw new IllegalStateException("liveness: there is no leader under which all of " + ledger.members()
                    + " know everything: "
                    + servers.values().stream().map(at -> at.node.status()).toList());
        }
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("acknowledged", ledger.acknowledged());
        figures.put("leader changes", ledger.leaderChanges());
        figures.put("membership changes", ledger.changes());
        return figures;
    }
}
