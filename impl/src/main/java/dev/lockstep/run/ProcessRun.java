package dev.lockstep.run;

import dev.lockstep.host.Core;
import dev.lockstep.protocol.RunControl;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs each node of a protocol as a process of its own, over TCP. Any of them is killed and restarted. The run hears what their clients are
 * told.
 */
final class ProcessRun<P, N extends Core<P>, A> implements Processes.Listener {
    private final Deployment<P, N, A> deployment;
    private final Clients<N, A> judge;
    private final RecordWire<A> wire;
    private final Processes processes;
    private final Path trace;
    private Optional<ExternalClients> external = Optional.empty();

    /** @param trace what the file of the options will be called in the end */
    ProcessRun(RunOptions options, Path trace, Class<?> description, Deployment<P, N, A> deployment, RunControl control)
            throws IOException {
        this.deployment = deployment;
        this.trace = trace;
        this.judge = deployment.clients(bound -> 0, (node, news) -> {
            throw new IllegalStateException("clients ask at the nodes");
        });
        this.wire = new RecordWire<>(deployment.news());
        this.processes =
                new Processes(options, deployment.nodes(), description.getName(), deployment.pace(), this, control);
    }

    RunReport run() throws IOException, InterruptedException {
        external = deployment.external(processes.folder(), trace);
        long events;
        try {
            events = processes.run();
        } finally {
            external.ifPresent(ExternalClients::close);
        }
        Map<String, Long> figures = new LinkedHashMap<>(judge.figures());
        external.ifPresent(its -> figures.putAll(its.figures()));
        figures.put("kills", processes.kills());
        figures.putAll(processes.cuts());
        return new RunReport(events, figures);
    }

    @Override
    public void told(String node, List<String> words) {
        byte[] bytes = Base64.getDecoder().decode(words.get(1));
        try {
            judge.told(node, wire.read(new DataInputStream(new ByteArrayInputStream(bytes))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isDone() {
        return external.map(ExternalClients::isDone).orElse(true);
    }

    @Override
    public void wanted(Set<String> members) {
        external.ifPresent(its -> its.wanted(members));
    }

    @Override
    public void ended(Path folder) throws IOException, InterruptedException {
        judge.check(node -> new NodeFiles(folder, node, deployment).get());
        if (external.isPresent()) {
            external.get().check();
        }
    }
}
