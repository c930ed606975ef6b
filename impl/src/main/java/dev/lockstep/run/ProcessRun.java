package dev.lockstep.run;

import dev.lockstep.host.Core;
import dev.lockstep.process.NodeProcess;
import dev.lockstep.process.Processes;
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

/** Runs each node of a protocol as a process of its own, over TCP, of which any is killed and restarted; hears what their clients are told. */
final class ProcessRun<P, N extends Core<P>, A> implements Processes.Listener {
    private final Deployment<P, N, A> deployment;
    private final Clients<N, A> judge;
    private final RecordWire<A> wire;
    private final Processes processes;

    ProcessRun(RunOptions options, Class<?> description, Deployment<P, N, A> deployment) throws IOException {
        this.deployment = deployment;
        this.judge = deployment.clients(bound -> 0, (node, news) -> {
            throw new IllegalStateException("clients ask at the nodes");
        });
        this.wire = new RecordWire<>(deployment.news());
        List<String> before = List.of(
                description.getName(), Integer.toString(options.events()), Integer.toString(options.reconfigure()));
        this.processes = new Processes(options, deployment.nodes(), NodeMain.class, before, this);
    }

    RunReport run() throws IOException, InterruptedException {
        long events = processes.run();
        Map<String, Long> figures = new LinkedHashMap<>(judge.figures());
        figures.put("kills", processes.kills());
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
    public void ended(Path folder) {
        judge.check(node -> NodeProcess.storage(folder, deployment.layout(node)));
    }
}
