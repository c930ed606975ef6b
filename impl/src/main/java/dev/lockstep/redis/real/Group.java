package dev.lockstep.redis.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Holds servers and sentinels that run, each behind a proxy. They are ended when this is closed, and also when the JVM ends. What they log is in a
 * folder, a file for each, and what they say to each other in one more.
 */
final class Group implements AutoCloseable {
    static final String WIRE = "wire.log";
    private static final String MASTER = "mymaster";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE = 40;

    /** Tells after how many milliseconds without an answer a server counts as down. The other periods fit to it. */
    private static final int DOWN_AFTER = 600;

    private static final int FAILOVER_TIMEOUT = 3000;
    private static final int PUBLISH = 400;
    /** Bounds how much later a proxy sees what a process sends. That is at the end of a round, after what it does then. */
    private static final int UNCERTAINTY = 100;

    private static final int NEVER = 3_600_000;

    private final Path folder;
    private final Layout layout;
    private final Links links = new Links();
    private final Names names = new Names();
    private final Wire wire;
    private final Map<String, RedisProcess> processes = new LinkedHashMap<>();
    private final Map<String, Proxy> proxies = new LinkedHashMap<>();
    private final Map<String, RespClient> clients = new HashMap<>();
    private final Thread hook = new Thread(this::destroy, "redis-end");

    private Group(Installed installed, Path folder, Layout layout) throws IOException {
        this.folder = folder;
        this.layout = layout;
        this.wire = new Wire(folder.resolve(WIRE));
        Runtime.getRuntime().addShutdownHook(hook);
        Overheard ear = new Overheard(wire, names, folder);
        for (String name : layout.serverNames()) {
            add(name, installed.server(), ear);
        }
        for (String name : layout.sentinels()) {
            add(name, installed.sentinel(), ear);
            names.add(id(name), name);
        }
        for (String name : layout.serverNames()) {
            Files.write(config(name), server(name));
        }
        for (String name : layout.sentinels()) {
            Files.write(config(name), sentinel(name));
        }
    }

    private void add(String name, Path program, Overheard ear) throws IOException {
        RedisProcess process = new RedisProcess(name, program, config(name), RedisProcess.freePort());
        processes.put(name, process);
        Proxy proxy = new Proxy(name, process.port(), links, ear);
        proxies.put(name, proxy);
        names.add(proxy.port(), name);
    }

    /**
     * Starts all of them, and waits until each sentinel reaches all that it knows.
     *
     * @param folder an empty one
     */
    static Group start(Installed installed, Path folder, Layout layout) throws IOException, InterruptedException {
        Group group = new Group(installed, folder, layout);
        try {
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
            return group;
        } catch (IOException | InterruptedException | RuntimeException e) {
            group.close();
            throw e;
        }
    }

    private void startSentinel(String name) throws IOException, InterruptedException {
        process(name).start();
        awaitAnswer(name);
        String publish = String.valueOf(layout.canLearn() ? PUBLISH : NEVER);
        RespClient.ask(
                process(name).port(),
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

    private Path config(String name) {
        return folder.resolve(name + ".conf");
    }

    /** Returns an id of forty digits. */
    private static String id(String sentinel) {
        return sentinel.substring(1).repeat(40).substring(0, 40);
    }

    private int announced(String name) {
        return proxy(name).port();
    }

    private Proxy proxy(String name) {
        Proxy proxy = proxies.get(name);
        if (proxy == null) {
            throw new IllegalArgumentException("no process " + name);
        }
        return proxy;
    }

    RedisProcess process(String name) {
        RedisProcess process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("no process " + name);
        }
        return process;
    }

    private List<String> common(String name) {
        return List.of(
                "bind 127.0.0.1",
                "port " + process(name).port(),
                "dir " + folder.toAbsolutePath(),
                "logfile " + folder.toAbsolutePath().resolve(name + ".log"),
                "loglevel verbose",
                "daemonize no");
    }

    private List<String> server(String name) {
        List<String> lines = new ArrayList<>(common(name));
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
        List<String> lines = new ArrayList<>(common(name));
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

    Links links() {
        return links;
    }

    private void awaitAnswer(String name) throws IOException, InterruptedException {
        await(
                "answer of " + name,
                () -> "PONG".equals(RespClient.ask(process(name).port(), "PING")));
    }

    /** Says what is waited for. */
    private interface Condition {
        boolean isTrue() throws IOException;
    }

    private void await(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        boolean isTrue = false;
        while (!isTrue) {
            try {
                isTrue = condition.isTrue();
            } catch (IOException e) {
                isTrue = false; // it does not listen yet, or not any more
            }
            if (!isTrue && System.nanoTime() > end) {
                throw new IOException("no " + what + " within " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE)
                        + " seconds; the logs are in " + folder);
            }
            if (!isTrue) {
                TimeUnit.MILLISECONDS.sleep(PAUSE);
            }
        }
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
                    masters.add(names.at(String.valueOf(master.get("port"))));
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
        return names.at(String.valueOf(view(sentinel, "MASTER").get(0).get("port")));
    }

    /** Asks a process, on a connection that stays open as long as the process runs. */
    private Object ask(String name, String... words) throws IOException {
        RespClient client = clients.get(name);
        if (client == null) {
            client = new RespClient(process(name).port());
            clients.put(name, client);
        }
        try {
            return client.ask(words);
        } catch (IOException e) {
            clients.remove(name);
            client.close();
            throw e;
        }
    }

    /** Returns what a sentinel knows of the master, of its replicas, or of the other sentinels. */
    private List<Map<String, String>> view(String sentinel, String what) throws IOException {
        Object reply = ask(sentinel, "SENTINEL", what, MASTER);
        if (!(reply instanceof List<?> list)) {
            throw new IOException(sentinel + ": " + reply);
        }
        List<Map<String, String>> instances = new ArrayList<>();
        for (Object each : what.equals("MASTER") ? List.of(list) : list) {
            Map<String, String> fields = new LinkedHashMap<>();
            List<?> flat = (List<?>) each;
            for (int i = 0; i + 1 < flat.size(); i += 2) {
                fields.put(String.valueOf(flat.get(i)), String.valueOf(flat.get(i + 1)));
            }
            instances.add(fields);
        }
        return instances;
    }

    /** Kills a process, and notes it when nothing of it can be heard any more. */
    void crash(String name) throws InterruptedException {
        process(name).kill();
        TimeUnit.MILLISECONDS.sleep(PAUSE);
        wire.done("crash", name);
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

    /** Returns the logs, that of the wire last. */
    List<Path> logs() {
        List<Path> logs = new ArrayList<>();
        processes.keySet().forEach(name -> logs.add(folder.resolve(name + ".log")));
        logs.add(folder.resolve(WIRE));
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
        proxies.forEach((name, proxy) -> lines.add("  " + proxy.port() + " = \"" + name + "\""));
        lines.add("table sentinel");
        layout.sentinels().forEach(name -> {
            lines.add("  " + id(name) + " = \"" + name + "\"");
            lines.add("  " + id(name).substring(0, 8) + " = \"" + name + "\"");
        });
        processes.keySet().forEach(name -> {
            lines.add("file " + name + ".log");
            lines.add("  process = \"" + name + "\"");
            lines.add("  uncertainty 1 ms");
        });
        lines.add("file " + WIRE);
        lines.add("  uncertainty " + UNCERTAINTY + " ms");
        return lines;
    }

    private static String set(Collection<String> elements) {
        return "{\"#set\":["
                + String.join(
                        ",", elements.stream().map(each -> '"' + each + '"').toList()) + "]}";
    }

    private void destroy() {
        List<RedisProcess> all = new ArrayList<>(processes.values());
        for (int i = all.size() - 1; i >= 0; i--) { // those that watch first
            all.get(i).destroy();
        }
    }

    /** Ends all processes, those that watch first. */
    @Override
    public void close() throws IOException {
        destroy();
        for (RespClient client : clients.values()) {
            client.close();
        }
        links.close();
        for (Proxy proxy : proxies.values()) {
            proxy.close();
        }
        wire.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the JVM is ending: the hook runs, or has run
        }
    }
}
