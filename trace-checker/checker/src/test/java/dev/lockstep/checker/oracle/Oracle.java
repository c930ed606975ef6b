package dev.lockstep.checker.oracle;

import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Judges traces of one spec and header by TLC, many in one run. */
public final class Oracle {
    /** By spec and action, the parameter that an event's process is: those of the specs that it is asked about. */
    private static final Map<String, String> PROCESSES = Map.of(
            "Account Step", "p",
            "Bank Close", "a",
            "Model Claim", "n",
            "Model Paint", "n",
            "Traffic Receive", "p");

    private static final String RUN = "dev.lockstep.checker.oracle.tlc.TlcRun";

    private final SpecSource source;
    private final Header header;

    public Oracle(SpecSource source, Header header) {
        this.source = source;
        this.header = header;
    }

    /**
     * For each trace the index, from 1, of the first event that no behaviour explains; 0: there is none, the trace is accepted.
     *
     * @throws IllegalStateException TLC cannot check the trace spec
     */
    public List<Long> judge(List<List<Event>> traces) {
        Tree tree = new Tree(this::content);
        List<List<int[]>> paths = new ArrayList<>();
        traces.forEach(trace -> paths.add(tree.add(trace)));
        BitSet reached = run(tree);
        List<Long> verdicts = new ArrayList<>();
        for (List<int[]> path : paths) {
            long first = 0;
            for (int[] step : path) {
                if (first == 0 && !reached.get(step[1])) {
                    first = step[0];
                }
            }
            verdicts.add(first);
        }
        return verdicts;
    }

    /** Traces that begin alike share nodes. Each instance of the spec is a trace of its own. */
    private static final class Tree {
        private final Map<Event, Integer> numbers = new LinkedHashMap<>();
        private final List<Map<Integer, Integer>> edges = new ArrayList<>(List.of(new LinkedHashMap<>()));

        private final UnaryOperator<Event> content;

        Tree(UnaryOperator<Event> content) {
            this.content = content;
        }

        /** For each event its index and the node that it leads to. */
        List<int[]> add(List<Event> trace) {
            Map<String, Integer> at = new HashMap<>();
            List<int[]> path = new ArrayList<>();
            for (int i = 0; i < trace.size(); i++) {
                Event event = trace.get(i);
                String instance = Objects.requireNonNullElse(event.instance(), "");
                int number = numbers.computeIfAbsent(content.apply(event), key -> numbers.size() + 1);
                Map<Integer, Integer> from = edges.get(at.getOrDefault(instance, 1) - 1);
                Integer to = from.get(number);
                if (to == null) {
                    edges.add(new LinkedHashMap<>());
                    to = edges.size();
                    from.put(number, to);
                }
                at.put(instance, to);
                path.add(new int[] {i + 1, to});
            }
            return path;
        }

        List<List<int[]>> edges() {
            List<List<int[]>> all = new ArrayList<>();
            for (Map<Integer, Integer> from : edges) {
                List<int[]> list = new ArrayList<>();
                from.forEach((event, to) -> list.add(new int[] {event, to}));
                all.add(list);
            }
            return all;
        }
    }

    private Event content(Event event) {
        return new Event(
                0,
                "",
                0,
                event.process(),
                null,
                null,
                event.action(),
                args(event),
                event.state(),
                event.added(),
                event.removed(),
                null,
                null,
                null);
    }

    /** With the argument that the event's process is. */
    private Map<String, Value> args(Event event) {
        String parameter = PROCESSES.get(header.spec() + " " + event.action());
        if (event.process() == null || parameter == null || event.args().containsKey(parameter)) {
            return event.args();
        }
        Map<String, Value> all = new LinkedHashMap<>(event.args());
        all.put(parameter, event.process());
        return all;
    }

    // ---------------------------------------------------------------- running

    private BitSet run(Tree tree) {
        Path folder = scratch();
        try (OracleLoader loader = new OracleLoader()) {
            String module = source.module().getFileName().toString().replaceFirst("\\.tla$", "");
            return (BitSet) loader.loadClass(RUN)
                    .getMethod("reached", Path.class, String.class, String.class, Header.class, List.class, List.class)
                    .invoke(
                            null,
                            folder,
                            module,
                            Files.readString(source.config()),
                            header,
                            List.copyOf(tree.numbers.keySet()),
                            tree.edges());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "the oracle cannot judge: " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(folder);
        }
    }

    private Path scratch() {
        try {
            Path folder = Files.createTempDirectory("lockstep-oracle");
            List<Path> path = new ArrayList<>(source.path());
            path.add(source.config().toAbsolutePath().getParent());
            path.add(source.module().toAbsolutePath().getParent());
            for (Path from : path.stream().filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.list(from)) {
                    for (Path file :
                            files.filter(f -> f.toString().endsWith(".tla")).toList()) {
                        Files.write(folder.resolve(file.getFileName().toString()), Files.readAllBytes(file));
                    }
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
