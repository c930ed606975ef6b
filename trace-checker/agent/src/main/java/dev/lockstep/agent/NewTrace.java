package dev.lockstep.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Prepares the trace of a program that opens no recorder, and says why it is empty if it is. The recorder is that of {@code
 * lockstep-tracing.jar}, which is taken from beside the agent if the class path has none.
 */
final class NewTrace {
    private static final String PROBE = "dev/lockstep/recorder/Probe.class";
    private static final int NEAR = 2;

    private final Mapping mapping;
    private final Path trace;
    private final Instrumentation instrumentation;
    private final Set<String> woven = ConcurrentHashMap.newKeySet();

    NewTrace(Mapping mapping, Path trace, Instrumentation instrumentation) {
        this.mapping = mapping;
        this.trace = trace.toAbsolutePath();
        this.instrumentation = instrumentation;
    }

    /**
     * Replaces the file by an empty one, so that an earlier trace is not taken for this program's.
     *
     * @throws IOException the file cannot be written
     * @throws Refusal the recorder is nowhere
     */
    void begin() throws IOException {
        if (ClassLoader.getSystemResource(PROBE) == null) {
            instrumentation.appendToSystemClassLoaderSearch(
                    new JarFile(recorder().toFile()));
        }
        Files.write(trace, new byte[0]);
        System.setProperty("dev.lockstep.trace", trace.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "lockstep-agent"));
    }

    /** Tells that the actions of a class are recorded. */
    void woven(String type) {
        woven.add(type);
    }

    private static Path recorder() {
        try {
            Path agent = Path.of(NewTrace.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String name = agent.getFileName().toString().replace("lockstep-agent", "lockstep-tracing");
            String version = String.valueOf(agent.getParent().getFileName());
            // beside the agent, in a repository of Maven, in a build of Lockstep
            List<Path> places = List.of(
                    agent.resolveSibling(name),
                    agent.resolveSibling("../../lockstep-tracing/" + version + "/" + name)
                            .normalize(),
                    agent.resolveSibling("../../tracing/target/" + name).normalize());
            return places.stream()
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new Refusal(
                            name + " is neither on the class path nor beside the agent, as " + places.get(0)));
        } catch (URISyntaxException e) {
            throw new Refusal("the agent does not know where its jar is: " + e.getMessage());
        }
    }

    private void end() {
        try {
            if (Files.size(trace) == 0) {
                System.err.println("lockstep-agent: " + trace + " is empty: " + reason());
            }
        } catch (IOException e) {
            System.err.println("lockstep-agent: " + trace + " cannot be read: " + e.getMessage());
        }
    }

    private String reason() {
        if (mapping == Mapping.NONE) {
            return woven.isEmpty()
                    ? "no class with an @Action was loaded"
                    : "no action was called of " + String.join(", ", woven);
        }
        String core = mapping.core().replace('/', '.');
        String refusal = System.getProperty("dev.lockstep.refused." + core);
        if (refusal != null) {
            return refusal;
        }
        if (!woven.contains(core)) {
            return mapping.coreWhere() + ": no class " + core + " was loaded" + like(core);
        }
        for (String type : mapping.actions().keySet()) {
            String name = type.replace('/', '.');
            if (!woven.contains(name)) {
                return mapping.actions().get(type).get(0).where() + ": no class " + name + " was loaded" + like(name);
            }
        }
        return "no action of the mapping was called";
    }

    /** Names classes that were loaded and are called almost so. */
    private String like(String type) {
        String simple = simple(type);
        List<String> like = Arrays.stream(instrumentation.getAllLoadedClasses())
                .map(Class::getName)
                .filter(name -> !name.startsWith("[") && distance(simple(name), simple) <= NEAR)
                .sorted(Comparator.comparingInt(name -> distance(name, type)))
                .limit(NEAR)
                .toList();
        return like.isEmpty() ? "" : "; was it " + String.join(" or ", like) + "?";
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** Returns how many letters must be changed, added or left out (Levenshtein). */
    static int distance(String a, String b) {
        int[] row = Stream.iterate(0, i -> i + 1)
                .limit(b.length() + 1L)
                .mapToInt(i -> i)
                .toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(diagonal, row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
