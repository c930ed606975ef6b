package dev.lockstep.raft;

import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds the variables of one server, and says what there is to say of them: RaftServers.tla. What a server does is in {@link RaftServer}.
 */
abstract class ServerState extends Process<Message> {
    @Self("s")
    final String id;

    final Group group;

    /** A match of none. */
    private final Map<String, Integer> nobody;

    /** The state that it finds on stable storage when it restarts. */
    private HardState stable;

    // On stable storage, and in memory

    /** The latest that it knows of. */
    @Variable
    int term;

    /** The server that has its vote in this term. */
    @Variable
    Optional<String> votedFor;

    /** The snapshot of {@link #log}. */
    @Variable
    Snapshot snapshot;

    @Variable(changes = true)
    Log log;

    // In memory

    @Variable
    Role role;

    /** The servers that have told it that it has their vote, or would have. */
    @Variable
    Set<String> votes = Set.of();

    /** The index up to which each server has told it to have its log. */
    @Variable
    Map<String, Integer> match;

    /** The index up to which it knows its log to be committed. */
    @Variable
    int commitIndex;

    /** Whether it has heard of a leader lately. */
    @Variable
    boolean loyal;

    /** The servers that it has heard, as a leader, since it last checked. */
    @Variable
    Set<String> heard = Set.of();

    /**
     * @param stable the state on stable storage
     * @param isDown about to {@link #restart}; otherwise up, and as it is right after that
     */
    ServerState(String id, Group group, HardState stable, boolean isDown) {
        this.id = id;
        this.group = group;
        this.stable = stable;
        this.term = stable.term();
        this.votedFor = stable.votedFor();
        this.log = stable.log();
        this.snapshot = log.snapshot();
        this.role = isDown ? Role.DOWN : Role.FOLLOWER;
        this.commitIndex = isDown ? 0 : snapshot.index();
        this.nobody = group.servers().stream().collect(Collectors.toUnmodifiableMap(v -> v, v -> 0));
        this.match = nobody;
    }

    Configuration config() {
        return log.config();
    }

    boolean isQuorum(Set<String> servers) {
        return config().isQuorum(servers);
    }

    boolean configCommitted() {
        return log.configIndex() <= commitIndex;
    }

    Set<String> others() {
        Set<String> others = new TreeSet<>(config().members());
        others.remove(id);
        return others;
    }

    static Set<String> with(Set<String> servers, String server) {
        Set<String> more = new TreeSet<>(servers);
        more.add(server);
        return servers.equals(more) ? servers : Set.copyOf(more);
    }

    /** Asks for this to be on stable storage before what this step sends leaves. */
    void durable(int t, Optional<String> vote, Log l) {
        term = t;
        votedFor = vote;
        log = l;
        snapshot = l.snapshot();
    }

    /** A term that is new to it finds its vote free. */
    Optional<String> voteIn(int t) {
        return t > term ? Optional.empty() : votedFor;
    }

    /** Becomes that, and forgets what it counted before. */
    void become(Role r, Set<String> itsVotes) {
        role = r;
        votes = itsVotes;
        match = nobody;
        heard = Set.of();
    }

    /** Returns what must be on stable storage before what its steps so far have sent leaves. */
    public HardState hardState() {
        return new HardState(term, votedFor, log);
    }

    /** Returns what its steps have changed and stable storage does not have. Any number of steps are made durable together. */
    @Override
    public Optional<HardState> unwritten() {
        boolean isWritten = term == stable.term() && votedFor.equals(stable.votedFor()) && log == stable.log();
        return isWritten ? Optional.empty() : Optional.of(hardState());
    }

    /** The term, vote and log that it has now are on stable storage. No action: a step and its write are one in Raft.tla. */
    @Override
    public void written() {
        stable = hardState();
    }

    /** Returns what is on stable storage. */
    public HardState stable() {
        return stable;
    }

    @Override
    public List<Object> state() {
        return List.of(
                id, stable, term, votedFor, snapshot, log, role, votes, match, commitIndex, loyal, heard, unsent());
    }

    /** Gives a copy, just made of what is on stable storage, what this server has in memory. */
    final RaftServer remembered(RaftServer copy) {
        copy.durable(term, votedFor, log);
        copy.become(role, votes);
        copy.match = match;
        copy.commitIndex = commitIndex;
        copy.loyal = loyal;
        copy.heard = heard;
        return copied(copy);
    }

    @Override
    public String id() {
        return id;
    }

    public boolean isUp() {
        return role != Role.DOWN;
    }

    public Role role() {
        return role;
    }

    public int term() {
        return term;
    }

    public Log log() {
        return log;
    }

    public int commitIndex() {
        return commitIndex;
    }

    /** Returns, for a leader, how much of its log that server has told it to have. */
    public int match(String server) {
        return match.get(server);
    }

    @Override
    public String toString() {
        return role + " " + id + " in term " + term + ", log up to " + log.lastIndex() + ", committed up to "
                + commitIndex + ", under " + config();
    }
}
