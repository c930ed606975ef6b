package dev.lockstep.raft.benchmark;

import dev.lockstep.raft.Group;
import dev.lockstep.raft.kv.KeyValueClient;
import dev.lockstep.raft.kv.KeyValueServer;
import dev.lockstep.raft.node.Pace;
import dev.lockstep.recorder.Recorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Ours: servers and clients over TCP on the loopback interface. */
final class Lockstep implements Contestant {
    private static final Set<String> IDS = Set.of("s1", "s2", "s3");

    private final Path folder;
    private final List<KeyValueServer> servers = new ArrayList<>();
    private final List<Recorder> recorders = new ArrayList<>();
    private final List<KeyValueClient> clients = new ArrayList<>();

    /** @param isRecording whether each server writes its trace */
    Lockstep(Path folder, boolean isRecording) throws Exception {
        this.folder = folder;
        Group group = new Group(IDS, IDS, true, true);
        for (String id : group.servers()) {
            Recorder recorder = null;
            if (isRecording) {
                recorder = Recorder.open(
                        folder.resolve(id + ".ndjson"), KeyValueServer.header(group, Set.of(group.servers())));
                recorders.add(recorder);
            }
            SplittableRandom random = new SplittableRandom(id.hashCode());
            servers.add(new KeyValueServer(
                    folder,
                    id,
                    group,
                    new Pace(5, 50, 512, 8_192, 50_000, random::nextInt),
                    Duration.ofMillis(20),
                    recorder,
                    reason -> {}));
        }
    }

    @Override
    public Client client() {
        KeyValueClient client = new KeyValueClient(folder, List.of("s1", "s2", "s3"), Duration.ofSeconds(30));
        clients.add(client);
        return client::put;
    }

    @Override
    public void close() throws Exception {
        clients.forEach(KeyValueClient::close);
        servers.forEach(KeyValueServer::close);
        for (Recorder recorder : recorders) {
            recorder.close();
        }
    }
}
