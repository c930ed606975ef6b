package dev.lockstep.raft.run;

import dev.lockstep.raft.kv.History;
import dev.lockstep.run.ExternalClients;
import dev.lockstep.run.NewFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plays clients of the key-value service, and the one who replaces its members. Beside the servers' trace they write their {@link History}.
 */
final class ServiceClients implements ExternalClients {
    private static final int CLIENTS = 8;

    private final Path trace;
    private final History history = new History();
    private final List<Load> loads = new ArrayList<>();
    private final Replacement replacement;

    /** @param initial the servers that the cluster begins with, of which one is replaced so many times */
    ServiceClients(
            Path folder, Path trace, List<String> servers, Collection<String> initial, int reconfigure, long seed) {
        this.trace = trace;
        replacement = new Replacement(folder, servers, initial, reconfigure);
        for (int i = 1; i <= CLIENTS; i++) {
            loads.add(new Load("c" + i, folder, servers, history, seed + i));
        }
        replacement.start();
        loads.forEach(Thread::start);
    }

    /** Returns where the clients' history of a run with that trace is. */
    static Path history(Path trace) {
        String name = trace.getFileName().toString();
        int dot = name.indexOf('.');
        return trace.resolveSibling(
                dot < 0 ? name + "-history" : name.substring(0, dot) + "-history" + name.substring(dot));
    }

    @Override
    public boolean isDone() {
        boolean isDone = replacement.isDone();
        if (isDone) {
            loads.forEach(Load::end);
        }
        return isDone && loads.stream().noneMatch(Load::isAlive);
    }

    @Override
    public void wanted(Set<String> members) {
        replacement.wanted(members);
    }

    @Override
    public void check() throws IOException, InterruptedException {
        loads.forEach(Load::check);
        NewFile.write(history(trace), file -> {
            history.write(file);
            return file;
        });
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("acknowledged", loads.stream().mapToLong(Load::acknowledged).sum());
        figures.put("unanswered", history.unanswered());
        figures.put("members replaced", (long) replacement.done());
        return figures;
    }

    @Override
    public void close() {
        replacement.interrupt();
        loads.forEach(Thread::interrupt);
    }
}
