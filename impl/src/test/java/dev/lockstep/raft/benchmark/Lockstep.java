package dev.lockstep.raft.benchmark;

import dev.lockstep.host.Envelope;
import dev.lockstep.host.Transport;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.kv.Answer;
import dev.lockstep.raft.kv.KeyValueClient;
import dev.lockstep.raft.kv.KeyValueServer;
import dev.lockstep.raft.kv.Operation;
import dev.lockstep.raft.kv.Request;
import dev.lockstep.raft.node.Pace;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.Packet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ours. */
final class Lockstep implements Contestant {
    /** How servers and clients reach each other. */
    enum Network {
        TCP,
        IN_MEMORY
    }

    private static final List<String> IDS = List.of("s1", "s2", "s3");
    private static final Duration TICK = Duration.ofMillis(20);

    private final Path folder;
    private final Network network;
    private final List<KeyValueServer> servers = new ArrayList<>();
    private final List<Recorder> recorders = new ArrayList<>();
    private final List<KeyValueClient> clients = new ArrayList<>();
    private volatile int leader;
    private final Map<String, Transport.Receiver<Packet<Message>>> receivers = new ConcurrentHashMap<>();

    /** @param isRecording whether each server writes its trace */
    Lockstep(Path folder, Network network, boolean isRecording) throws IOException {
        this.folder = folder;
        this.network = network;
        Group group = new Group(Set.copyOf(IDS), Set.copyOf(IDS), true, true);
        for (String id : IDS) {
            Recorder recorder = isRecording ? recorder(id, group) : null;
            SplittableRandom random = new SplittableRandom(id.hashCode());
            Pace pace = new Pace(5, 50, 512, 8_192, 50_000, random::nextInt);
            Consumer<IllegalStateException> onEnd = reason -> {};
            servers.add(
                    network == Network.TCP
                            ? KeyValueServer.onLoopback(folder, id, group, pace, TICK, recorder, onEnd)
                            : new KeyValueServer(
                                    folder.resolve(id), id, group, pace, TICK, new InMemory(id), recorder, onEnd));
        }
    }

    private @Nullable Recorder recorder(String id, Group group) throws IOException {
        Recorder recorder = Recorder.open(folder.resolve(id + ".ndjson"), KeyValueServer.header(group));
        recorders.add(recorder);
        return recorder;
    }

    private final class InMemory implements Transport<Packet<Message>> {
        private final String id;

        InMemory(String id) {
            this.id = id;
        }

        @Override
        public void start(Receiver<Packet<Message>> receiver) {
            receivers.put(id, receiver);
        }

        @Override
        public void send(String to, Envelope<Packet<Message>> envelope) {
            Receiver<Packet<Message>> receiver = receivers.get(to);
            if (receiver != null) {
                receiver.received(id, envelope);
            }
        }

        @Override
        public void close() {
            receivers.remove(id);
        }
    }

    @Override
    public Client client() {
        if (network == Network.TCP) {
            KeyValueClient client = new KeyValueClient(folder, IDS, Duration.ofSeconds(30));
            clients.add(client);
            return client::put;
        }
        long session = ((Answer.Session) ask(new Request.Open())).session();
        long[] number = {0};
        return (key, value) -> ask(new Request.Change(session, ++number[0], key, new Operation.Put(value)));
    }

    /** Whoever leads. */
    private Answer ask(Request request) {
        while (true) {
            int asked = leader;
            Answer answer = servers.get(asked).ask(request).join();
            if (!(answer instanceof Answer.NotLeader)) {
                return answer;
            }
            leader = (asked + 1) % servers.size();
            LockSupport.parkNanos(TICK.toNanos());
        }
    }

    @Override
    public void close() throws IOException {
        clients.forEach(KeyValueClient::close);
        servers.forEach(KeyValueServer::close);
        for (Recorder recorder : recorders) {
            recorder.close();
        }
    }
}
