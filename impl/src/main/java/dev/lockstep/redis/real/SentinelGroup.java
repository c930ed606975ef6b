package dev.lockstep.redis.real;

import dev.lockstep.redis.client.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Holds servers and sentinels that run. What they log is in a folder, a file for each, and what they say to each other in one more. */
final class SentinelGroup extends WatchedGroup {
    private static final String WIRE = "wire.log";
    private static final String TAKEN = "taken.log";
    private static final String MASTER = "mymaster";

    /** Tells after how many milliseconds without an answer a server counts as down. The other periods fit to it. */
    private static final int DOWN_AFTER = 1200;

    private static final int FAILOVER_TIMEOUT = 3000;
    private static final int PUBLISH = 400;
    /**
     * Bounds how much later a proxy sees what a process sends. That is at the end of a round, after what it does then. On a machine on which many
     * threads wait for their turn it may be later.
     */
    static final int UNCERTAINTY = 100;

    private static final int NEVER = 3_600_000;

    private final Layout layout;
    private final Wire wire;

    private SentinelGroup(Installed installed, Path folder, Layout layout) throws IOException {
        super(folder);
        this.layout = layout;
        this.wire = new Wire(folder.resolve(WIRE), folder.resolve(TAKEN));
        Overheard ear = new Overheard(wire, names(), folder);
        for (String name : layout.serverNames()) {
            add(name, installed.server(), ear);
        }
        for (String name : layout.sentinels()) {
            add(name, installed.sentinel(), ear);
            names().add(id(name), name);
        }
        for (String name : layout.serverNames()) {
            Files.write(config(name), server(name));
        }
        for (String name : layout.sentinels()) {
            Files.write(config(name), sentinel(name));
        }
    }

    /**
     * Starts all of them, and waits until each sentinel reaches all that it knows.
     *
     * @param folder an empty one
     */
    static SentinelGroup start(Installed installed, Path folder, Layout layout)
            throws IOException, InterruptedException {
        SentinelGroup group = new SentinelGroup(installed, folder, layout);
        group.begin(() -> {
            for (String name : layout.serverNames()) {
                group.process(name).start();
            }
            for (String name : layout.serverNames()) {
                group.awaitAnswer(name);
            }
            for (String name : layout.sentinels()) {
                group.startSentinel(name);
            }
            group.awaitReady();
        });
        return group;
    }

    private void startSentinel(String name) throws IOException, InterruptedException {
        process(name).start();
        awaitAnswer(name);
        String publish = String.valueOf(layout.canLearn() ? PUBLISH : NEVER);
        ask(
                name,
                "SENTINEL",
                "DEBUG",
                "info-period",
                "500",
                "ping-period",
                "300",
                "ask-period",
                "300",
                "publish-period",
                publish);
    }

    /** Returns an id of forty digits. */
    private static String id(String sentinel) {
        return sentinel.substring(1).repeat(40).substring(0, 40);
    }

    private List<String> server(String name) {
        List<String> lines = new ArrayList<>(common(name, folder()));
        lines.addAll(List.of(
                "save \"\"",
                "appendonly no",
                "repl-diskless-sync-delay 0",
                "replica-announce-ip 127.0.0.1",
                "replica-announce-port " + announced(name)));
        if (!name.equals(first())) {
            lines.add("replicaof 127.0.0.1 " + announced(first()));
        }
        return lines;
    }

    private List<String> sentinel(String name) {
        List<String> lines = new ArrayList<>(common(name, folder()));
        lines.addAll(List.of(
                "sentinel myid " + id(name),
                "sentinel announce-ip 127.0.0.1",
                "sentinel announce-port " + announced(name),
                "sentinel monitor " + MASTER + " 127.0.0.1 " + announced(first()) + " " + layout.quorum(),
                "sentinel down-after-milliseconds " + MASTER + " " + DOWN_AFTER,
                "sentinel failover-timeout " + MASTER + " " + FAILOVER_TIMEOUT,
                "sentinel parallel-syncs " + MASTER + " " + layout.servers()));
        for (String server : layout.serverNames()) {
            if (!server.equals(first())) {
                lines.add("sentinel known-replica " + MASTER + " 127.0.0.1 " + announced(server));
            }
        }
        for (String other : layout.known().getOrDefault(name, Set.of())) {
            lines.add("sentinel known-sentinel " + MASTER + " 127.0.0.1 " + announced(other) + " " + id(other));
        }
        return lines;
    }

    /** Returns the server that is master at first. */
    String first() {
        return layout.serverNames().get(0);
    }

    Layout layout() {
        return layout;
    }

    /** Waits until all that run agree, reach each other, and follow the master. */
    void awaitReady() throws IOException, InterruptedException {
        await("agreement", () -> {
            Set<String> masters = new TreeSet<>();
            for (String sentinel : layout.sentinels()) {
                if (process(sentinel).isAlive()) {
                    Map<String, String> master = view(sentinel, "MASTER").get(0);
                    masters.add(String.valueOf(master.get("port")));
                    boolean isReady = isQuiet(List.of(master), "master")
                            && isQuiet(view(sentinel, "REPLICAS"), "slave")
                            && isQuiet(view(sentinel, "SENTINELS"), "sentinel")
                            && view(sentinel, "REPLICAS").stream()
                                    .allMatch(replica -> "slave".equals(replica.get("role-reported"))
                                            && "ok".equals(replica.get("master-link-status"))
                                            && String.valueOf(master.get("port"))
                                                    .equals(replica.get("master-port")));
                    if (!isReady) {
                        return false;
                    }
                }
            }
            return masters.size() == 1;
        });
    }

    private static boolean isQuiet(Collection<Map<String, String>> instances, String flags) {
        return instances.stream().allMatch(each -> flags.equals(each.get("flags")));
    }

    /** Waits until all sentinels that run have another master, and their failovers have ended. */
    void awaitFailover(String from) throws IOException, InterruptedException {
        await("failover", () -> {
            Set<String> masters = new TreeSet<>();
            for (String sentinel : layout.sentinels()) {
                if (process(sentinel).isAlive()) {
                    Map<String, String> master = view(sentinel, "MASTER").get(0);
                    masters.add(names().at(String.valueOf(master.get("port"))));
                    if (!"master".equals(master.get("flags"))) {
                        return false;
                    }
                }
            }
            return masters.size() == 1 && !masters.contains(from);
        });
    }

    /** Returns which server a sentinel takes for the master. */
    String master(String sentinel) throws IOException {
        return names().at(String.valueOf(view(sentinel, "MASTER").get(0).get("port")));
    }

    /** Returns what a sentinel knows of the master, of its replicas, or of the other sentinels. */
    private List<Map<String, String>> view(String sentinel, String what) throws IOException {
        Reply reply = ask(sentinel, "SENTINEL", what, MASTER);
        if (!(reply instanceof Reply.Many list)) {
            throw new IOException(sentinel + ": " + reply);
        }
        List<Map<String, String>> instances = new ArrayList<>();
        for (Reply each : what.equals("MASTER") ? List.of(reply) : list.replies()) {
            Map<String, String> fields = new LinkedHashMap<>();
            List<String> flat = each.asWords();
            for (int i = 0; i + 1 < flat.size(); i += 2) {
                fields.put(flat.get(i), flat.get(i + 1));
            }
            instances.add(fields);
        }
        return instances;
    }

    /** Kills a process, and notes it when nothing of it can be heard any more. */
    void crash(String name) throws IOException, InterruptedException {
        process(name).kill();
        TimeUnit.MILLISECONDS.sleep(PAUSE);
        if (layout.sentinels().contains(name)) {
            Unlogged unlogged = Unlogged.of(Files.readAllLines(config(name)), Files.readAllLines(log(name)));
            if (unlogged.epoch() > 0) {
                wire.said("epoch", name, Map.of("epoch", unlogged.epoch()));
            }
            if (unlogged.isSaved()) {
                wire.done("saved", name);
            }
        }
        wire.done("crash", name);
    }

    /** Has a sentinel fail over though the master is up: {@code SENTINEL FAILOVER}. */
    void force(String sentinel) throws IOException {
        requireOk(ask(sentinel, "SENTINEL", "FAILOVER", MASTER));
    }

    /** Has a sentinel forget replicas and other sentinels, and waits until it knows them again. */
    void reset(String sentinel) throws IOException, InterruptedException {
        ask(sentinel, "SENTINEL", "RESET", MASTER);
        awaitKnown(sentinel);
    }

    /** Has a sentinel forget the master and monitor it anew, and waits until it knows the others again. */
    void remonitor(String sentinel) throws IOException, InterruptedException {
        String port = String.valueOf(view(sentinel, "MASTER").get(0).get("port"));
        requireOk(ask(sentinel, "SENTINEL", "REMOVE", MASTER));
        requireOk(ask(sentinel, "SENTINEL", "MONITOR", MASTER, HOST, port, String.valueOf(layout.quorum())));
        requireOk(ask(
                sentinel,
                "SENTINEL",
                "SET",
                MASTER,
                "down-after-milliseconds",
                String.valueOf(DOWN_AFTER),
                "failover-timeout",
                String.valueOf(FAILOVER_TIMEOUT),
                "parallel-syncs",
                String.valueOf(layout.servers())));
        awaitKnown(sentinel);
    }

    private static void requireOk(Reply reply) throws IOException {
        if (!reply.equals(new Reply.Text("OK"))) {
            throw new IOException("a sentinel has refused: " + reply);
        }
    }

    private void awaitKnown(String sentinel) throws IOException, InterruptedException {
        await(
                "discovery",
                () -> view(sentinel, "REPLICAS").size() == layout.servers() - 1
                        && view(sentinel, "SENTINELS").size()
                                == layout.sentinels().size() - 1);
    }

    void restart(String name) throws IOException, InterruptedException {
        wire.done("restart", name);
        if (layout.sentinels().contains(name)) {
            startSentinel(name);
        } else {
            process(name).start();
            awaitAnswer(name);
        }
    }

    /** Returns the logs, those of the wire last. */
    List<Path> logs() {
        List<Path> logs = new ArrayList<>();
        processNames().forEach(name -> logs.add(log(name)));
        logs.add(folder().resolve(WIRE));
        logs.add(folder().resolve(TAKEN));
        return logs;
    }

    /** Returns rules for votes of sentinels for themselves, which stand before all others. Nobody asks a sentinel to vote for itself. */
    List<String> ownVotes() {
        List<String> lines = new ArrayList<>();
        for (String name : layout.sentinels()) {
            lines.add("on ^\\+vote-for-leader " + id(name) + " (?<voted>\\d+)$");
            lines.add("  where process = " + name);
            lines.add("  event OwnVote");
            lines.add("    state leader = \"" + name + "\"");
            lines.add("    state leader_epoch = ${voted:int}");
        }
        return lines;
    }

    /** Returns what the mapping says of these processes alone. */
    List<String> mapping() {
        List<String> lines = new ArrayList<>();
        lines.add("constant Sentinel = " + set(layout.sentinels()));
        lines.add("constant Server = " + set(layout.serverNames()));
        lines.add("constant First = \"" + first() + "\"");
        lines.add("constant Quorum = " + layout.quorum());
        lines.add("constant Known = {\"#map\":["
                + String.join(
                        ",",
                        layout.known().entrySet().stream()
                                .map(each -> "[\"" + each.getKey() + "\"," + set(each.getValue()) + "]")
                                .toList())
                + "]}");
        lines.add("table port");
        processNames().forEach(name -> lines.add("  " + announced(name) + " = \"" + name + "\""));
        lines.add("table sentinel");
        layout.sentinels().forEach(name -> {
            lines.add("  " + id(name) + " = \"" + name + "\"");
            lines.add("  " + id(name).substring(0, 8) + " = \"" + name + "\"");
        });
        processNames().forEach(name -> {
            lines.add("file " + name + ".log");
            lines.add("  process = \"" + name + "\"");
            lines.add("  uncertainty 1 ms");
        });
        lines.add("file " + WIRE);
        lines.add("  uncertainty " + UNCERTAINTY + " ms");
        lines.add("file " + TAKEN);
        lines.add("  uncertainty 1 ms");
        return lines;
    }

    private static String set(Collection<String> elements) {
        return "{\"#set\":["
                + String.join(
                        ",", elements.stream().map(each -> '"' + each + '"').toList()) + "]}";
    }

    /** Ends all processes, those that watch first. */
    @Override
    public void close() throws IOException {
        super.close();
        wire.close();
    }
}
