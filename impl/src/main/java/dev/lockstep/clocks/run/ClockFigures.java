package dev.lockstep.clocks.run;

import dev.lockstep.clocks.Bounds;
import dev.lockstep.clocks.node.MeasuredTime;
import dev.lockstep.clocks.run.ClockClients.Readings;
import dev.lockstep.clocks.run.ClocksProtocol.Core;
import dev.lockstep.plot.Axis;
import dev.lockstep.plot.Chart;
import dev.lockstep.plot.Series;
import dev.lockstep.plot.Series.Mark;
import dev.lockstep.plot.Series.Point;
import dev.lockstep.protocol.FigureOptions;
import dev.lockstep.protocol.Figures;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.run.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Measures how far clocks get apart, beside the bound of Lamport 1978 (PC2): {@code lockstep figures clocks}. The runs are those of {@code
 * lockstep run clocks}, one for each graph. In the simulation there are as many as there are seeds; over TCP there is one for each graph,
 * and what it measures is different each time. A run in which clocks are farther apart than the bound ends with an error.
 */
public final class ClockFigures implements Figures {
    private static final int NODES = 4;

    private static final int SIMULATED_EVENTS = 1_000;

    /** A run of so many events takes some seconds. A machine that stands still for a moment makes the bound large, and long to wait for. */
    private static final int TCP_EVENTS = 4_000;

    private static final String ROW = "| %-8s | %1s | %7s | %7s | %12s | %9s | %9s |";

    private final Core core;
    private final Map<Transport, Integer> events;

    public ClockFigures() {
        this(Core::right, TCP_EVENTS);
    }

    /** @param tcpEvents the number of events of a run over TCP at least */
    ClockFigures(Core core, int tcpEvents) {
        this.core = core;
        this.events = Map.of(Transport.SIMULATED, SIMULATED_EVENTS, Transport.TCP, tcpEvents);
    }

    @Override
    public String name() {
        return "clocks";
    }

    @Override
    public SortedMap<String, String> parts() {
        SortedMap<String, String> parts = new TreeMap<>();
        parts.put(
                "simulated",
                "The largest skew of clocks in simulated time, and the bound; the first run of each graph is plotted");
        parts.put("tcp", "The same over TCP in real time, one run of each graph");
        return parts;
    }

    @Override
    public boolean compute(FigureOptions options, Consumer<String> out, Validator validator)
            throws IOException, InterruptedException {
        for (String part : options.parts()) {
            Transport transport = Transport.valueOf(part.toUpperCase(Locale.ROOT));
            int runs = transport == Transport.TCP ? 1 : options.seeds();
            out.accept(NODES + " clocks, " + part + ", " + runs + " runs of " + events.get(transport)
                    + " events for each graph; tau and xi in ticks of "
                    + (transport == Transport.TCP
                            ? MeasuredTime.TICK_NANOS / 1_000 + " microseconds"
                            : "simulated time")
                    + "; skew and bound in such ticks of an exact clock");
            out.accept("");
            out.accept(String.format(Locale.ROOT, ROW, "graph", "d", "tau", "xi", "largest skew", "bound", "compared"));
            out.accept("|----------|--:|--------:|--------:|-------------:|----------:|----------:|");
            for (Graph graph : Graph.values()) {
                measure(graph, transport, runs, options, out);
            }
            out.accept("");
        }
        return true;
    }

    private void measure(Graph graph, Transport transport, int runs, FigureOptions options, Consumer<String> out)
            throws IOException, InterruptedException {
        Measured first = null;
        double largest = 0;
        long compared = 0;
        for (int i = 0; i < runs; i++) {
            Measured next = run(graph, transport, options.seed() + i);
            first = first == null ? next : first;
            for (Readings readings : next.readings()) {
                if (readings.isSettled()) {
                    compared++;
                    largest = Math.max(largest, next.ticks(readings.skew()));
                }
            }
        }
        if (first == null) {
            throw new IllegalArgumentException("--seeds must be at least 1");
        }
        Bounds bounds = first.bounds();
        out.accept(String.format(
                Locale.ROOT,
                ROW,
                graph.name().toLowerCase(Locale.ROOT),
                first.diameter(),
                bounds.tau(),
                bounds.xi(),
                compared == 0 ? "-" : String.format(Locale.ROOT, "%.1f", largest),
                String.format(Locale.ROOT, "%.1f", first.ticks(first.epsilon())),
                compared));
        if (options.folder().isPresent()) {
            String name = "skew-" + (transport + "-" + graph).toLowerCase(Locale.ROOT) + ".svg";
            Path file = options.folder().get().resolve(name);
            String svg = chart(graph, transport, first).svg();
            NewFile.write(file, partial -> Files.writeString(partial, svg));
        }
    }

    /**
     * Tells what one run has measured.
     *
     * @param bounds those that held
     * @param epsilon the theorem's bound, in units
     */
    private record Measured(Bounds bounds, int diameter, int epsilon, List<Readings> readings) {
        double ticks(int units) {
            return (double) units / bounds.scale();
        }
    }

    private Measured run(Graph graph, Transport transport, long seed) throws IOException, InterruptedException {
        ClocksProtocol.Group group = ClocksProtocol.group(NODES, graph, transport, core);
        AtomicReference<ClockClients> last = new AtomicReference<>();
        Path folder = Files.createTempDirectory("lockstep-figures");
        Path trace = folder.resolve("trace.ndjson");
        try {
            ClocksProtocol protocol = new ClocksProtocol(options -> group.observed(last::set));
            protocol.run(new RunOptions(NODES, seed, events.get(transport), transport, Set.of(), trace));
        } finally {
            Files.deleteIfExists(trace);
            Files.delete(folder);
        }
        ClockClients clients = last.get();
        return new Measured(clients.bounds(), group.diameter(), clients.epsilon(), clients.readings());
    }

    private static Chart chart(Graph graph, Transport transport, Measured measured) {
        boolean isTcp = transport == Transport.TCP;
        double unit = isTcp ? MeasuredTime.TICK_NANOS / 1e6 : 1;
        String name = isTcp ? "ms" : "ticks";
        List<Point> all = new ArrayList<>();
        List<Point> disturbed = new ArrayList<>();
        for (Readings readings : measured.readings()) {
            Point point = new Point(readings.time() * unit, measured.ticks(readings.skew()) * unit);
            all.add(point);
            if (!readings.isSettled()) {
                disturbed.add(point);
            }
        }
        double bound = measured.ticks(measured.epsilon()) * unit;
        double end = all.isEmpty() ? 1 : all.get(all.size() - 1).x();
        List<Series> series = new ArrayList<>();
        series.add(new Series("skew", Mark.LINE, all));
        series.add(new Series("bound (PC2)", Mark.DASHED_LINE, List.of(new Point(0, bound), new Point(end, bound))));
        if (!disturbed.isEmpty()) {
            series.add(new Series("not settled yet", Mark.POINTS, disturbed));
        }
        return new Chart(
                "Skew of " + NODES + " clocks, " + (isTcp ? "over TCP" : "simulated") + ": "
                        + graph.name().toLowerCase(Locale.ROOT) + ", d = " + measured.diameter(),
                Axis.linear("real time, " + name),
                Axis.linear("largest difference of two clocks, " + name),
                series);
    }
}
