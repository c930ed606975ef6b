package dev.lockstep.redis.sentinel;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.redis.sentinel.Message.Answer;
import dev.lockstep.redis.sentinel.Message.Ask;
import dev.lockstep.redis.sentinel.Message.Hello;
import dev.lockstep.redis.sentinel.Message.Info;
import dev.lockstep.redis.sentinel.Message.SlaveOf;
import java.util.ArrayList;
import java.util.Collections;
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
 * Represents a sentinel, which replaces a master that is down: Redis 7.0.15, {@code src/sentinel.c}. A client of the core
 * tells it which servers answer, and what time it is; a timeout may happen whenever it is offered.
 */
@Spec("RedisSentinel")
public class Sentinel extends Process<Message> {
    /** The clock has jumped if it shows so many ticks more than last time, or less than then. */
    public static final int TILT_TRIGGER = 20;

    /** A sentinel whose clock has jumped does not act for so many ticks. */
    public static final int TILT_PERIOD = 30;

    /** Tells how often what leads to a failover is offered to clients. */
    private static final int LIKELY = 4;

    @Self("s")
    private final String id;

    private final Layout layout;

    @Variable
    private boolean running = true;

    @Variable
    private boolean tilt;

    @Variable("current_epoch")
    private int currentEpoch;

    @Variable
    private String master;

    @Variable("config_epoch")
    private int configEpoch;

    @Variable
    private Set<String> sentinels;

    @Variable
    private Set<String> slaves;

    @Variable
    private Optional<String> leader = Optional.empty();

    @Variable("leader_epoch")
    private int leaderEpoch;

    @Variable("failover_state")
    private FailoverState state = FailoverState.NONE;

    @Variable("failover_epoch")
    private int failoverEpoch;

    @Variable
    private boolean forced;

    @Variable("promoted_slave")
    private Optional<String> promotedSlave = Optional.empty();

    @Variable
    private Map<String, Reconf> reconf;

    @Variable("s_down")
    private Set<String> sDown = Set.of();

    @Variable("o_down")
    private boolean oDown;

    @Variable("master_down")
    private Set<String> masterDown = Set.of();

    @Variable
    private Map<String, Heard> heard;

    @Variable
    private Map<String, Role> reported;

    @Variable
    private int sent;

    @Variable
    private Kept disk;

    /** The disk has what {@code disk} and {@code sent} say: a step is written before what it sends leaves. */
    private boolean isWritten = true;

    /** Holds what was published last; null: nothing in this run. */
    private @Nullable List<Object> said;

    /** Holds what the clock showed last. */
    private int previousTime;

    private int tiltStart;

    /** @param onDisk what is on its disk; empty: it is new */
    public Sentinel(String id, Layout layout, Optional<Stable> onDisk) {
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

    private Map<String, Reconf> unreconfigured() {
        Map<String, Reconf> all = new TreeMap<>();
        layout.servers().forEach(r -> all.put(r, Reconf.NO));
        return Map.copyOf(all);
    }

    private Map<String, Heard> unheard() {
        Map<String, Heard> all = new TreeMap<>();
        layout.sentinels().forEach(t -> all.put(t, Heard.NOTHING));
        return Map.copyOf(all);
    }

    private Map<String, Role> expected(String from) {
        Map<String, Role> all = new TreeMap<>();
        layout.servers().forEach(r -> all.put(r, Role.expected(r, from)));
        return Map.copyOf(all);
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

    private boolean acts() {
        return running && !tilt;
    }

    // ---------------------------------------------------------------- messages

    @Override
    public boolean isReady() {
        return running;
    }

    @Override
    public void receive(Message message) {
        if (message instanceof Ask m) {
            if (isRequest(m)) {
                if (m.epoch() > currentEpoch) {
                    newEpoch(m);
                }
                if (givesVote(m)) {
                    vote(m);
                    return;
                }
            }
            answerAsk(m);
        } else if (message instanceof Answer m) {
            if (sentinels.contains(m.from())) {
                takeAnswer(m);
            } else {
                ignoreAnswer(m);
            }
        } else if (message instanceof Info m) {
            receiveInfo(m);
        } else if (message instanceof Hello m) {
            receiveHello(m);
        }
    }

    private void receiveInfo(Info m) {
        if (isUnknownReplica(m)) {
            learnSlave(m);
        }
        if (isInfo(m) && !reported.get(m.from()).equals(role(m))) {
            learnRole(m);
        } else {
            ignoreInfo(m);
        }
    }

    private void receiveHello(Hello m) {
        if (!sentinels.contains(m.from())) {
            learnSentinel(m);
        }
        if (m.epoch() > currentEpoch) {
            newEpoch(m);
        }
        if (!isNewer(m)) {
            ignoreHello(m);
        } else if (m.server().equals(master)) {
            takeConfigEpoch(m);
        } else {
            takeConfig(m);
        }
    }

    // ---------------------------------------------------------------- down

    /** The server has not answered for a while. */
    @Action
    public void sDown(String r) {
        require(acts() && isKnown(r) && !sDown.contains(r));

        sDown = with(sDown, r);
    }

    /** The server answers, and if it is the master says that it is one. */
    @Action
    public void sUp(String r) {
        require(acts() && sDown.contains(r) && !saysReplica(r));

        sDown = without(sDown, r);
    }

    private boolean isKnown(String r) {
        return r.equals(master) || slaves.contains(r);
    }

    private boolean saysReplica(String r) {
        return r.equals(master) && reported.get(r).master().isPresent();
    }

    boolean isODown() {
        return sDown.contains(master) && 1 + masterDown.size() >= layout.quorum();
    }

    @Action
    public void oDown() {
        require(acts() && !oDown && isODown());

        oDown = true;
    }

    @Action
    public void oUp() {
        require(acts() && oDown && !isODown());

        oDown = false;
    }

    /** Asks all whether the master is down, and for their votes if a failover has begun. */
    @Action
    public void askOthers() {
        require(mayAsk());

        Optional<String> candidate = state == FailoverState.NONE ? Optional.empty() : Optional.of(id);
        new TreeSet<>(sentinels).forEach(t -> send(new Ask(id, t, master, currentEpoch, candidate)));
    }

    private boolean mayAsk() {
        return acts() && sDown.contains(master) && !isToVote();
    }

    /** A request for a vote, or a sentinel that publishes itself, tells of a greater epoch. */
    @Action
    public void newEpoch(Message m) {
        int epoch = m instanceof Ask ask ? ask.epoch() : ((Hello) m).epoch();
        require(running && epoch > currentEpoch);
        require(m instanceof Ask ask ? isRequest(ask) : sentinels.contains(m.from()));

        currentEpoch = epoch;
        flush();
    }

    boolean isRequest(Ask m) {
        return m.candidate().isPresent() && m.server().equals(master);
    }

    boolean givesVote(Ask m) {
        return leaderEpoch < m.epoch() && currentEpoch <= m.epoch();
    }

    /** Votes for whom it is asked to, once in an epoch. */
    @Action
    public void vote(Ask m) {
        require(running && isRequest(m) && m.epoch() <= currentEpoch && givesVote(m));

        cast(m.candidate().orElseThrow(), currentEpoch);
        send(new Answer(id, m.from(), saysDown(), leader, leaderEpoch));
    }

    private void cast(String candidate, int epoch) {
        leader = Optional.of(candidate);
        leaderEpoch = epoch;
        flush();
    }

    boolean saysDown() {
        return !tilt && sDown.contains(master);
    }

    /** Answers with the vote that was given before, or with none. */
    @Action
    public void answerAsk(Ask m) {
        require(running && !(isRequest(m) && (m.epoch() > currentEpoch || givesVote(m))));

        send(
                isRequest(m)
                        ? new Answer(id, m.from(), saysDown(), leader, leaderEpoch)
                        : new Answer(id, m.from(), saysDown() && m.server().equals(master), Optional.empty(), 0));
    }

    @Action
    public void takeAnswer(Answer m) {
        require(running && sentinels.contains(m.from()));

        masterDown = m.down() ? with(masterDown, m.from()) : without(masterDown, m.from());
        if (m.leader().isPresent()) {
            heard = with(heard, m.from(), new Heard(m.leader(), m.epoch()));
        }
    }

    /** The one that answers is known no more. */
    @Action
    public void ignoreAnswer(Answer m) {
        require(running && !sentinels.contains(m.from()));
    }

    /** An answer is too old. */
    @Action
    public void forgetAnswer(String t) {
        require(acts() && remembersAnswer(t));

        masterDown = without(masterDown, t);
        heard = with(heard, t, new Heard(Optional.empty(), heard.get(t).epoch()));
    }

    private boolean remembersAnswer(String t) {
        return sentinels.contains(t)
                && (masterDown.contains(t) || heard.get(t).leader().isPresent());
    }

    // ---------------------------------------------------------------- election

    @Action
    public void startFailover() {
        require(mayStart());

        begin();
    }

    private boolean mayStart() {
        return acts() && oDown && isODown() && state == FailoverState.NONE;
    }

    /** A person asks for a failover: {@code SENTINEL FAILOVER}. */
    @Action
    public void forceFailover() {
        require(mayForce());

        begin();
        forced = true;
    }

    private boolean mayForce() {
        return running && state == FailoverState.NONE && !sDown.containsAll(slaves);
    }

    private void begin() {
        currentEpoch++;
        failoverEpoch = currentEpoch;
        state = FailoverState.WAIT_START;
    }

    /** Votes when votes are first counted: for whom most have, or for itself. */
    @Action
    public void ownVote(String c) {
        require(acts() && isToVote() && c.equals(favourite()));

        cast(c, failoverEpoch);
    }

    private boolean isToVote() {
        return state == FailoverState.WAIT_START && leaderEpoch < failoverEpoch && currentEpoch <= failoverEpoch;
    }

    private long votesHeard(String c) {
        Heard vote = new Heard(Optional.of(c), countedEpoch());
        return sentinels.stream().filter(t -> heard.get(t).equals(vote)).count();
    }

    /** Returns the epoch whose votes are counted. It is not always that of the failover: issue 11571 of Redis. */
    int countedEpoch() {
        return currentEpoch;
    }

    private String favourite() {
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

    @Action
    public void becomeLeader() {
        require(mayLead());

        state = FailoverState.SELECT_SLAVE;
    }

    private boolean mayLead() {
        return acts() && state == FailoverState.WAIT_START && !isToVote() && (isElected() || forced);
    }

    @Action
    public void abortNotElected() {
        require(acts() && state == FailoverState.WAIT_START && !isToVote() && !isElected() && !forced);

        abort();
    }

    private void abort() {
        state = FailoverState.NONE;
        forced = false;
        promotedSlave = Optional.empty();
    }

    // ---------------------------------------------------------------- failover

    @Action
    public void selectSlave(String r) {
        require(acts() && state == FailoverState.SELECT_SLAVE && slaves.contains(r) && !sDown.contains(r));

        promotedSlave = Optional.of(r);
        state = FailoverState.SEND_SLAVEOF_NOONE;
    }

    @Action
    public void abortNoGoodSlave() {
        require(acts() && state == FailoverState.SELECT_SLAVE);

        abort();
    }

    @Action
    public void sendSlaveOfNoOne() {
        require(acts() && state == FailoverState.SEND_SLAVEOF_NOONE);

        state = FailoverState.WAIT_PROMOTION;
        command(promotedSlave.orElseThrow(), Optional.empty());
    }

    private void command(String r, Optional<String> follow) {
        sent++;
        isWritten = false;
        send(new SlaveOf(id, r, follow, sent));
    }

    @Action
    public void abortSlaveTimeout() {
        require(acts() && (state == FailoverState.SEND_SLAVEOF_NOONE || state == FailoverState.WAIT_PROMOTION));

        abort();
    }

    private boolean isInfo(Info m) {
        return isKnown(m.from()) && isRecent(m);
    }

    boolean isRecent(Info m) {
        return m.version() >= reported.get(m.from()).version();
    }

    private static Role role(Info m) {
        return new Role(m.master(), m.version());
    }

    @Action
    public void learnRole(Info m) {
        require(running && isInfo(m) && !reported.get(m.from()).equals(role(m)));

        reported = with(reported, m.from(), role(m));
    }

    private boolean isUnknownReplica(Info m) {
        return !isKnown(m.from()) && m.master().equals(Optional.of(master));
    }

    @Action
    public void learnSlave(Info m) {
        require(running && isUnknownReplica(m));

        slaves = with(slaves, m.from());
        reported = with(reported, m.from(), Role.expected(m.from(), master));
        flush();
    }

    /** The server says what is known, or what was so before. */
    @Action
    public void ignoreInfo(Info m) {
        require(running && !isUnknownReplica(m));
        require(!isInfo(m) || reported.get(m.from()).equals(role(m)));
    }

    /** The replica that was chosen says that it is a master: from now on that is the configuration. */
    @Action
    public void seePromoted() {
        require(maySeePromoted());

        configEpoch = epochOfFailover();
        state = FailoverState.RECONF_SLAVES;
        flush();
    }

    private boolean maySeePromoted() {
        return acts()
                && state == FailoverState.WAIT_PROMOTION
                && reported.get(promotedSlave.orElseThrow()).master().isEmpty();
    }

    int epochOfFailover() {
        return failoverEpoch;
    }

    @Action
    public void reconfSlave(String r) {
        require(acts() && hasNewMaster() && awaitsNewMaster(r));

        reconf = with(reconf, r, Reconf.SENT);
        command(r, promotedSlave);
    }

    private boolean hasNewMaster() {
        return state == FailoverState.RECONF_SLAVES || state == FailoverState.UPDATE_CONFIG;
    }

    private boolean awaitsNewMaster(String r) {
        return slaves.contains(r) && !promotedSlave.equals(Optional.of(r)) && reconf.get(r) == Reconf.NO;
    }

    @Action
    public void slaveReconfInProg(String r) {
        require(acts()
                && reconf.get(r) == Reconf.SENT
                && reported.get(r).master().equals(promotedSlave));

        reconf = with(reconf, r, Reconf.INPROG);
    }

    @Action
    public void slaveReconfDone(String r) {
        require(acts() && reconf.get(r) == Reconf.INPROG);

        reconf = with(reconf, r, Reconf.DONE);
    }

    @Action
    public void slaveReconfTimeout(String r) {
        require(acts() && reconf.get(r) == Reconf.SENT);

        reconf = with(reconf, r, Reconf.DONE);
    }

    /** All replicas that can be reached follow the new master, or it is too late for them. */
    @Action
    public void endFailover() {
        require(mayEnd());

        state = FailoverState.UPDATE_CONFIG;
    }

    private boolean mayEnd() {
        return acts() && state == FailoverState.RECONF_SLAVES && !sDown.contains(promotedSlave.orElseThrow());
    }

    @Action
    public void switchMaster() {
        require(acts() && state == FailoverState.UPDATE_CONFIG);

        switchTo(promotedSlave.orElseThrow());
    }

    private void switchTo(String r) {
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
        flush();
    }

    /** Returns the replicas once that server is the master. The old master is one of them. */
    Set<String> replicasAfter(String r) {
        return without(with(slaves, master), r);
    }

    // ---------------------------------------------------------------- configurations

    /** Returns the master that is published: the replica that was promoted, once it says so. */
    String currentMaster() {
        return hasNewMaster() ? promotedSlave.orElseThrow() : master;
    }

    @Action
    public void sayHello() {
        require(running);

        said = saying();
        layout.sentinels().stream()
                .filter(t -> !t.equals(id))
                .forEach(t -> send(new Hello(id, t, currentEpoch, currentMaster(), configEpoch)));
    }

    private List<Object> saying() {
        return List.of(currentEpoch, currentMaster(), configEpoch);
    }

    @Action
    public void learnSentinel(Hello m) {
        require(running && !sentinels.contains(m.from()));

        sentinels = with(sentinels, m.from());
        flush();
    }

    private boolean isSeen(Hello m) {
        return running && sentinels.contains(m.from()) && m.epoch() <= currentEpoch;
    }

    boolean isNewer(Hello m) {
        return m.config() > configEpoch;
    }

    /** Only the epoch of the configuration is new, which is not written at once. */
    @Action
    public void takeConfigEpoch(Hello m) {
        require(isSeen(m) && isNewer(m) && m.server().equals(master));

        configEpoch = m.config();
    }

    @Action
    public void takeConfig(Hello m) {
        require(isSeen(m) && isNewer(m) && !m.server().equals(master));

        configEpoch = m.config();
        switchTo(m.server());
    }

    @Action
    public void ignoreHello(Hello m) {
        require(isSeen(m) && !isNewer(m));
    }

    /** A replica has said for a while that it is a master. */
    @Action
    public void convertToSlave(String r) {
        require(mayConvert(r));

        command(r, Optional.of(master));
    }

    private boolean mayConvert(String r) {
        return isGoodReplica(r)
                && !promotedSlave.equals(Optional.of(r))
                && reported.get(r).master().isEmpty();
    }

    private boolean isGoodReplica(String r) {
        return acts() && slaves.contains(r) && !sDown.contains(r) && isSane();
    }

    boolean isSane() {
        return !sDown.contains(master) && !oDown && !saysReplica(master);
    }

    /** A replica has followed another server for a while. */
    @Action
    public void fixSlaveConfig(String r) {
        require(mayFix(r));

        command(r, Optional.of(master));
    }

    private boolean mayFix(String r) {
        Optional<String> follows = reported.get(r).master();
        return isGoodReplica(r) && follows.isPresent() && !follows.equals(Optional.of(master));
    }

    // ---------------------------------------------------------------- clock, operator, failures

    /**
     * Takes note of the time. A clock that goes back, or jumps, begins TILT.
     *
     * @param now what the clock shows, in ticks of the timer
     */
    public void timer(int now) {
        int delta = now - previousTime;
        previousTime = now;
        if (delta < 0 || delta > TILT_TRIGGER) {
            tiltStart = now;
            tilt();
        } else if (tilt && now - tiltStart >= TILT_PERIOD) {
            leaveTilt();
        }
    }

    @Action
    public void tilt() {
        require(running);

        tilt = true;
    }

    @Action
    public void leaveTilt() {
        require(running && tilt);

        tilt = false;
    }

    /** Forgets the other sentinels and the replicas: {@code SENTINEL RESET}. */
    @Action
    public void reset() {
        require(running);

        sentinels = Set.of();
        slaves = Set.of();
        forget();
        reported = with(
                reported,
                master,
                new Role(Optional.empty(), reported.get(master).version()));
    }

    private void forget() {
        leader = Optional.empty();
        abort();
        reconf = unreconfigured();
        sDown = Set.of();
        oDown = false;
        masterDown = Set.of();
        heard = unheard();
    }

    /** Monitors that server, as if it had never monitored any: {@code SENTINEL REMOVE}, {@code SENTINEL MONITOR}. */
    @Action
    public void remonitor(String r) {
        require(running);

        master = r;
        configEpoch = 0;
        sentinels = Set.of();
        slaves = Set.of();
        leaderEpoch = 0;
        failoverEpoch = 0;
        forget();
        reported = expected(r);
        flush();
    }

    private void flush() {
        disk = kept();
        isWritten = false;
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

    @Override
    @Action
    public void crash() {
        require(running);

        running = false;
        tilt = false;
        currentEpoch = disk.epoch();
        leaderEpoch = disk.vote();
        master = disk.master();
        configEpoch = disk.config();
        sentinels = disk.sentinels();
        slaves = disk.slaves();
        failoverEpoch = 0;
        forget();
        reported = expected(master);
        said = null;
    }

    @Override
    @Action
    public void restart() {
        require(!running);

        running = true;
    }

    // ---------------------------------------------------------------- steps

    @Override
    public List<Step> steps() {
        if (!running) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        if (tilt) {
            steps.add(new Step("timer", Step.By.TIMEOUT, () -> timer(previousTime + TILT_TRIGGER)));
        } else {
            ownSteps(steps);
            timeouts(steps);
        }
        if (!saying().equals(said)) {
            steps.add(new Step("sayHello", Step.By.TIMEOUT, this::sayHello));
        }
        return steps;
    }

    private void ownSteps(List<Step> steps) {
        if (!oDown && isODown()) {
            steps.add(new Step("oDown", Step.By.PROCESS, this::oDown));
        }
        if (oDown && !isODown()) {
            steps.add(new Step("oUp", Step.By.PROCESS, this::oUp));
        }
        if (isToVote()) {
            steps.add(new Step("ownVote", Step.By.PROCESS, () -> ownVote(favourite())));
        }
        if (mayLead()) {
            steps.add(new Step("becomeLeader", Step.By.PROCESS, this::becomeLeader));
        }
        if (state == FailoverState.SEND_SLAVEOF_NOONE) {
            steps.add(new Step("sendSlaveOfNoOne", Step.By.PROCESS, this::sendSlaveOfNoOne));
        }
        if (state == FailoverState.RECONF_SLAVES) {
            for (String r : new TreeSet<>(slaves)) {
                if (awaitsNewMaster(r)) {
                    steps.add(new Step("reconfSlave", Step.By.PROCESS, () -> reconfSlave(r)));
                }
            }
        }
        if (state == FailoverState.UPDATE_CONFIG) {
            steps.add(new Step("switchMaster", Step.By.PROCESS, this::switchMaster));
        }
        if (maySeePromoted()) {
            steps.add(new Step("seePromoted", Step.By.PROCESS, this::seePromoted));
        }
        for (String r : new TreeSet<>(slaves)) {
            if (reconf.get(r) == Reconf.SENT && reported.get(r).master().equals(promotedSlave)) {
                steps.add(new Step("slaveReconfInProg", Step.By.PROCESS, () -> slaveReconfInProg(r)));
            }
            if (reconf.get(r) == Reconf.INPROG) {
                steps.add(new Step("slaveReconfDone", Step.By.PROCESS, () -> slaveReconfDone(r)));
            }
        }
    }

    private void timeouts(List<Step> steps) {
        switch (state) {
            case NONE -> {}
            case WAIT_START -> {
                if (mayAsk()) {
                    steps.add(new Step("askOthers", Step.By.TIMEOUT, this::askOthers));
                }
                if (!isToVote() && !mayLead()) {
                    steps.add(new Step("abortNotElected", Step.By.TIMEOUT, this::abortNotElected));
                }
            }
            case SELECT_SLAVE -> {
                for (String r : new TreeSet<>(slaves)) {
                    if (!sDown.contains(r)) {
                        steps.add(new Step("selectSlave", Step.By.TIMEOUT, () -> selectSlave(r)));
                    }
                }
                steps.add(new Step("abortNoGoodSlave", Step.By.TIMEOUT, this::abortNoGoodSlave));
            }
            case SEND_SLAVEOF_NOONE -> {}
            case WAIT_PROMOTION -> steps.add(new Step("abortSlaveTimeout", Step.By.TIMEOUT, this::abortSlaveTimeout));
            case RECONF_SLAVES -> {
                for (String r : new TreeSet<>(slaves)) {
                    if (reconf.get(r) == Reconf.SENT) {
                        Step late = new Step("slaveReconfTimeout", Step.By.TIMEOUT, () -> slaveReconfTimeout(r));
                        steps.addAll(Collections.nCopies(2 * LIKELY, late));
                    }
                }
                String promoted = promotedSlave.orElseThrow();
                if (mayEnd()) {
                    steps.add(new Step("endFailover", Step.By.TIMEOUT, this::endFailover));
                } else if (wouldBeUp().contains(promoted)) {
                    steps.add(new Step("sUp", Step.By.TIMEOUT, () -> sUp(promoted)));
                }
            }
            case UPDATE_CONFIG -> {}
        }
    }

    /** Lists what its clients may do now, who play clocks: what is more likely is there more than once. */
    public List<Step> inputs() {
        List<Step> inputs = new ArrayList<>();
        if (running) {
            Set<String> known = new TreeSet<>(with(slaves, master));
            for (String r : known) {
                if (!tilt && !sDown.contains(r)) {
                    Step down = new Step("sDown", Step.By.CLIENT, () -> sDown(r));
                    inputs.addAll(Collections.nCopies(r.equals(master) ? LIKELY : 1, down));
                }
                if (mayConvert(r)) {
                    Step convert = new Step("convertToSlave", Step.By.CLIENT, () -> convertToSlave(r));
                    inputs.addAll(Collections.nCopies(2 * LIKELY, convert));
                }
                if (mayFix(r)) {
                    Step fix = new Step("fixSlaveConfig", Step.By.CLIENT, () -> fixSlaveConfig(r));
                    inputs.addAll(Collections.nCopies(2 * LIKELY, fix));
                }
            }
            for (String t : new TreeSet<>(sentinels)) {
                if (!tilt && remembersAnswer(t)) {
                    inputs.add(new Step("forgetAnswer", Step.By.CLIENT, () -> forgetAnswer(t)));
                }
            }
            if (mayAsk()) {
                inputs.addAll(Collections.nCopies(LIKELY, new Step("askOthers", Step.By.CLIENT, this::askOthers)));
            }
            if (mayStart()) {
                Step start = new Step("startFailover", Step.By.CLIENT, this::startFailover);
                inputs.addAll(Collections.nCopies(2 * LIKELY, start));
            }
            inputs.addAll(Collections.nCopies(2, new Step("sayHello", Step.By.CLIENT, this::sayHello)));
            if (!tilt) {
                timeouts(inputs);
            }
        }
        return inputs;
    }

    /** Lists the servers that it takes for down, and that would be up if they answered. */
    public List<String> wouldBeUp() {
        return acts() ? sDown.stream().filter(r -> !saysReplica(r)).sorted().toList() : List.of();
    }

    /** Returns what is on its disk. */
    public Kept disk() {
        return disk;
    }

    boolean takesMasterForDown() {
        return sDown.contains(master);
    }

    /** Tells whether a person may ask for a failover now. */
    public boolean takesForce() {
        return mayForce();
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
    public Sentinel copy() {
        Sentinel copy = new Sentinel(id, layout, Optional.of(new Stable.OfSentinel(disk, sent)));
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
        copy.isWritten = isWritten;
        copy.said = said;
        copy.previousTime = previousTime;
        copy.tiltStart = tiltStart;
        return copied(copy);
    }

    @Override
    public List<Object> state() {
        return List.of(
                List.of(id, running, tilt, currentEpoch, master, configEpoch, sentinels, slaves),
                List.of(leader, leaderEpoch, state, failoverEpoch, forced, promotedSlave, reconf),
                List.of(sDown, oDown, masterDown, heard, reported, sent, disk),
                List.of(isWritten, Objects.requireNonNullElse(said, List.of()), previousTime, tiltStart),
                unsent());
    }
}
