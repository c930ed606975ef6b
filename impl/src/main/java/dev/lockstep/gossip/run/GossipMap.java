package dev.lockstep.gossip.run;

import dev.lockstep.gossip.AntiEntropy.Message;
import dev.lockstep.gossip.Replicas;
import dev.lockstep.gossip.node.MapRequests;
import dev.lockstep.gossip.node.ReplicatedMap;
import dev.lockstep.net.ByHand;
import dev.lockstep.net.LineClient;
import dev.lockstep.net.LinePort;
import dev.lockstep.net.LossyTransport;
import dev.lockstep.net.Words;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.NodeFiles;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.storage.Records;
import dev.lockstep.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Runs a site of a {@link ReplicatedMap}, or a client of one, by hand. They find each other by the folder that they share. */
public final class GossipMap {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final String USAGE = """
            usage: GossipMap FOLDER serve SITE N KEY,KEY,... [trace]   runs one site, of s1 ... sN; for a trace it needs the agent
                   GossipMap FOLDER SITE put KEY VALUE
                   GossipMap FOLDER SITE get KEY
                   GossipMap FOLDER SITE remove KEY
                   GossipMap FOLDER SITE list""";

    private GossipMap() {}

    /** Exits with code 0: done; 1: not done; 2: no such command. */
    public static void main(String... args) throws IOException, InterruptedException {
        int code;
        try {
            code = run(args);
        } catch (IllegalArgumentException | IllegalStateException | StorageException e) {
            System.err.println(e.getMessage());
            code = 2;
        }
        System.exit(code);
    }

    private static int run(String... args) throws IOException, InterruptedException {
        List<String> words = Arrays.asList(args);
        if (words.size() < 3) {
            System.err.println(USAGE);
            return 2;
        }
        Path folder = Path.of(words.get(0));
        boolean isTraced = words.size() == 6 && words.get(5).equals("trace");
        if (!words.get(1).equals("serve")) {
            return ask(folder, words.get(1), words.subList(2, words.size()));
        } else if (words.size() == 5 || isTraced) {
            return serve(folder, words.get(2), words.get(3), words.get(4), isTraced);
        }
        System.err.println(USAGE);
        return 2;
    }

    private static int serve(Path folder, String id, String sites, String keys, boolean isTraced)
            throws IOException, InterruptedException {
        if (!sites.matches("[1-9][0-9]{0,3}")) {
            System.err.println("not a number of sites: " + sites);
            return 2;
        }
        Replicas replicas = replicas(Integer.parseInt(sites), new TreeSet<>(List.of(keys.split(","))));
        if (!replicas.sites().contains(id)) {
            System.err.println("no site " + id + ": there are " + replicas.sites());
            return 2;
        }
        Consumer<SortedMap<String, String>> tell = contents -> System.out.println(id + " holds " + contents);
        ReplicatedMap map = onLoopback(folder, replicas, id, PAUSE, isTraced, tell);
        LinePort port = new LinePort(id, line -> MapRequests.answer(map, line), folder);
        try (ByHand.Served<?> served = new ByHand.Served<>(map, port)) {
            System.out.println(id + " is running, of " + replicas.sites() + "; it holds "
                    + map.contents().join());
            return served.untilItEnds(System.err);
        }
    }

    /** Returns the sites {@code s1}, {@code s2}, ..., with these keys. */
    static Replicas replicas(int sites, Set<String> keys) {
        Map<String, Integer> rank = new TreeMap<>();
        Deployment.names("s", sites).forEach(id -> rank.put(id, rank.size()));
        return new Replicas(rank, keys);
    }

    /**
     * Starts a site over TCP on the loopback interface, or starts it again, with its files in that folder.
     *
     * @param isTraced whether the site writes the trace {@code SITE.ndjson}, or goes on with it: from its first start on, or never
     */
    static ReplicatedMap onLoopback(
            Path folder,
            Replicas replicas,
            String id,
            Duration pause,
            boolean isTraced,
            Consumer<SortedMap<String, String>> changed)
            throws IOException {
        Files.createDirectories(folder);
        NodeFiles files = new NodeFiles(folder, id, ReplicatedMap.layout(replicas, id));
        Set<String> peers = replicas.sites();
        peers.remove(id);
        return new ReplicatedMap(
                replicas,
                id,
                files,
                new LossyTransport<>(id, peers, folder, Packet.wire(Message.class)),
                pause,
                new SplittableRandom(id.hashCode())::nextInt,
                isTraced ? trace(files, replicas) : NodeTrace.of(null),
                changed);
    }

    static NodeTrace trace(NodeFiles files, Replicas replicas) throws IOException {
        Records records = new Records(files.get());
        long durable;
        try {
            durable = records.traced();
        } finally {
            records.close();
        }
        return NodeTrace.reopen(NodeFiles.trace(files.folder(), files.id()), ReplicatedMap.header(replicas), durable);
    }

    private static int ask(Path folder, String site, List<String> request) {
        try (LineClient client = new LineClient(folder, site)) {
            return tell(Words.of(client.ask(Words.line(request.toArray(String[]::new)))));
        } catch (IOException e) {
            System.err.println(site + " does not answer: " + e.getMessage());
            return 1;
        }
    }

    private static int tell(List<String> answer) {
        switch (answer.get(0)) {
            case "done" -> {
                return 0;
            }
            case "value" -> System.out.println(answer.get(1));
            case "list" -> {
                for (int i = 1; i < answer.size(); i += 2) {
                    System.out.println(answer.get(i) + " = " + answer.get(i + 1));
                }
            }
            case "none" -> {
                System.out.println("(none)");
                return 1;
            }
            default -> {
                System.err.println(answer.get(answer.size() - 1));
                return answer.get(0).equals("refused") ? 1 : 2;
            }
        }
        return 0;
    }
}
