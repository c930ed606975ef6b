package dev.lockstep.redis.sentinel;

import dev.lockstep.core.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Says what a sentinel may do next, by itself or after a timeout. What else clocks decide its clients do. */
final class SentinelSteps {
    private final Sentinel s;
    private final List<Step> steps = new ArrayList<>();

    private SentinelSteps(Sentinel s) {
        this.s = s;
    }

    static List<Step> of(Sentinel s) {
        return s.isReady() ? new SentinelSteps(s).own() : List.of();
    }

    private void process(String action, Runnable step) {
        steps.add(new Step(action, Step.By.PROCESS, step));
    }

    private void timeout(String action, Runnable step) {
        steps.add(new Step(action, Step.By.TIMEOUT, step));
    }

    private List<Step> own() {
        if (s.tilt) {
            timeout("timer", () -> s.timer(s.previousTime + Sentinel.TILT_TRIGGER));
        } else {
            processes();
            timeouts();
        }
        if (!s.saying().equals(s.said)) {
            timeout("sayHello", s::sayHello);
        }
        return steps;
    }

    private void processes() {
        if (!s.oDown && s.isODown()) {
            process("oDown", s::oDown);
        }
        if (s.oDown && !s.isODown()) {
            process("oUp", s::oUp);
        }
        if (s.isToVote()) {
            process("ownVote", () -> s.ownVote(s.favourite()));
        }
        if (s.mayLead()) {
            process("becomeLeader", s::becomeLeader);
        }
        if (s.state == FailoverState.SEND_SLAVEOF_NOONE) {
            process("sendSlaveOfNoOne", s::sendSlaveOfNoOne);
        }
        if (s.state == FailoverState.RECONF_SLAVES) {
            for (String r : new TreeSet<>(s.slaves)) {
                if (s.awaitsNewMaster(r)) {
                    process("reconfSlave", () -> s.reconfSlave(r));
                }
            }
        }
        if (s.state == FailoverState.UPDATE_CONFIG) {
            process("switchMaster", () -> {
                s.switchMaster();
                s.saveConfig();
            });
        }
        if (s.maySeePromoted()) {
            process("seePromoted", s::seePromoted);
        }
        for (String r : new TreeSet<>(s.slaves)) {
            if (s.isInProgress(r)) {
                process("slaveReconfInProg", () -> s.slaveReconfInProg(r));
            }
            if (s.state == FailoverState.RECONF_SLAVES && s.reconf.get(r) == Reconf.INPROG) {
                process("slaveReconfDone", () -> s.slaveReconfDone(r));
            }
        }
    }

    private void timeouts() {
        switch (s.state) {
            case NONE, SEND_SLAVEOF_NOONE, UPDATE_CONFIG -> {}
            case WAIT_START -> {
                if (s.mayAsk()) {
                    timeout("askOthers", s::askOthers);
                }
                if (!s.isToVote() && !s.mayLead()) {
                    timeout("abortNotElected", s::abortNotElected);
                }
            }
            case SELECT_SLAVE -> {
                for (String r : new TreeSet<>(s.slaves)) {
                    if (!s.sDown.contains(r)) {
                        timeout("selectSlave", () -> s.selectSlave(r));
                    }
                }
                timeout("abortNoGoodSlave", s::abortNoGoodSlave);
            }
            case WAIT_PROMOTION -> timeout("abortSlaveTimeout", s::abortSlaveTimeout);
            case RECONF_SLAVES -> {
                for (String r : new TreeSet<>(s.slaves)) {
                    if (s.reconf.get(r) == Reconf.SENT) {
                        timeout("slaveReconfTimeout", () -> s.slaveReconfTimeout(r));
                    }
                }
                String promoted = s.promotedSlave.orElseThrow();
                if (s.mayEnd()) {
                    timeout("endFailover", s::endFailover);
                } else if (s.wouldBeUp().contains(promoted)) {
                    timeout("sUp", () -> s.sUp(promoted));
                }
            }
        }
    }
}
