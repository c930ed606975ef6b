package dev.lockstep.redis.real.replication;

import dev.lockstep.redis.client.Reply;
import dev.lockstep.redis.client.RespConnection;
import dev.lockstep.redis.real.Installed;
import dev.lockstep.redis.real.WatchedGroup;
import dev.lockstep.redis.real.replication.Seen.Kind;
import dev.lockstep.redis.replication.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds servers that replicate each other, and does to them what an operator does. All writes are elements of one list, so that a server tells
 * with one command which it has, and in which order. One thread is the operator.
 */
final class ServerGroup extends WatchedGroup {
    static final String LIST = "written";
    private static final List<String> READ = List.of("LRANGE", LIST, "0", "-1");

    /** Bounds in seconds how long a connection is silent before it is given up. */
    private static final int TIMEOUT = 3;

    private final Map<String, Persistence> persistence;
    private final Map<String, Integer> priorities;
    private final Recording recording;
    private final Map<String, Info> first = new LinkedHashMap<>();
    private final Map<String, String> hosts = new HashMap<>();
    private final Gates gates = new Gates();
    private final FailoverAnswers answers = new FailoverAnswers();

    private ServerGroup(
            Installed installed,
            Path folder,
            Map<String, Persistence> persistence,
            Map<String, Integer> priorities,
            Recording recording)
            throws IOException {
        super(folder);
        this.persistence = new TreeMap<>(persistence);
        this.priorities = priorities;
        this.recording = recording;
        StreamEar ear = new StreamEar(recording, names(), answers);
        for (String name : this.persistence.keySet()) {
            add(name, installed.server(), ear);
            Files.createDirectories(folder.resolve(name));
        }
    }

    /**
     * Starts all servers: the first one is a master, the others follow it.
     *
     * @param folder an empty one
     * @param priorities those that differ from the usual one, 100
     */
    static ServerGroup start(
            Installed installed,
            Path folder,
            Map<String, Persistence> persistence,
            Map<String, Integer> priorities,
            Recording recording)
            throws IOException, InterruptedException {
        ServerGroup group = new ServerGroup(installed, folder, persistence, priorities, recording);
        group.begin(() -> {
            String master = group.servers().get(0);
            for (String name : group.servers()) {
                group.begin(name, Kind.START, name.equals(master) ? null : master);
            }
            group.awaitLinks();
        });
        return group;
    }

    List<String> servers() {
        return List.copyOf(persistence.keySet());
    }

    Map<String, Persistence> persistence() {
        return persistence;
    }

    /** Returns what each server said of itself when it was first started. */
    Map<String, Info> first() {
        return first;
    }

    Gates gates() {
        return gates;
    }

    /** Returns whom a server follows; null: nobody, it is a master. */
    @Nullable
    String host(String server) {
        return hosts.get(server);
    }

    boolean isUp(String server) {
        return process(server).isAlive();
    }

    RespConnection client(String server) throws IOException {
        return connect(server);
    }

    private List<String> configuration(String name, @Nullable String host) {
        Persistence policy = persistence.get(name);
        List<String> lines = new ArrayList<>(common(name, folder().resolve(name)));
        lines.addAll(List.of(
                "save \"\"",
                "appendonly " + (policy.hasLog() ? "yes" : "no"),
                "appendfsync " + (policy == Persistence.ALWAYS ? "always" : "everysec"),
                "auto-aof-rewrite-percentage 0",
                "rdb-del-sync-files " + (policy == Persistence.NO ? "yes" : "no"),
                "repl-diskless-sync yes",
                "repl-diskless-sync-delay 0",
                "repl-timeout " + TIMEOUT,
                "repl-ping-replica-period 1",
                "replica-priority " + priorities.getOrDefault(name, 100),
                "replica-announce-ip " + HOST,
                "replica-announce-port " + announced(name)));
        if (host != null) {
            lines.add("replicaof " + HOST + " " + announced(host));
        }
        return lines;
    }

    /** Starts a server. Nothing of others reaches it before it has said what it has. */
    private void begin(String name, Kind kind, @Nullable String host) throws IOException, InterruptedException {
        Files.write(config(name), configuration(name, host));
        long asked = recording.now();
        if (kind == Kind.RESTART) {
            recording.begin(name);
        }
        links().hold(name);
        try {
            process(name).start();
            awaitAnswer(name);
            record(asked, name, kind, host, List.of());
        } finally {
            links().release(name);
        }
    }

    /** Has a server do something and then say what it has, with nothing in between. */
    private Info record(long asked, String name, Kind kind, @Nullable String host, List<List<String>> commands)
            throws IOException {
        List<List<String>> all = new ArrayList<>(commands);
        all.add(Info.COMMAND);
        all.add(READ);
        List<Reply> replies = askAll(name, all);
        for (Reply reply : replies.subList(0, commands.size())) {
            if (reply instanceof Reply.Failure failure) {
                throw new IOException(name + ": " + failure.message());
            }
        }
        Info info = Info.of(replies.get(replies.size() - 2));
        recording.commanded(
                asked, name, kind, host, info, replies.get(replies.size() - 1).asWords());
        if (kind == Kind.START) {
            first.put(name, info);
        }
        hosts.put(name, host);
        return info;
    }

    /** Makes a replica a master. */
    void promote(String name) throws IOException, InterruptedException {
        if (host(name) != null) {
            try (Gates.Closed closed = gates.close(name)) {
                record(recording.now(), name, Kind.PROMOTE, null, List.of(List.of("REPLICAOF", "NO", "ONE")));
            }
        }
    }

    /** Has a server follow another one. */
    void follow(String name, String host) throws IOException, InterruptedException {
        if (!name.equals(host) && !host.equals(host(name))) {
            try (Gates.Closed closed = gates.close(name)) {
                record(
                        recording.now(),
                        name,
                        Kind.FOLLOW,
                        host,
                        List.of(List.of("REPLICAOF", HOST, String.valueOf(announced(host)))));
            }
        }
    }

    /**
     * Has a master hand over to one of its replicas: {@code FAILOVER}. Clients do not ask that one meanwhile.
     *
     * @param fate what becomes of the answer that the replica is a master now; if it is held, the failover is aborted
     */
    void failover(String from, String to, FailoverAnswers.Fate fate) throws IOException, InterruptedException {
        answers.let(fate);
        try (Gates.Closed closed = gates.close(to)) {
            await(to + " as a replica", () -> info(from).online().contains(announced(to)));
            begin(from, to);
            switch (fate) {
                case ARRIVES -> {
                    await("failover", () -> info(from).isLinked() && isOver(from));
                    hosts.put(from, to);
                }
                case LOST -> {
                    await("end of the failover", () -> isOver(from));
                    record(recording.now(), from, Kind.LOSE_FAILOVER, null, List.of());
                }
                case HELD -> {
                    await("answer of " + to, answers::isHeld);
                    List<List<String>> abort = List.of(List.of("FAILOVER", "ABORT"));
                    record(recording.now(), from, Kind.ABORT_FAILOVER, null, abort);
                }
            }
            hosts.put(to, null);
        } finally {
            answers.let(fate == FailoverAnswers.Fate.ARRIVES ? fate : FailoverAnswers.Fate.LOST);
        }
    }

    private boolean isOver(String server) throws IOException {
        return info(server).failoverState().equals(Info.NO_FAILOVER);
    }

    private void begin(String from, String to) throws IOException {
        try (Gates.Closed closed = gates.close(from)) {
            long asked = recording.now();
            List<String> command = List.of("FAILOVER", "TO", HOST, String.valueOf(announced(to)));
            List<Reply> replies = askAll(from, List.of(command, Info.COMMAND, READ));
            if (replies.get(0) instanceof Reply.Failure failure) {
                throw new IOException(from + ": " + failure.message());
            }
            recording.handsOver(
                    asked, from, to, Info.of(replies.get(1)), replies.get(2).asWords());
        }
    }

    /** Has a server write a snapshot, if it keeps such. */
    void save(String name) throws IOException, InterruptedException {
        if (persistence.get(name) == Persistence.RDB) {
            try (Gates.Closed closed = gates.close(name)) {
                record(recording.now(), name, Kind.SAVE, host(name), List.of(List.of("SAVE")));
            }
        }
    }

    void crash(String name) throws IOException, InterruptedException {
        try (Gates.Closed closed = gates.close(name)) {
            long asked = recording.now();
            gates.shut(name);
            process(name).kill();
            recording.commanded(asked, name, Kind.CRASH, host(name), null, List.of());
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE);
    }

    void restart(String name) throws IOException, InterruptedException {
        begin(name, Kind.RESTART, host(name));
        gates.open(name);
    }

    /** Stops a process, so that nobody asks it. */
    void pause(String name) throws IOException, InterruptedException {
        try (Gates.Closed closed = gates.close(name)) {
            gates.shut(name);
            process(name).stop();
        }
    }

    void goOn(String name) throws IOException, InterruptedException {
        process(name).goOn();
        gates.open(name);
    }

    Info info(String name) throws IOException {
        return Info.of(askAll(name, List.of(Info.COMMAND)).get(0));
    }

    /** Returns the replica that Sentinel would promote, by priority alone: the least number wins. */
    String byPriority(List<String> replicas) throws IOException {
        String best = replicas.get(0);
        for (String each : replicas) {
            best = info(each).priority() < info(best).priority() ? each : best;
        }
        return best;
    }

    /** Returns how many servers say that they are masters. */
    long masters() throws IOException {
        long masters = 0;
        for (String name : servers()) {
            masters += ask(name, "ROLE").asWords().get(0).equals("master") ? 1 : 0;
        }
        return masters;
    }

    /** Waits until all that run, and whose master runs, are connected to it. */
    void awaitLinks() throws IOException, InterruptedException {
        await("replication", () -> {
            for (String name : servers()) {
                String host = host(name);
                if (isUp(name) && host != null && isUp(host) && !info(name).isLinked()) {
                    return false;
                }
            }
            return true;
        });
    }

    Map<String, ServerLogs> logs() throws IOException {
        Map<String, ServerLogs> logs = new TreeMap<>();
        for (String name : servers()) {
            logs.put(name, ServerLogs.read(log(name)));
        }
        return logs;
    }
}
