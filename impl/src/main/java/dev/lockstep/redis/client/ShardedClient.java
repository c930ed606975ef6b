package dev.lockstep.redis.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the node that has a key's slot, as far as it knows, and follows redirections. {@code MOVED} teaches it where the slot is; {@code ASK} sends
 * this one command elsewhere, after {@code ASKING}; {@code TRYAGAIN} and {@code CLUSTERDOWN} let it ask again (Redis cluster specification, "Redirection
 * and resharding"). It knows nothing but RESP: any node that answers {@code CLUSTER SLOTS}, {@code ASKING} and commands can be asked. One thread uses it.
 */
public final class ShardedClient {
    /** So often a command is sent until the client gives up. */
    public static final int ATTEMPTS = 16;

    private final Nodes nodes;
    private final Set<String> known;
    private final @Nullable String[] owners = new @Nullable String[HashSlot.COUNT];
    private final Pause pause;

    /** Waits before a command is sent again that a node could not answer yet. */
    @FunctionalInterface
    public interface Pause {
        /** Waits a little longer each time. */
        void before(int attempt) throws InterruptedException;
    }

    /**
     * Holds what came of a command.
     *
     * @param reply the last one; it is a redirection only if the client has given up
     * @param asked the nodes that were asked, in this order
     * @param redirected the first words of the errors on the way, as {@code MOVED}
     */
    public record Outcome(Reply reply, List<String> asked, List<String> redirected) {
        public Outcome {
            asked = List.copyOf(asked);
            redirected = List.copyOf(redirected);
        }
    }

    /** @param addresses some nodes of the cluster, as {@code 127.0.0.1:7000} */
    public ShardedClient(Nodes nodes, List<String> addresses, Pause pause) {
        this.nodes = nodes;
        this.known = new LinkedHashSet<>(addresses);
        this.pause = pause;
    }

    /** Returns the node that has a slot, as far as the client knows; null: it knows of none. */
    public @Nullable String owner(int slot) {
        return owners[slot];
    }

    /**
     * Learns which node has which slot, from the first that answers.
     *
     * @return a node has answered
     */
    public boolean refresh() {
        for (String address : List.copyOf(known)) {
            try {
                if (nodes.ask(address, List.of(List.of("CLUSTER", "SLOTS"))) instanceof Reply.Many ranges
                        && learn(ranges, host(address))) {
                    return true;
                }
            } catch (IOException e) {
                continue; // another one may answer
            }
        }
        return false;
    }

    private static String host(String address) {
        return address.substring(0, address.lastIndexOf(':'));
    }

    /** Takes first slot, last slot, and the master with its host and port, for each range. */
    private boolean learn(Reply.Many ranges, String answering) {
        Arrays.fill(owners, null);
        for (Reply each : ranges.replies()) {
            if (each instanceof Reply.Many range
                    && range.replies().size() > 2
                    && range.replies().get(0) instanceof Reply.Number first
                    && range.replies().get(1) instanceof Reply.Number last
                    && range.replies().get(2) instanceof Reply.Many master
                    && master.replies().get(0) instanceof Reply.Text host
                    && master.replies().get(1) instanceof Reply.Number port) {
                String address = (host.text().isEmpty() ? answering : host.text()) + ':' + port.value();
                known.add(address);
                for (long slot = first.value(); slot <= last.value(); slot++) {
                    owners[(int) slot] = address;
                }
            }
        }
        return !ranges.replies().isEmpty();
    }

    /**
     * Sends a command about keys of one slot.
     *
     * @param key one of them
     * @return what came of it
     * @throws IOException no node can be reached
     */
    public Outcome ask(String key, String... command) throws IOException, InterruptedException {
        int slot = HashSlot.of(key);
        List<String> words = List.of(command);
        List<String> asked = new ArrayList<>();
        List<String> redirected = new ArrayList<>();
        if (owners[slot] == null) {
            refresh();
        }
        String target = ownerOrAny(slot);
        boolean isAsking = false;
        Reply reply = new Reply.Nothing();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            asked.add(target);
            try {
                reply = nodes.ask(target, isAsking ? List.of(List.of("ASKING"), words) : List.of(words));
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                reply = new Reply.Failure("UNREACHABLE " + e.getMessage());
            }
            if (!(reply instanceof Reply.Failure failure)) {
                return new Outcome(reply, asked, redirected);
            }
            isAsking = false;
            String[] parts = failure.message().split(" ");
            String code = parts[0].toUpperCase(Locale.ROOT);
            switch (code) {
                case "MOVED" -> {
                    target = address(parts, target);
                    owners[slot] = target;
                    known.add(target);
                }
                case "ASK" -> {
                    target = address(parts, target);
                    isAsking = true;
                }
                case "TRYAGAIN", "CLUSTERDOWN", "UNREACHABLE", "LOADING" -> {
                    pause.before(attempt);
                    if (!code.equals("TRYAGAIN")) {
                        refresh();
                    }
                    target = ownerOrAny(slot);
                }
                default -> {
                    return new Outcome(reply, asked, redirected);
                }
            }
            redirected.add(code);
        }
        return new Outcome(reply, asked, redirected);
    }

    /** Returns where a redirection leads. Without a host it is that of the node that has said so. */
    private static String address(String[] parts, String said) {
        if (parts.length < 3) {
            return said;
        }
        return parts[2].startsWith(":") ? host(said) + parts[2] : parts[2];
    }

    private String ownerOrAny(int slot) {
        String owner = owners[slot];
        if (owner != null) {
            return owner;
        }
        if (known.isEmpty()) {
            throw new IllegalStateException("no node is known");
        }
        return known.iterator().next();
    }
}
