package dev.lockstep.redis.sentinel;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.core.Step;
import dev.lockstep.redis.sentinel.Message.Answer;
import dev.lockstep.redis.sentinel.Message.Ask;
import dev.lockstep.redis.sentinel.Message.Hello;
import dev.lockstep.redis.sentinel.Message.Info;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Represents a sentinel, which replaces a master that is down: Redis 7.0.15, {@code src/sentinel.c}. A client of the core
 * tells it which servers answer, and what time it is; a timeout may happen whenever it is offered.
 */
@Spec("RedisSentinel")
public class Sentinel extends SentinelState {
    /** The clock has jumped if it shows so many ticks more than last time, or less than then. */
    public static final int TILT_TRIGGER = 20;

    /** A sentinel whose clock has jumped does not act for so many ticks. */
    public static final int TILT_PERIOD = 30;

    /** @param onDisk what is on its disk; empty: it is new */
    public Sentinel(String id, Layout layout, Optional<Stable> onDisk) {
        super(id, layout, onDisk);
    }

    // ---------------------------------------------------------------- messages

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
            saveConfig();
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
            saveConfig();
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
            saveConfig();
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

    public boolean mayAsk() {
        return acts() && sDown.contains(master) && !isToVote();
    }

    /** A request for a vote, or a sentinel that publishes itself, tells of a greater epoch. */
    @Action
    public void newEpoch(Message m) {
        int epoch = m instanceof Ask ask ? ask.epoch() : ((Hello) m).epoch();
        require(isReady() && epoch > currentEpoch);
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
        require(isReady() && isRequest(m) && m.epoch() <= currentEpoch && givesVote(m));

        cast(m.candidate().orElseThrow(), currentEpoch);
        send(new Answer(id, m.from(), saysDown(), leader, leaderEpoch));
    }

    /** Answers with the vote that was given before, or with none. */
    @Action
    public void answerAsk(Ask m) {
        require(isReady() && !(isRequest(m) && (m.epoch() > currentEpoch || givesVote(m))));

        send(
                isRequest(m)
                        ? new Answer(id, m.from(), saysDown(), leader, leaderEpoch)
                        : new Answer(id, m.from(), saysDown() && m.server().equals(master), Optional.empty(), 0));
    }

    @Action
    public void takeAnswer(Answer m) {
        require(isReady() && sentinels.contains(m.from()));

        masterDown = downAfter(m);
        if (m.leader().isPresent()) {
            heard = with(heard, m.from(), new Heard(m.leader(), m.epoch()));
        }
    }

    /** The one that answers is known no more. */
    @Action
    public void ignoreAnswer(Answer m) {
        require(isReady() && !sentinels.contains(m.from()));
    }

    /** An answer is too old. */
    @Action
    public void forgetAnswer(String t) {
        require(acts() && remembersAnswer(t));

        masterDown = without(masterDown, t);
        heard = with(heard, t, new Heard(Optional.empty(), heard.get(t).epoch()));
    }

    public boolean remembersAnswer(String t) {
        return sentinels.contains(t)
                && (masterDown.contains(t) || heard.get(t).leader().isPresent());
    }

    // ---------------------------------------------------------------- election

    @Action
    public void startFailover() {
        require(mayStart());

        begin();
    }

    public boolean mayStart() {
        return acts() && oDown && isODown() && state == FailoverState.NONE;
    }

    /** A person asks for a failover: {@code SENTINEL FAILOVER}. */
    @Action
    public void forceFailover() {
        require(mayForce());

        begin();
        forced = true;
    }

    /** Tells whether a person may ask for a failover now. */
    public boolean mayForce() {
        return isReady() && state == FailoverState.NONE && !sDown.containsAll(slaves);
    }

    /** Votes when votes are first counted: for whom most have, or for itself. */
    @Action
    public void ownVote(String c) {
        require(acts() && isToVote() && c.equals(favourite()));

        cast(c, failoverEpoch);
    }

    @Action
    public void becomeLeader() {
        require(mayLead());

        state = FailoverState.SELECT_SLAVE;
    }

    boolean mayLead() {
        return acts() && state == FailoverState.WAIT_START && !isToVote() && (isElected() || forced);
    }

    @Action
    public void abortNotElected() {
        require(acts() && state == FailoverState.WAIT_START && !isToVote() && !isElected() && !forced);

        abort();
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

    @Action
    public void abortSlaveTimeout() {
        require(acts() && (state == FailoverState.SEND_SLAVEOF_NOONE || state == FailoverState.WAIT_PROMOTION));

        abort();
    }

    boolean isInfo(Info m) {
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
        require(isReady() && isInfo(m) && !reported.get(m.from()).equals(role(m)));

        reported = with(reported, m.from(), role(m));
    }

    boolean isUnknownReplica(Info m) {
        return !isKnown(m.from()) && m.master().equals(Optional.of(master));
    }

    @Action
    public void learnSlave(Info m) {
        require(isReady() && isUnknownReplica(m));

        slaves = with(slaves, m.from());
        reported = with(reported, m.from(), Role.expected(m.from(), master));
        flushLater();
    }

    /** The server says what is known, or what was so before. */
    @Action
    public void ignoreInfo(Info m) {
        require(isReady() && !isUnknownReplica(m));
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

    boolean maySeePromoted() {
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

    boolean awaitsNewMaster(String r) {
        return slaves.contains(r)
                && !promotedSlave.equals(Optional.of(r))
                && (reconf.get(r) == Reconf.NO
                        || state == FailoverState.UPDATE_CONFIG && reconf.get(r) == Reconf.INPROG);
    }

    boolean isInProgress(String r) {
        return state == FailoverState.RECONF_SLAVES
                && reconf.get(r) == Reconf.SENT
                && reported.get(r).master().equals(promotedSlave);
    }

    @Action
    public void slaveReconfInProg(String r) {
        require(acts() && isInProgress(r));

        reconf = with(reconf, r, Reconf.INPROG);
    }

    @Action
    public void slaveReconfDone(String r) {
        require(acts() && state == FailoverState.RECONF_SLAVES && reconf.get(r) == Reconf.INPROG);

        reconf = with(reconf, r, Reconf.DONE);
    }

    @Action
    public void slaveReconfTimeout(String r) {
        require(acts() && state == FailoverState.RECONF_SLAVES && reconf.get(r) == Reconf.SENT);

        reconf = with(reconf, r, Reconf.DONE);
    }

    /** All replicas that can be reached follow the new master, or it is too late for them. */
    @Action
    public void endFailover() {
        require(mayEnd());

        state = FailoverState.UPDATE_CONFIG;
    }

    boolean mayEnd() {
        return acts() && state == FailoverState.RECONF_SLAVES && !sDown.contains(promotedSlave.orElseThrow());
    }

    @Action
    public void switchMaster() {
        require(acts() && state == FailoverState.UPDATE_CONFIG);

        switchTo(promotedSlave.orElseThrow());
    }

    // ---------------------------------------------------------------- configurations

    @Action
    public void sayHello() {
        require(isReady());

        said = saying();
        layout.sentinels().stream()
                .filter(t -> !t.equals(id))
                .forEach(t -> send(new Hello(id, t, currentEpoch, currentMaster(), configEpoch)));
    }

    @Action
    public void learnSentinel(Hello m) {
        require(isReady() && !sentinels.contains(m.from()));

        sentinels = with(sentinels, m.from());
        flushLater();
    }

    boolean isSeen(Hello m) {
        return isReady() && sentinels.contains(m.from()) && m.epoch() <= currentEpoch;
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

    public boolean mayConvert(String r) {
        return isGoodReplica(r)
                && !promotedSlave.equals(Optional.of(r))
                && reported.get(r).master().isEmpty();
    }

    boolean isGoodReplica(String r) {
        return acts() && slaves.contains(r) && !sDown.contains(r) && isSane();
    }

    /** A replica has followed another server for a while. */
    @Action
    public void fixSlaveConfig(String r) {
        require(mayFix(r));

        command(r, Optional.of(master));
    }

    public boolean mayFix(String r) {
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
        require(isReady());

        tilt = true;
    }

    @Action
    public void leaveTilt() {
        require(isReady() && tilt);

        tilt = false;
    }

    /** Forgets the other sentinels and the replicas: {@code SENTINEL RESET}. */
    @Action
    public void reset() {
        require(isReady());

        sentinels = Set.of();
        slaves = Set.of();
        forget();
        reported = with(
                reported,
                master,
                new Role(Optional.empty(), reported.get(master).version()));
    }

    /** Monitors that server, as if it had never monitored any: {@code SENTINEL REMOVE}, {@code SENTINEL MONITOR}. */
    @Action
    public void remonitor(String r) {
        require(isReady());

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

    /** The configuration is on disk that was logged before. */
    @Action
    public void saveConfig() {
        require(running && unsaved);

        flush();
        unsaved = false;
    }

    @Override
    @Action
    public void crash() {
        require(running);

        running = false;
        unsaved = false;
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

    /** Lists the servers that it takes for down, and that would be up if they answered. */
    public List<String> wouldBeUp() {
        return acts() ? sDown.stream().filter(r -> !saysReplica(r)).sorted().toList() : List.of();
    }

    @Override
    public Sentinel copy() {
        return remembered(new Sentinel(id, layout, Optional.of(new Stable.OfSentinel(disk, sent))));
    }

    @Override
    public List<Step> steps() {
        return SentinelSteps.of(this);
    }
}
