package dev.lockstep.raft.run;

import dev.lockstep.process.NodeProcess;
import dev.lockstep.process.Seen;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.node.JournalStore;
import dev.lockstep.recorder.Event;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.storage.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The store and the trace of a server that may be killed at any moment.
 *
 * <p>The events of a batch are in the trace before the batch is on the disk, so that no step is durable and not in the trace. What a killed server
 * leaves behind its last sync that is on the disk, which counts events, and behind what others have seen, never happened, and is dropped.
 */
public final class TracedStore implements Closeable {
    private final JournalStore store;
    private final Recorder recorder;
    private final Seen seen;

    private TracedStore(JournalStore store, Recorder recorder, Seen seen) {
        this.store = store;
        this.recorder = recorder;
        this.seen = seen;
    }

    /**
     * What is there, or a new one; that the server was killed is the last event then.
     *
     * @param folder of the trace
     */
    public static TracedStore open(Disk disk, Path folder, String id, Group group, Header header) throws IOException {
        Recorder[] opened = new Recorder[1];
        JournalStore store = new JournalStore(disk, id, group, () -> opened[0] == null ? 0 : opened[0].events());
        Seen seen = new Seen(folder.resolve(id + ".seen"));
        Path trace = NodeProcess.trace(folder, id);
        Seen.drop(trace, Math.max(seen.marked(), store.synced()));
        Recorder recorder = NodeProcess.recorder(folder, id, header);
        opened[0] = recorder;
        if (store.found().isPresent() && !isDown(trace)) {
            recorder.event(crash(id, group));
        }
        return new TracedStore(store, recorder, seen);
    }

    /** Whether the last that the trace tells of the process is its crash. */
    private static boolean isDown(Path trace) throws IOException {
        List<String> lines = Files.readAllLines(trace);
        return lines.get(lines.size() - 1).contains("\"action\":\"Crash\"");
    }

    /** The process was killed: what it had in memory is gone. */
    private static Event crash(String id, Group group) {
        Map<String, Integer> nobody = new TreeMap<>();
        group.servers().forEach(server -> nobody.put(server, 0));
        return Event.of(id, "Crash")
                .withArgs(Map.of("s", id))
                .withState(Map.of(
                        "role",
                        "down",
                        "votes",
                        Set.of(),
                        "match",
                        nobody,
                        "heard",
                        Set.of(),
                        "commitIndex",
                        0,
                        "loyal",
                        false));
    }

    public JournalStore store() {
        return store;
    }

    public Recorder recorder() {
        return recorder;
    }

    /** To be called before a message leaves: others will have seen the effects of all events so far. */
    public void mark() {
        try {
            seen.mark(recorder.events());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the trace; the store belongs to who uses it. */
    @Override
    public void close() throws IOException {
        recorder.close();
        seen.close();
    }
}
