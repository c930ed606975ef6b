package dev.lockstep.commit.run;

import dev.lockstep.commit.CommitRecord;
import dev.lockstep.commit.Coordinator;
import dev.lockstep.commit.Entry;
import dev.lockstep.commit.Participant;
import dev.lockstep.commit.Phase;
import dev.lockstep.commit.Stage;
import dev.lockstep.commit.node.Cluster;
import dev.lockstep.commit.node.Cores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cores of a killed process as its trace saw them last. The process itself does not need them: it recovers from its disk. Its trace
 * does, to tell of the crash of each.
 */
final class LastSeen {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<Long, Map<String, JsonNode>> states = new TreeMap<>();

    /** @param trace of whole lines */
    LastSeen(Path trace) throws IOException {
        List<String> lines = Files.readAllLines(trace);
        for (String line : lines.subList(1, lines.size())) {
            JsonNode event = JSON.readTree(line);
            Map<String, JsonNode> state = states.computeIfAbsent(
                    Long.valueOf(event.get("instance").stringValue().substring(1)), t -> new HashMap<>());
            event.get("state").properties().forEach(variable -> state.put(variable.getKey(), variable.getValue()));
        }
    }

    Map<Long, Participant> participants(Cluster cluster, String id, Cores cores) {
        Map<Long, Participant> last = new TreeMap<>();
        states.forEach((transaction, state) -> {
            Phase phase = Phase.valueOf(name(state.get("phase")));
            if (!Set.of(Phase.WORKING, Phase.DONE, Phase.ABORTED).contains(phase)) {
                Entry log = Entry.valueOf(name(state.get("log")));
                last.put(transaction, cores.participant(cluster, id, phase, log, set(state.get("data"))));
            }
        });
        return last;
    }

    Map<Long, Coordinator> coordinators(Cluster cluster, Cores cores) {
        Map<Long, Coordinator> last = new TreeMap<>();
        states.forEach((transaction, state) -> {
            Stage stage = Stage.valueOf(name(state.get("stage")));
            if (stage != Stage.FORGOTTEN) {
                CommitRecord record = CommitRecord.valueOf(name(state.get("record")));
                last.put(
                        transaction,
                        cores.coordinator(cluster, stage, set(state.get("votes")), set(state.get("acks")), record));
            }
        });
        return last;
    }

    private static String name(JsonNode value) {
        return value.stringValue().toUpperCase(Locale.ROOT);
    }

    private static Set<String> set(JsonNode value) {
        Set<String> set = new HashSet<>();
        value.get("#set").forEach(element -> set.add(element.stringValue()));
        return set;
    }
}
