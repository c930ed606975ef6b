package dev.lockstep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.host.Core;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.simulation.Schedule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gives news to who judges a run of processes as such a run may: what one node tells comes in order, and nothing is known of what two of
 * them tell. A run whose news are right in the order in which they happened is right in each of these orders.
 */
class NewsOrderTest {
    private static final int SEEDS = 5;
    private static final int ORDERS = 10;

    @TempDir
    private Path folder;

    private record Told<A>(String node, A news) {}

    @TestFactory
    Stream<DynamicTest> whatDifferentNodesTellComesInAnyOrder() {
        List<Description<?, ?, ?>> descriptions = ServiceLoader.load(Protocol.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(protocol -> protocol.transports().contains(Transport.TCP))
                .<Description<?, ?, ?>>map(protocol -> (Description<?, ?, ?>) protocol)
                .filter(description -> !description.hasThreads())
                .filter(description ->
                        !description.name().equals("raft")) // its clients are no part of a run of processes
                .toList();
        assertThat(descriptions)
                .extracting(Description::name)
                .contains(
                        "commit",
                        "paxos",
                        "multipaxos",
                        "gossip-mail",
                        "cap-primary",
                        "cap-local",
                        "cap-quorum",
                        "cap-connected",
                        "redis-replication");
        return descriptions.stream()
                .map(description -> DynamicTest.dynamicTest(
                        description.name(),
                        () -> assertThat(others(description) > 0)
                                .as("there is more than one order, unless the coordinator alone tells anything")
                                .isEqualTo(!description.name().equals("commit"))));
    }

    private int others(Description<?, ?, ?> description) {
        return IntStream.rangeClosed(1, SEEDS)
                .map(seed -> judge(description, seed))
                .sum();
    }

    /** Judges a run in some orders, and returns how many of them are not the one in which it happened. */
    private <P, N extends Core<P>, A> int judge(Description<P, N, A> description, int seed) {
        RunOptions options = new RunOptions(3, seed, 300, Transport.TCP, Set.of(), folder.resolve("unwritten.ndjson"));
        Deployment<P, N, A> deployment = description.deployment(options);
        Disks disks = Disks.right();
        List<Told<A>> told = new ArrayList<>();
        new SimulatedRun<>(
                        overheard(deployment, told),
                        description.channels(),
                        description.likely(),
                        Schedule.random(seed),
                        null,
                        disks)
                .run(300, choice -> {});
        Map<String, Long> asTold = figures(deployment, told, disks);
        SplittableRandom random = new SplittableRandom(seed);
        int others = 0;
        for (int i = 0; i < ORDERS; i++) {
            List<Told<A>> order = interleaved(told, random);
            others += order.equals(told) ? 0 : 1;
            assertThat(figures(deployment, order, disks)).isEqualTo(asTold);
        }
        return others;
    }

    /** Returns the figures of whoever judges, after all of these news in that order. */
    private static <P, N extends Core<P>, A> Map<String, Long> figures(
            Deployment<P, N, A> deployment, List<Told<A>> news, Disks disks) {
        Clients<N, A> judge = deployment.clients(bound -> 0, (node, own) -> {
            throw new IllegalStateException("a judge tells nothing");
        });
        news.forEach(each -> judge.told(each.node, each.news));
        judge.check(node -> disks.open(node, deployment.layout(node)));
        return judge.figures();
    }

    /** Returns the deployment with clients whose news are also written down. */
    @SuppressWarnings("unchecked") // the proxy has all interfaces of the deployment
    private static <P, N extends Core<P>, A> Deployment<P, N, A> overheard(
            Deployment<P, N, A> deployment, List<Told<A>> told) {
        return (Deployment<P, N, A>) Proxy.newProxyInstance(
                NewsOrderTest.class.getClassLoader(), new Class<?>[] {Deployment.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("clients")) {
                        Clients.Teller<A> teller = (Clients.Teller<A>) arguments[1];
                        return deployment.clients((IntUnaryOperator) arguments[0], (node, news) -> {
                            told.add(new Told<>(node, news));
                            teller.tell(node, news);
                        });
                    }
                    try {
                        return method.invoke(deployment, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static <A> List<Told<A>> interleaved(List<Told<A>> told, SplittableRandom random) {
        Map<String, Deque<Told<A>>> left = new TreeMap<>();
        told.forEach(each ->
                left.computeIfAbsent(each.node, node -> new ArrayDeque<>()).add(each));
        List<Deque<Told<A>>> nodes = new ArrayList<>(left.values());
        List<Told<A>> order = new ArrayList<>();
        while (!nodes.isEmpty()) {
            Deque<Told<A>> next = nodes.get(random.nextInt(nodes.size()));
            order.add(next.remove());
            nodes.removeIf(Deque::isEmpty);
        }
        return order;
    }
}
