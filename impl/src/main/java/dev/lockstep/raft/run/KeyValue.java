package dev.lockstep.raft.run;

import dev.lockstep.raft.Group;
import dev.lockstep.raft.kv.KeyValueClient;
import dev.lockstep.raft.kv.KeyValueServer;
import dev.lockstep.raft.node.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/** Runs a server of the key-value service, or a client of it, by hand. They find each other by the folder that they share. */
public final class KeyValue {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SPARE = 3;

    /** Ticks. */
    private static final int ELECTION = 25;

    private static final String USAGE = """
            usage: KeyValue FOLDER serve ID N         runs one server, of s1 ... sN or one that may join
                   KeyValue FOLDER put KEY VALUE
                   KeyValue FOLDER get KEY
                   KeyValue FOLDER cas KEY OLD NEW     puts NEW if the value is OLD; - is: none
                   KeyValue FOLDER delete KEY
                   KeyValue FOLDER members ID,ID,...   makes these servers the cluster
                   KeyValue FOLDER status""";

    private KeyValue() {}

    /** Exits with code 0: done; 1: not done; 2: no such command. */
    public static void main(String... args) throws IOException, InterruptedException {
        System.exit(run(args));
    }

    private static int run(String... args) throws IOException, InterruptedException {
        if (args.length < 2) {
            System.err.println(USAGE);
            return 2;
        }
        Path folder = Path.of(args[0]);
        if (args[1].equals("serve") && args.length == 4) {
            return serve(folder, args[2], Integer.parseInt(args[3]));
        }
        List<String> servers = servers(folder);
        if (servers.isEmpty()) {
            System.err.println("there are no servers in " + folder);
            return 1;
        }
        try (KeyValueClient client = new KeyValueClient(folder, servers, PATIENCE)) {
            return ask(client, servers, Arrays.asList(args).subList(1, args.length));
        } catch (KeyValueClient.NoAnswerException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    /** Returns those that have been there. */
    private static List<String> servers(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".clients"))
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .sorted()
                    .toList();
        }
    }

    private static int serve(Path folder, String id, int initial) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        RaftCluster cluster = new RaftCluster(initial, SPARE, 0, ELECTION);
        Group group = cluster.group();
        if (!group.servers().contains(id)) {
            System.err.println("no server " + id + ": there may be " + group.servers());
            return 2;
        }
        SplittableRandom random = new SplittableRandom(System.nanoTime());
        CountDownLatch ended = new CountDownLatch(1);
        try (KeyValueServer server = KeyValueServer.onLoopback(
                folder,
                id,
                group,
                new Pace(3, ELECTION, 256, 4_096, 10_000, random::nextInt),
                Duration.ofMillis(20),
                null,
                reason -> {
                    System.err.println(reason.getMessage());
                    ended.countDown();
                })) {
            System.out.println(id + " is running; the cluster begins with " + group.initial());
            ended.await();
            return 1;
        }
    }

    private static int ask(KeyValueClient client, List<String> servers, List<String> words) throws IOException {
        String command = words.get(0) + " " + (words.size() - 1);
        switch (command) {
            case "put 2" -> client.put(words.get(1), words.get(2));
            case "delete 1" -> client.delete(words.get(1));
            case "get 1" -> {
                Optional<String> value = client.get(words.get(1));
                System.out.println(value.orElse("(none)"));
                return value.isPresent() ? 0 : 1;
            }
            case "cas 3" -> {
                Optional<String> expected = Optional.of(words.get(2)).filter(old -> !old.equals("-"));
                boolean isSwapped = client.compareAndSet(words.get(1), expected, words.get(3));
                System.out.println(isSwapped ? "swapped" : "differs");
                return isSwapped ? 0 : 1;
            }
            case "members 1" -> {
                Set<String> members = new TreeSet<>(List.of(words.get(1).split(",")));
                boolean isBegun = client.members(members);
                System.out.println(isBegun ? "begun" : "refused: these are the members, or a change is under way");
                return isBegun ? 0 : 1;
            }
            case "status 0" ->
                servers.forEach(
                        server -> System.out.println(client.status(server).orElse(server + ": does not answer")));
            default -> {
                System.err.println(USAGE);
                return 2;
            }
        }
        return 0;
    }
}
