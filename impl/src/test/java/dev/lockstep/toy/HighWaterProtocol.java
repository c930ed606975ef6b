package dev.lockstep.toy;

import dev.lockstep.core.Process;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.recorder.Header;
import dev.lockstep.run.Clients;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.Description;
import dev.lockstep.run.InstanceDeployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.run.RecordStore;
import dev.lockstep.simulation.Fault;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.toy.HighWater.Mark;
import dev.lockstep.toy.HighWater.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** All that a protocol needs beside its core and its spec. */
final class HighWaterProtocol implements Description<Packet<Message>, InstanceNode<Message>, HighWaterProtocol.News> {
    record News(boolean isDone, int value) {}

    interface Core {
        HighWater of(String id, Set<String> processes, int stable);
    }

    @Override
    public String name() {
        return "high-water";
    }

    @Override
    public Map<Fault, Integer> likely() {
        return Map.of(Fault.CRASH, 30, Fault.LOSS, 40, Fault.DUPLICATION, 100, Fault.REORDER, 100, Fault.DELAY, 100);
    }

    @Override
    public Group deployment(RunOptions options) {
        return group(options.nodes(), HighWater::new);
    }

    static Group group(int nodes, Core core) {
        return new Group(new TreeSet<>(Deployment.names("p", nodes)), core);
    }

    record Group(Set<String> processes, Core core) implements InstanceDeployment<Message, News> {
        @Override
        public Header header() {
            return Header.of(Map.of("Proc", processes, "MaxValue", 10_000), HighWater.class);
        }

        @Override
        public List<List<String>> nodes() {
            return List.of(List.copyOf(processes));
        }

        @Override
        public Types<Message, News> types() {
            return new Types<>(Message.class, News.class, Mark.class);
        }

        @Override
        public Asking clients(IntUnaryOperator choice, Clients.Teller<News> teller) {
            return new Asking(choice, teller, new int[1], new int[1]);
        }

        @Override
        public HighWater process(String role, String instance, Optional<? extends Record> onDisk, boolean begun) {
            return core.of(
                    role, processes, onDisk.map(mark -> ((Mark) mark).value()).orElse(0));
        }
    }

    /** Clients that ask for higher and higher values; what is done stays done. */
    record Asking(IntUnaryOperator choice, Clients.Teller<News> teller, int[] asked, int[] done)
            implements Clients<InstanceNode<Message>, News> {
        @Override
        public List<Call> calls(InstanceNode<Message> node) {
            return List.of(new Call("ask", true, () -> ask(node)));
        }

        private void ask(InstanceNode<Message> node) {
            int value = Math.max(1, done[0] + choice.applyAsInt(5) - 1);
            teller.tell(node.id(), new News(false, value));
            node.call("", node.id(), process -> ((HighWater) process).ask(value));
        }

        @Override
        public void stepped(String node, String instance, List<? extends Process<?>> processes) {
            int stable = ((HighWater) processes.get(0)).stable();
            if (stable > done[0]) {
                done[0] = stable;
                teller.tell(node, new News(true, stable));
            }
        }

        @Override
        public void told(String node, News news) {
            int[] known = news.isDone ? done : asked;
            known[0] = Math.max(known[0], news.value);
        }

        @Override
        public void check(Function<String, StableStorage> disks) {
            RecordStore disk = new RecordStore(disks.apply("p1"), List.of(Mark.class), () -> 0);
            Optional<? extends Record> found = disk.read("", "p1");
            disk.close();
            if (done[0] > asked[0] || done[0] > 0 && !found.equals(Optional.of(new Mark(done[0])))) {
                throw new IllegalStateException(asked[0] + " asked, " + done[0] + " done, p1 has " + found);
            }
        }
    }
}
