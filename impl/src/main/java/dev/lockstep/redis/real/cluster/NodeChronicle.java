package dev.lockstep.redis.real.cluster;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what a node of a real cluster did, as steps of {@code RedisCluster.tla}. Their order is that of its log, and what messages said is what passed on the bus. */
final class NodeChronicle {
    private static final Pattern EPOCH = Pattern.compile("epoch (\\d+)");
    private static final Pattern OWN = Pattern.compile("configEpoch set to (\\d+)");

    /** Bounds for how many microseconds a report of a failure counts: twice the node-timeout. */
    private static final long VALID = 2_000L * ClusterGroup.NODE_TIMEOUT;

    /** Bounds how many microseconds pass between the line of a message and what its processing does. */
    private static final long UNSURE = 20_000;

    private final String node;
    private final ClusterLayout layout;
    private final SpecMessages messages;
    private final Arrivals arrivals;
    private final NodeKnowledge knowledge;
    private final List<ClusterEvent> events = new ArrayList<>();
    private final Deque<ClusterGroup.Ending> endings;

    /** @param endings the processes that were killed, in their order */
    NodeChronicle(
            String node, ClusterLayout layout, List<Bus.Connection> connections, List<ClusterGroup.Ending> endings) {
        this.node = node;
        this.layout = layout;
        this.messages = new SpecMessages(layout);
        this.arrivals = new Arrivals(node, connections);
        this.knowledge = new NodeKnowledge(node, layout);
        this.endings = new ArrayDeque<>(
                endings.stream().filter(each -> each.node().equals(node)).toList());
    }

    private String source(NodeLog.Step step) {
        return node + ".log:" + step.line();
    }

    private ClusterEvent event(NodeLog.Step step, String action) {
        ClusterEvent event = new ClusterEvent(node, step.micros(), action, source(step), knowledge.known());
        events.add(event);
        return event;
    }

    /**
     * Returns the steps of the node, but for what it sends without being asked.
     *
     * @throws IOException the log has a message that was not on the bus
     */
    List<ClusterEvent> tell(List<NodeLog.Step> steps) throws IOException {
        boolean isFirst = true;
        for (int i = 0; i < steps.size(); i++) {
            NodeLog.Step step = steps.get(i);
            if (step.text().startsWith("Node configuration loaded")) {
                if (!isFirst) {
                    restart(step);
                }
                isFirst = false;
            } else if (step.text().startsWith(NodeLog.CONNECTING)) {
                arrivals.connect(messages.name(NodeLog.id(step.text())), step.micros());
            } else if (step.type().isEmpty()) {
                act(step);
            } else {
                Arrivals.Arrived arrived = arrivals.take(steps, i, source(step));
                process(step.notBefore(arrived.sent().micros()), arrived);
            }
        }
        return events;
    }

    /** Returns how often the connection of a message was mistaken for another one that said the same. */
    int mistaken() {
        return arrivals.mistaken();
    }

    private void restart(NodeLog.Step step) throws IOException {
        ClusterGroup.Ending ending = endings.poll();
        if (ending == null) {
            throw new IOException(source(step) + ": the node begins again, and nobody has killed it");
        }
        ClusterView file = ending.file();
        events.add(new ClusterEvent(node, ending.micros(), "Crash", source(step), knowledge.known())
                .observes("SavedCurrent", file.current())
                .observes("SavedVote", file.vote()));
        arrivals.closeBefore(ending.micros());
        knowledge.restart(file.flags(), file.current(), file.masters().getOrDefault(node, ClusterLayout.NONE));
        event(step, "Restart");
    }

    private static long epoch(String text) {
        Matcher matcher = EPOCH.matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** Learns from the log which epoch the node has taken and whom it follows, if it has changed. */
    private void take(NodeLog.Step step) {
        for (String detail : step.details()) {
            if (detail.startsWith("Configuration change") || detail.startsWith("I'm a sub-replica")) {
                knowledge.follow(messages.name(NodeLog.id(detail)));
            }
            Matcher matcher = OWN.matcher(detail);
            if (matcher.find()) {
                knowledge.take(Long.parseLong(matcher.group(1)));
            }
        }
    }

    /** Takes a step without a message. */
    private void act(NodeLog.Step step) {
        take(step);
        String text = step.text();
        if (text.startsWith("*** NODE ")) {
            String other = messages.name(NodeLog.id(text));
            knowledge.flag(other, "pfail");
            event(step, "PFail").arg("x", other);
        } else if (text.startsWith("Cluster state changed: ")) {
            event(step, "UpdateState").observes("state", text.endsWith("ok") ? "ok" : "fail");
        } else if (text.startsWith("Start of election delayed")) {
            event(step, "ScheduleElection");
        } else if (text.startsWith("Starting a failover election")) {
            knowledge.begin(epoch(text));
            event(step, "StartElection")
                    .observes("currentEpoch", epoch(text))
                    .sends(List.of("authRequest", node, epoch(text)));
        } else if (text.startsWith("Failover election won")) {
            knowledge.follow(ClusterLayout.NONE);
            event(step, "WinElection").sends(List.of("claim", node));
        } else if (text.startsWith("Taking over the master")) {
            knowledge.follow(ClusterLayout.NONE);
            event(step, "TakeOver").sends(List.of("claim", node));
        } else if (text.startsWith("Forced failover")) {
            event(step, "ForceFailover");
        } else if (text.startsWith("Manual failover user request")) {
            event(step, "ManualFailover").sends(List.of("mfStart", node));
        } else if (text.startsWith("All master replication stream")) {
            event(step, "StartManual");
        } else if (text.startsWith("Manual failover timed out")) {
            event(step, "ManualTimeout");
        } else {
            command(step, text.substring(text.indexOf(Resharding.MARK) + Resharding.MARK.length()));
        }
    }

    /** Takes a command that was marked, or takes it back if the node has refused it. */
    private void command(NodeLog.Step step, String said) {
        if (said.equals(Resharding.REFUSED)) {
            int last = events.size() - 1;
            while (!events.get(last).action.startsWith("Set")) {
                last--;
            }
            events.remove(last);
            return;
        }
        String[] words = said.split(" ");
        int slot = Integer.parseInt(words[1]);
        if (words[0].equals("SetSlotNode")) {
            knowledge.set(slot, words[2].equals(node));
        }
        ClusterEvent event = event(step, words[0]).arg("s", slot);
        if (words.length > 2) {
            event.arg("x", words[2]);
        }
    }

    private void process(NodeLog.Step step, Arrivals.Arrived arrived) throws IOException {
        Bus.Sent sent = arrived.sent();
        BusMessage message = sent.message();
        Map<String, Object> value = messages.message(sent);
        boolean isNews = knowledge.hear(sent.from(), message);
        switch (step.type()) {
            case "ping", "pong" -> {
                if (step.type().equals("ping") && isNews) {
                    receive(step, "TakeHeader", sent, value);
                }
                reply(step, arrived.reply());
                if (step.type().equals("pong")
                        && !sent.isByConnecting()
                        && "pfail".equals(knowledge.flags().get(sent.from()))) {
                    knowledge.flag(sent.from(), "up");
                    event(step, "Reach").arg("x", sent.from());
                }
                ping(step, sent, value);
            }
            case "fail" -> {
                String failing = messages.name(message.about());
                if (!failing.equals(node)) {
                    knowledge.flag(failing, "fail");
                }
                receive(step, "ReceiveFail", sent, value).observes("flags", knowledge.flags());
            }
            case "auth-req" -> {
                String granted = step.details().stream()
                        .filter(each -> each.startsWith("Failover auth granted"))
                        .findFirst()
                        .orElse("");
                ClusterEvent event = receive(step, granted.isEmpty() ? "RefuseVote" : "Vote", sent, value);
                if (!granted.isEmpty()) {
                    event.observes("lastVoteEpoch", epoch(granted)).sends(List.of("authAck", node, sent.from()));
                }
            }
            case "auth-ack" -> receive(step, "ReceiveAck", sent, value);
            case "update" -> {
                knowledge.hearOf(messages.name(message.about()), message);
                take(step);
                receive(step, "ReceiveUpdate", sent, value);
            }
            case "mfstart" -> {
                receive(step, step.details().isEmpty() ? "IgnoreMFStart" : "PauseClients", sent, value);
                reply(step, arrived.reply());
            }
            default -> throw new IOException(source(step) + ": the spec has no such message: " + step.text());
        }
    }

    private void reply(NodeLog.Step step, Bus.@Nullable Sent reply) {
        if (reply != null) {
            knowledge.said(reply.message());
            Unasked.heartbeat(event(step, "Heartbeat"), reply, messages);
        }
    }

    /**
     * Takes what a master says of others, when all reports that are too old are forgotten.
     *
     * @return reports have been looked at
     * @throws IOException a report is news that was there and is not too old
     */
    private boolean gossip(NodeLog.Step step, Bus.Sent sent) throws IOException {
        boolean isLookedAt = false;
        List<BusMessage.Gossip> told = sent.message().slaveof().isEmpty()
                ? sent.message().gossip().stream()
                        .filter(each -> !messages.name(each.id()).equals(node))
                        .toList()
                : List.of();
        for (BusMessage.Gossip each : told) {
            boolean isNews = step.isNews(sent.message().sender(), each.id(), each.isSuspect());
            expire(step, sent.from(), each, isNews);
            isLookedAt |= isNews || each.isSuspect();
        }
        for (BusMessage.Gossip each : told) {
            knowledge.report(sent.from(), messages.name(each.id()), each.isSuspect(), step.micros());
        }
        return isLookedAt;
    }

    /**
     * Forgets reports of a node that are too old. The log tells which reports are news, so that one that was there has been forgotten since. Of a node that
     * is PFAIL here, reports are counted, and those that are too old are forgotten first.
     */
    private void expire(NodeLog.Step step, String from, BusMessage.Gossip about, boolean isNews) throws IOException {
        String other = messages.name(about.id());
        if (isNews == about.isSuspect() && knowledge.reporters(other).contains(from)) {
            if (!knowledge.forget(other, from, step.micros() - VALID + UNSURE)) {
                throw new IOException(source(step) + ": what " + from + " says of " + other
                        + " is news, and it has said so less than twice the node-timeout ago");
            }
            expire(step, other);
        }
        if (about.isSuspect() && "pfail".equals(knowledge.flags().get(other))) {
            boolean isMarked = step.details().stream().anyMatch(line -> line.startsWith("Marking node " + about.id()));
            forget(step, other, from, step.micros() - VALID - (isMarked ? UNSURE : 0));
        }
    }

    /** Forgets reports of a node that are too old, but that of one. */
    private void forget(NodeLog.Step step, String other, String but, long before) {
        for (String each : knowledge.reporters(other)) {
            if (!each.equals(but) && knowledge.forget(other, each, before)) {
                expire(step, other);
            }
        }
    }

    private void expire(NodeLog.Step step, String other) {
        event(step, "ExpireReport").arg("x", other).observes("reports", reports());
    }

    private Map<String, Object> reports() {
        Map<String, Object> reports = new TreeMap<>();
        layout.nodes().forEach(each -> reports.put(each, SpecMessages.set(knowledge.reporters(each))));
        return reports;
    }

    private void ping(NodeLog.Step step, Bus.Sent sent, Map<String, Object> value) throws IOException {
        boolean isReported = gossip(step, sent);
        List<Object> told = new ArrayList<>();
        for (String detail : step.details()) {
            if (detail.startsWith("Clear FAIL state")) {
                String other = messages.name(NodeLog.id(detail));
                knowledge.flag(other, "up");
                event(step, "ClearFail").arg("x", other);
            } else if (detail.startsWith("Marking node")) {
                String other = messages.name(NodeLog.id(detail));
                knowledge.flag(other, "fail");
                told.add(List.of("fail", node, other));
            } else if (detail.contains(" has old slots ")) {
                told.add(List.of("update", node, sent.from()));
            }
        }
        BusMessage message = sent.message();
        if (message.slaveof().isEmpty()) {
            knowledge.claim(sent.from(), message.configEpoch(), layout.spec(message.slots()));
        } else {
            knowledge.hearReplica(sent.from());
        }
        take(step);
        ClusterEvent event = receive(step, "ReceivePing", sent, value);
        event.sends.addAll(told);
        if (message.gossip().stream().anyMatch(BusMessage.Gossip::isSuspect)) {
            event.observes("flags", knowledge.flags());
        }
        if (isReported) {
            event.observes("reports", reports());
        }
    }

    private ClusterEvent receive(NodeLog.Step step, String action, Bus.Sent sent, Map<String, Object> value) {
        BusMessage message = sent.message();
        boolean isClaim = message.type().equals("pong") && sent.isByConnecting() && message.isPaused();
        Object tag = switch (message.type()) {
            case "ping", "pong" -> isClaim ? List.of("claim", sent.from()) : sent;
            case "fail" -> List.of("fail", sent.from(), messages.name(message.about()));
            case "auth-req" -> List.of("authRequest", sent.from(), message.currentEpoch());
            case "auth-ack" -> List.of("authAck", sent.from(), node);
            case "update" -> List.of("update", sent.from(), node);
            default -> List.of("mfStart", sent.from());
        };
        return event(step, action).arg("m", value).receives(tag);
    }
}
