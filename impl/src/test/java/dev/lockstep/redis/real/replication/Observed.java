package dev.lockstep.redis.real.replication;

import dev.lockstep.redis.real.replication.Seen.Kind;
import dev.lockstep.redis.real.replication.Seen.Write;
import dev.lockstep.redis.real.replication.Session.Answer;
import dev.lockstep.redis.replication.Persistence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes down, without servers, what is seen of a master r1, which is in history A, and of its replicas. */
final class Observed {
    static final Info FIRST = Info.at("A", 0);

    final Recording recording = new Recording();
    private final Map<String, List<Long>> taken = new LinkedHashMap<>();
    private final Map<String, Info> first = new LinkedHashMap<>();

    Observed(String... replicas) {
        started("r1", null);
        for (String replica : replicas) {
            started(replica, "r1");
        }
    }

    private void started(String server, String host) {
        Info info = host == null ? FIRST : Info.at("of " + server, 0);
        recording.commanded(recording.now(), server, Kind.START, host, info, List.of());
        taken.put(server, new ArrayList<>());
        first.put(server, info);
    }

    /** A replica gets all data, and says so. */
    Session fullyFed(String replica) {
        Session session = recording.asked(replica, "r1", 0, "?", Session.ALL, false);
        recording.answered(session, Answer.FULL, "A", 0);
        tookAnswer(replica);
        return session;
    }

    void tookAnswer(String replica) {
        taken.get(replica).add(recording.now());
    }

    static List<String> rpush(String value) {
        return List.of("rpush", "written", value);
    }

    Write written(String value, long size, long offset) {
        return recording.written("r1", value, size, Info.at("A", offset));
    }

    List<Item> ordered() throws IOException {
        Map<String, ServerLogs> logs = new LinkedHashMap<>();
        taken.forEach((server, times) -> logs.put(server, new ServerLogs(times, List.of())));
        return new Timeline(recording, logs, Set.of()).ordered();
    }

    /** Returns what happened, as {@code WRITE r1}. */
    List<String> steps() throws IOException {
        return ordered().stream().map(item -> item.kind + " " + item.server).toList();
    }

    List<String> lines() throws IOException {
        Map<String, Persistence> persistence = new LinkedHashMap<>();
        first.keySet().forEach(server -> persistence.put(server, Persistence.NO));
        return new Translation(persistence, first, 1).lines(ordered());
    }
}
