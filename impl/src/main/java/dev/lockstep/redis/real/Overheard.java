package dev.lockstep.redis.real;

import dev.lockstep.redis.client.Reply;
import dev.lockstep.redis.client.RespReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what sentinels say to each other and to servers. These are questions whether the master is down, with their answers, hello
 * messages and the roles that servers report. One thread at a time uses a conversation.
 */
final class Overheard implements Proxy.Ear {
    private static final Pattern CHANGE =
            Pattern.compile(" (?:MASTER MODE|REPLICAOF \\S+:(?<port>\\d+)) enabled \\(user request");

    private final Wire wire;
    private final Names names;
    private final Path folder;

    /** @param folder where the logs are */
    Overheard(Wire wire, Names names, Path folder) {
        this.wire = wire;
        this.names = names;
        this.folder = folder;
    }

    private List<String> log(String server) {
        try {
            return Files.readAllLines(folder.resolve(server + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns how often the role of a server had changed when it said what it is. That may be seen after it has logged another change: it
     * sends at the end of a round what it has answered before.
     *
     * @param log the lines that it has logged until this is seen
     * @param port the port of the master that it says it has; null: it says that it is a master
     */
    static long changes(List<String> log, @Nullable String port) {
        long all = 0;
        long until = 0;
        for (String line : log) {
            Matcher change = CHANGE.matcher(line);
            if (change.find()) {
                all++;
                until = Objects.equals(change.group("port"), port) ? all : until;
            }
        }
        return until;
    }

    @Override
    public Proxy.Conversation begin(String to) {
        return new Conversation(to);
    }

    /** Listens to one connection. */
    private final class Conversation implements Proxy.Conversation {
        private static final String HELLO = "__sentinel__:hello";

        private final String to;
        private final RespReader requests = new RespReader();
        private final RespReader replies = new RespReader();
        private final Deque<Consumer<Reply>> asked = new ArrayDeque<>();
        private volatile String peer = "";
        private boolean isOpaque;

        Conversation(String to) {
            this.to = to;
        }

        @Override
        public String peer() {
            return peer;
        }

        @Override
        public void request(byte[] bytes, int count) throws IOException {
            if (!isOpaque) {
                requests.add(bytes, count);
                for (Reply value = requests.next(); value != null && !isOpaque; value = requests.next()) {
                    asked.add(command(value.asWords()));
                }
            }
        }

        @Override
        public void reply(byte[] bytes, int count) throws IOException {
            if (!isOpaque) {
                replies.add(bytes, count);
                for (Reply value = replies.next(); value != null; value = replies.next()) {
                    Consumer<Reply> waiting = asked.poll();
                    if (waiting != null) {
                        waiting.accept(value);
                    }
                }
            }
        }

        /** Takes a command, and returns what takes its reply. */
        private Consumer<Reply> command(List<String> words) {
            switch (words.get(0).toUpperCase(Locale.ROOT)) {
                case "CLIENT" -> called(words);
                case "REPLCONF" -> {
                    if (words.size() > 2 && words.get(1).equalsIgnoreCase("listening-port")) {
                        peer = names.at(words.get(2));
                    }
                }
                case "SUBSCRIBE", "PSYNC", "SYNC" -> isOpaque = true; // what follows answers nothing
                case "PUBLISH" -> {
                    if (words.size() > 2 && words.get(1).equals(HELLO)) {
                        hello(words.get(2).split(",", -1));
                    }
                }
                case "INFO" -> {
                    return reply -> info(reply.asText());
                }
                case "SENTINEL" -> {
                    if (words.size() > 5 && words.get(1).equalsIgnoreCase("is-master-down-by-addr")) {
                        return ask(words);
                    }
                }
                default -> {}
            }
            return reply -> {};
        }

        private void called(List<String> words) {
            if (words.size() > 2
                    && words.get(1).equalsIgnoreCase("setname")
                    && words.get(2).startsWith("sentinel-")) {
                peer = names.of(words.get(2).substring("sentinel-".length()));
            }
        }

        private Consumer<Reply> ask(List<String> words) {
            Map<String, Object> question = new LinkedHashMap<>();
            question.put("server", names.at(words.get(3)));
            question.put("epoch", Long.parseLong(words.get(4)));
            question.put("candidate", names.of(words.get(5)));
            String from = peer;
            wire.asked(from, to, question);
            return reply -> {
                if (reply instanceof Reply.Many answer
                        && answer.replies().size() == 3
                        && answer.replies().get(0) instanceof Reply.Number down
                        && answer.replies().get(2) instanceof Reply.Number epoch) {
                    Map<String, Object> told = new LinkedHashMap<>();
                    told.put("to", from);
                    told.put("server", question.get("server"));
                    told.put("asked", question.get("epoch"));
                    told.put("candidate", question.get("candidate"));
                    told.put("down", down.value() == 1);
                    told.put("leader", names.of(answer.replies().get(1).asText()));
                    told.put("epoch", epoch.value());
                    wire.answered(to, from, told);
                }
            };
        }

        /** Takes ip, port, id, epoch, master's name, ip and port, and the configuration's epoch. */
        private void hello(String[] fields) {
            if (fields.length == 8 && names.of(fields[2]).equals(peer)) {
                Map<String, Object> said = new LinkedHashMap<>();
                said.put("epoch", Long.parseLong(fields[3]));
                said.put("server", names.at(fields[6]));
                said.put("config", Long.parseLong(fields[7]));
                wire.said("hello", peer, said);
            }
        }

        private void info(String reply) {
            String role = field(reply, "role");
            if (role != null) {
                String port = role.equals("slave") ? field(reply, "master_port") : null;
                Map<String, Object> told = new LinkedHashMap<>();
                told.put("role", role);
                told.put("master", port == null ? "none" : names.at(port));
                wire.changed("info", to, peer, told, () -> changes(log(to), port));
            }
        }

        private static @Nullable String field(String info, String name) {
            int start = info.indexOf("\n" + name + ":");
            return start < 0
                    ? null
                    : info.substring(start + name.length() + 2)
                            .lines()
                            .findFirst()
                            .orElse("")
                            .strip();
        }
    }
}
