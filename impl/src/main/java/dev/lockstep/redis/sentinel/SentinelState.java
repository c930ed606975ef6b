package dev.lockstep.redis.sentinel;

import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import dev.lockstep.redis.sentinel.Message.SlaveOf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds the variables of one sentinel, and says what there is to say of them. What a sentinel does is in {@link
 * Sentinel}.
 */
abstract class SentinelState extends Process<Message> {
    @Self("s")
    final String id;

    final Layout layout;

    @Variable
    boolean running = true;

    @Variable
    boolean tilt;

    @Variable("current_epoch")
    int currentEpoch;

    @Variable
    String master;

    @Variable("config_epoch")
    int configEpoch;

    @Variable
    Set<String> sentinels;

    @Variable
    Set<String> slaves;

    @Variable
    Optional<String> leader = Optional.empty();

    @Variable("leader_epoch")
    int leaderEpoch;

    @Variable("failover_state")
    FailoverState state = FailoverState.NONE;

    @Variable("failover_epoch")
    int failoverEpoch;

    @Variable
    boolean forced;

    @Variable("promoted_slave")
    Optional<String> promotedSlave = Optional.empty();

    @Variable
    Map<String, Reconf> reconf;

    @Variable("s_down")
    Set<String> sDown = Set.of();

    @Variable("o_down")
    boolean oDown;

    @Variable("master_down")
    Set<String> masterDown = Set.of();

    @Variable
    Map<String, Heard> heard;

    @Variable
    Map<String, Role> reported;

    @Variable
    int sent;

    @Variable
    Kept disk;

    /** It has changed its configuration, and does nothing before it is saved. */
    @Variable
    boolean unsaved;

    /** The disk has what {@code disk} and {@code sent} say: a step is written before what it sends leaves. */
    boolean isWritten = true;

    /** Holds what was published last; null: nothing in this run. */
    @Nullable
    List<Object> said;

    /** Holds what the clock showed last. */
    int previousTime;

    int tiltStart;

    /** @param onDisk what is on its disk; empty: it is new */
    SentinelState(String id, Layout layout, Optional<Stable> onDisk) {
        this.id = id;
        this.layout = layout;
        Stable.OfSentinel stable = (Stable.OfSentinel) onDisk.orElseGet(() -> new Stable.OfSentinel(
                new Kept(0, 0, layout.first(), 0, Set.copyOf(layout.known().get(id)), layout.replicas()), 0));
        sent = stable.sent();
        disk = stable.kept();
        currentEpoch = disk.epoch();
        leaderEpoch = disk.vote();
        master = disk.master();
        configEpoch = disk.config();
        sentinels = disk.sentinels();
        slaves = disk.slaves();
        reconf = unreconfigured();
        heard = unheard();
        reported = expected(master);
    }

    Map<String, Reconf> unreconfigured() {
        Map<String, Reconf> all = new TreeMap<>();
        layout.servers().forEach(r -> all.put(r, Reconf.NO));
        return Map.copyOf(all);
    }

    Map<String, Heard> unheard() {
        Map<String, Heard> all = new TreeMap<>();
        layout.sentinels().forEach(t -> all.put(t, Heard.NOTHING));
        return Map.copyOf(all);
    }

    Map<String, Role> expected(String from) {
        Map<String, Role> all = new TreeMap<>();
        layout.servers().forEach(r -> all.put(r, Role.expected(r, from)));
        return Map.copyOf(all);
    }

    static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return Map.copyOf(changed);
    }

    static Set<String> with(Set<String> set, String element) {
        Set<String> changed = new TreeSet<>(set);
        changed.add(element);
        return Set.copyOf(changed);
    }

    static Set<String> without(Set<String> set, String element) {
        Set<String> changed = new TreeSet<>(set);
        changed.remove(element);
        return Set.copyOf(changed);
    }

    /** Tells whether it may do anything. One that has changed its configuration saves it first. */
    @Override
    public boolean isReady() {
        return running && !unsaved;
    }

    boolean acts() {
        return isReady() && !tilt;
    }

    boolean isKnown(String r) {
        return r.equals(master) || slaves.contains(r);
    }

    boolean saysReplica(String r) {
        return r.equals(master) && reported.get(r).master().isPresent();
    }

    /** Returns who says that the master is down, after an answer. Answers of different times are added up. */
    Set<String> downAfter(Message.Answer m) {
        return m.down() ? with(masterDown, m.from()) : without(masterDown, m.from());
    }

    boolean isODown() {
        return sDown.contains(master) && 1 + masterDown.size() >= layout.quorum();
    }

    void cast(String candidate, int epoch) {
        leader = Optional.of(candidate);
        leaderEpoch = epoch;
        flush();
    }

    boolean saysDown() {
        return !tilt && sDown.contains(master);
    }

    void begin() {
        currentEpoch++;
        failoverEpoch = currentEpoch;
        state = FailoverState.WAIT_START;
    }

    boolean isToVote() {
        return state == FailoverState.WAIT_START && leaderEpoch < failoverEpoch && currentEpoch <= failoverEpoch;
    }

    long votesHeard(String c) {
        Heard vote = new Heard(Optional.of(c), countedEpoch());
        return sentinels.stream().filter(t -> heard.get(t).equals(vote)).count();
    }

    /** Returns the epoch whose votes are counted. It is not always that of the failover: issue 11571 of Redis. */
    int countedEpoch() {
        return currentEpoch;
    }

    String favourite() {
        String favourite = id;
        long most = 0;
        for (String c : layout.sentinels()) {
            if (votesHeard(c) > most) {
                favourite = c;
                most = votesHeard(c);
            }
        }
        return favourite;
    }

    boolean isElected() {
        boolean hasOwn = leader.equals(Optional.of(id)) && leaderEpoch == failoverEpoch;
        long votes = votesHeard(id) + (hasOwn ? 1 : 0);
        return isMajority(votes) && isQuorum(votes);
    }

    boolean isMajority(long votes) {
        return votes >= (sentinels.size() + 1) / 2 + 1;
    }

    boolean isQuorum(long votes) {
        return votes >= layout.quorum();
    }

    void abort() {
        state = FailoverState.NONE;
        forced = false;
        promotedSlave = Optional.empty();
    }

    void command(String r, Optional<String> follow) {
        sent++;
        isWritten = false;
        send(new SlaveOf(id, r, follow, sent));
    }

    boolean hasNewMaster() {
        return state == FailoverState.RECONF_SLAVES || state == FailoverState.UPDATE_CONFIG;
    }

    void switchTo(String r) {
        slaves = replicasAfter(r);
        master = r;
        leader = Optional.empty();
        abort();
        reconf = unreconfigured();
        sDown = Set.of();
        oDown = false;
        Map<String, Role> now = new TreeMap<>();
        expected(r)
                .forEach((t, role) ->
                        now.put(t, new Role(role.master(), reported.get(t).version())));
        reported = Map.copyOf(now);
        flushLater();
    }

    /** Returns the replicas once that server is the master. The old master is one of them. */
    Set<String> replicasAfter(String r) {
        return without(with(slaves, master), r);
    }

    /** Returns the master that is published: the replica that was promoted, once it says so. */
    String currentMaster() {
        return hasNewMaster() ? promotedSlave.orElseThrow() : master;
    }

    List<Object> saying() {
        return List.of(currentEpoch, currentMaster(), configEpoch);
    }

    boolean isSane() {
        return !sDown.contains(master) && !oDown && !saysReplica(master);
    }

    void forget() {
        leader = Optional.empty();
        abort();
        reconf = unreconfigured();
        sDown = Set.of();
        oDown = false;
        masterDown = Set.of();
        heard = unheard();
    }

    /** Writes what has changed before anybody hears of it: one step of the spec. */
    void flush() {
        disk = kept();
        isWritten = false;
    }

    /** Notes that what has changed is logged first, and on disk last: by {@link Sentinel#saveConfig}. */
    void flushLater() {
        unsaved = true;
    }

    Kept kept() {
        return new Kept(
                currentEpoch,
                leaderEpoch,
                currentMaster(),
                configEpoch,
                sentinels,
                without(with(slaves, master), currentMaster()));
    }

    @Override
    public Optional<? extends Record> unwritten() {
        return isWritten ? Optional.empty() : Optional.of(new Stable.OfSentinel(disk, sent));
    }

    @Override
    public void written() {
        require(!isWritten);

        isWritten = true;
    }

    /** Returns what is on its disk. */
    public Kept disk() {
        return disk;
    }

    boolean takesMasterForDown() {
        return sDown.contains(master);
    }

    public boolean takesForDown(String r) {
        return sDown.contains(r);
    }

    /** Returns the server that it takes for the master. */
    public String master() {
        return master;
    }

    /** Lists the servers that it watches, in order. */
    public Set<String> watched() {
        return new TreeSet<>(with(slaves, master));
    }

    /** Lists the other sentinels that it knows, in order. */
    public Set<String> sentinels() {
        return new TreeSet<>(sentinels);
    }

    public FailoverState failoverState() {
        return state;
    }

    public int failoverEpoch() {
        return failoverEpoch;
    }

    public int configEpoch() {
        return configEpoch;
    }

    public boolean isTilted() {
        return tilt;
    }

    public int previousTime() {
        return previousTime;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<Object> state() {
        return List.of(
                List.of(id, running, tilt, currentEpoch, master, configEpoch, sentinels, slaves),
                List.of(leader, leaderEpoch, state, failoverEpoch, forced, promotedSlave, reconf),
                List.of(sDown, oDown, masterDown, heard, reported, sent, disk, unsaved),
                List.of(isWritten, Objects.requireNonNullElse(said, List.of()), previousTime, tiltStart),
                unsent());
    }

    /** Gives a copy, just made of what is on disk, what this sentinel has in memory. */
    final Sentinel remembered(Sentinel copy) {
        copy.running = running;
        copy.tilt = tilt;
        copy.currentEpoch = currentEpoch;
        copy.master = master;
        copy.configEpoch = configEpoch;
        copy.sentinels = sentinels;
        copy.slaves = slaves;
        copy.leader = leader;
        copy.leaderEpoch = leaderEpoch;
        copy.state = state;
        copy.failoverEpoch = failoverEpoch;
        copy.forced = forced;
        copy.promotedSlave = promotedSlave;
        copy.reconf = reconf;
        copy.sDown = sDown;
        copy.oDown = oDown;
        copy.masterDown = masterDown;
        copy.heard = heard;
        copy.reported = reported;
        copy.unsaved = unsaved;
        copy.isWritten = isWritten;
        copy.said = said;
        copy.previousTime = previousTime;
        copy.tiltStart = tiltStart;
        return copied(copy);
    }
}
