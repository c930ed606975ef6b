package dev.lockstep.raft.kv;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.node.JournalStore;
import dev.lockstep.raft.node.Pace;
import dev.lockstep.raft.node.RaftNode;
import dev.lockstep.raft.node.RaftStore;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.simulation.Simulation;
import dev.lockstep.storage.StorageException;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import dev.lockstep.storage.faulty.Unsynced;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The key-value service among simulated servers with disks of their own; clients ask whom they like, and ask again, and again. */
final class KeyValueRun {
    private static final long SESSION_LIFE = 12;

    /** The number of clients. */
    static final int CLIENTS = 4;

    /** Ticks for which a server's clock has the same rate, on average. */
    private static final int SAME_RATE = 300;

    /** Ticks that a slow clock needs for one. */
    private static final int SLOW = 8;

    /** Choices after which a client asks again. */
    private static final int AGAIN = 150;

    /** Choices within which all is answered once nobody asks and nothing fails any more. */
    private static final int PATIENCE = 30_000;

    private final Schedule schedule;
    private final Slip slip;
    private final Faults disks;
    private final Unsynced.Survival survival;
    private final @Nullable Path traces;
    private final Habits habits;
    private final Group group;
    private final SortedMap<String, Hosted> servers = new TreeMap<>();
    private final List<Client> clients = new ArrayList<>();
    private final History history = new History();
    private final Simulation<Packet<Message>> simulation;
    private final int calls;
    private long time;
    private int called;
    private long made;
    private long failures;
    private long expired;
    private long retries;

    /**
     * Tells how clients ask, and whom.
     *
     * @param isChecked whether leaders look whether they still have a quorum, and servers ask before they stand
     * @param keys the number of keys that clients share
     * @param readers the number of clients that only read, and ask the server again that has not answered
     * @param pause a client waits for fewer choices than these between an answer and its next call; 0: it does not wait
     */
    record Habits(boolean isChecked, int keys, int readers, int pause) {
        static final Habits USUAL = new Habits(true, 2, 0, 0);
    }

    /**
     * @param calls of all clients together
     * @param disks their faults, all disks together; a power failure is a crash
     * @param survival what a power failure leaves
     * @param traces folder for the servers' traces; null: none are written
     */
    KeyValueRun(
            Slip slip,
            int calls,
            Habits habits,
            Map<Fault, Integer> faults,
            Schedule schedule,
            Faults disks,
            Unsynced.Survival survival,
            @Nullable Path traces) {
        this.slip = slip;
        this.calls = calls;
        this.habits = habits;
        Set<String> ids = Set.of("s1", "s2", "s3");
        this.group = new Group(ids, ids, habits.isChecked, habits.isChecked);
        this.schedule = schedule;
        this.disks = disks;
        this.survival = survival;
        this.traces = traces;
        for (String id : group.servers()) {
            servers.put(id, new Hosted(id));
        }
        for (int i = 1; i <= CLIENTS; i++) {
            clients.add(new Client("c" + i, i <= habits.readers));
        }
        simulation = new Simulation<>(
                servers.values(),
                Channels.UNORDERED,
                faults,
                schedule,
                true,
                packet -> packet.message().getClass());
    }

    /** A server and its successors. */
    private final class Hosted implements Core<Packet<Message>> {
        private final String id;
        private final FaultyDisk disk;
        private @Nullable NodeTrace trace;
        private KeyValueNode node;
        private long ticks;
        private boolean isSlow;

        Hosted(String id) {
            this.id = id;
            this.disk = new FaultyDisk(id, disks);
            start();
        }

        private void start() {
            for (boolean isUp = false; !isUp; ) {
                try {
                    RaftStore store = slip.store(store());
                    node = slip.node(
                            (machine, client) -> new RaftNode(
                                    group,
                                    id,
                                    () -> store,
                                    slip.cores(),
                                    new Pace(12, 60, 4, 8, 20, schedule::next),
                                    () -> machine,
                                    client,
                                    trace == null ? NodeTrace.of(null) : trace),
                            SESSION_LIFE);
                    isUp = true;
                } catch (StorageException e) {
                    failed(e);
                }
            }
        }

        private JournalStore store() {
            if (traces == null) {
                return new JournalStore(disk, id, group);
            }
            try {
                if (trace != null) {
                    trace.close();
                    trace = null;
                }
                JournalStore store = new JournalStore(disk, id, group, () -> trace == null ? 0 : trace.events());
                trace = NodeTrace.reopen(trace(id), header(), store.synced());
                return store;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The servers' traces are merged by the time of all. */
        private void atTheTimeOfAll(Runnable input) {
            Recorder recorder = trace == null ? null : trace.recorder();
            if (recorder == null) {
                input.run();
                return;
            }
            recorder.witness(time);
            input.run();
            time = recorder.clock();
        }

        private void failed(StorageException cause) {
            if (++failures > 10) {
                throw cause;
            }
            disk.crash(survival);
        }

        /** What goes wrong in it is a crash. */
        private void run(Runnable input) {
            try {
                atTheTimeOfAll(input);
            } catch (StorageException e) {
                failed(e);
                start();
            }
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void receive(Packet<Message> packet) {
            run(() -> node.receive(packet));
        }

        @Override
        public List<Step> steps() {
            List<Step> steps = new ArrayList<>();
            if (called < calls || clients.stream().anyMatch(client -> client.isOpen)) {
                steps.add(new Step("tick", false, this::tick));
            }
            for (Client client : clients) {
                if (client.server.equals(id) && !client.isOpen && called < calls && made >= client.nextCall) {
                    steps.add(new Step("call", true, () -> run(client::call)));
                } else if (client.server.equals(id) && client.isOpen && made >= client.again) {
                    steps.add(new Step("again", false, () -> run(client::ask)));
                }
            }
            return steps;
        }

        /** Its clock goes as fast as others, or for a while at an eighth of that. */
        private void tick() {
            if (schedule.next(SAME_RATE) == 0) {
                isSlow = schedule.next(3) == 0;
            }
            if (!isSlow || schedule.next(SLOW) == 0) {
                run(() -> node.tick(++ticks));
            }
        }

        @Override
        public Core<Packet<Message>> restarted() {
            node.close();
            start();
            return this;
        }

        @Override
        public List<Send<Packet<Message>>> drain() {
            List<Send<Packet<Message>>> sent = new ArrayList<>();
            run(() -> sent.addAll(node.drain()));
            return sent;
        }
    }

    private final class Client {
        private final String id;
        private final boolean isReader;
        private long nextCall;
        private String server = "s1";
        private boolean isOpen;
        private long again;
        private int names = 1;
        private long session;
        private long number;
        private String key = "";
        private Operation operation = new Operation.Get();
        private Request request = new Request.Open();

        Client(String id, boolean isReader) {
            this.id = id;
            this.isReader = isReader;
        }

        private String name() {
            return id + "." + names;
        }

        void call() {
            called++;
            isOpen = true;
            key = "k" + schedule.next(habits.keys);
            operation = operation();
            history.invoke(name(), key, operation);
            prepare();
            ask();
        }

        private void prepare() {
            request = operation instanceof Operation.Get
                    ? new Request.Read(key)
                    : session == 0 ? new Request.Open() : new Request.Change(session, number + 1, key, operation);
        }

        private Operation operation() {
            String value = "v" + called;
            if (isReader) {
                return new Operation.Get();
            }
            return switch (schedule.next(6)) {
                case 0, 1 -> new Operation.Get();
                case 2 -> new Operation.CompareAndSet(Optional.of("v" + (called - 1 - schedule.next(4))), value);
                case 3 -> new Operation.CompareAndSet(Optional.empty(), value);
                case 4 -> new Operation.Delete();
                default -> new Operation.Put(value);
            };
        }

        void ask() {
            retries += again > 0 ? 1 : 0;
            again = made + AGAIN;
            Request asked = request;
            Hosted at = servers.get(server);
            if (!isReader) {
                server = "s" + (1 + schedule.next(servers.size()));
            }
            at.node.ask(asked, answer -> told(asked, answer));
        }

        private void told(Request asked, Answer answer) {
            if (!isOpen || asked != request) {
                return; // an answer to an earlier one
            }
            if (answer instanceof Answer.NotLeader other) {
                server = other.leader().orElse(server);
                again = made + 10;
            } else if (answer instanceof Answer.Session opened) {
                session = opened.session();
                number = 0;
                prepare();
                again = 0;
            } else if (answer.equals(Answer.EXPIRED)) {
                expired++;
                session = 0;
                names++; // of the call that is open nothing is known
                isOpen = false;
            } else {
                number += operation instanceof Operation.Get ? 0 : 1;
                again = 0;
                isOpen = false;
                nextCall = habits.pause == 0 ? 0 : made + schedule.next(habits.pause);
                history.returned(name(), key, answer);
            }
        }
    }

    private Header header() {
        return KeyValueServer.header(group);
    }

    private Path trace(String id) {
        return traces.resolve(id + ".ndjson");
    }

    /** The servers' traces. */
    Path[] traces() {
        return group.servers().stream().map(this::trace).toArray(Path[]::new);
    }

    History run() {
        long[] sinceOver = {0};
        simulation.run(() -> called >= calls, choice -> {
            made++;
            if (called >= calls && ++sinceOver[0] > PATIENCE) {
                throw new IllegalStateException("liveness: a client that asks again and again is not answered");
            }
        });
        return history;
    }

    long failures() {
        return failures;
    }

    Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("events", history.events());
        figures.put("retries", retries);
        figures.put("expired", expired);
        return figures;
    }
}
