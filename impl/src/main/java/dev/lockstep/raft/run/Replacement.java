package dev.lockstep.raft.run;

import dev.lockstep.raft.kv.KeyValueClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Replaces the members of a cluster one by one. Each time, the member that is there for longest gives way to the server that is not for
 * longest. Then it makes those the members whom somebody wants.
 */
final class Replacement extends Thread {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Path folder;
    private final List<String> servers;
    private final Deque<String> members;
    private final Deque<String> others = new ArrayDeque<>();
    private final int times;
    private final BlockingQueue<Set<String>> wanted = new LinkedBlockingQueue<>();
    private volatile int done;

    /** @param times how often */
    Replacement(Path folder, List<String> servers, Collection<String> members, int times) {
        super("replacement");
        setDaemon(true);
        this.folder = folder;
        this.servers = servers;
        this.members = new ArrayDeque<>(members);
        this.times = times;
        servers.stream().filter(server -> !members.contains(server)).forEach(others::add);
    }

    @Override
    public void run() {
        try (KeyValueClient client = new KeyValueClient(folder, servers, Duration.ofSeconds(1))) {
            while (done < times && !isInterrupted()) {
                others.add(members.remove());
                members.add(others.remove());
                replace(client, new TreeSet<>(members));
                done++;
            }
            while (!isInterrupted()) {
                replace(client, wanted.take());
                done++;
            }
        } catch (InterruptedException e) {
            return; // the run is over
        }
    }

    /** Makes these the members, once all that was to be replaced has been. What is wanted when the run winds down need not happen. */
    void wanted(Set<String> others) {
        wanted.add(others);
    }

    /** Returns whether all that was to be replaced has been, or never will be. */
    boolean isDone() {
        return done >= times || !isAlive();
    }

    /** Asks, and asks again, until a leader is under these alone: then the way there was committed. */
    private void replace(KeyValueClient client, Set<String> wanted) {
        while (!isInterrupted() && !isUnder(client, wanted)) {
            try {
                client.members(wanted);
            } catch (IOException e) {
                // nobody leads now
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean isUnder(KeyValueClient client, Set<String> wanted) {
        return servers.stream()
                .map(client::status)
                .flatMap(Optional::stream)
                .anyMatch(status -> status.contains(": leader ") && status.contains("members [" + wanted + "],"));
    }

    /** Returns how many servers have been replaced. */
    int done() {
        return done;
    }
}
