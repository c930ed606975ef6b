package dev.lockstep.flink;

import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes traces of protocols: simulated runs of the implementations, as they are and altered. */
final class ProtocolTraces {
    private static final Pattern NUMBER = Pattern.compile("(?<=[:,\\[])\\d+(?=[,}\\]])");

    private ProtocolTraces() {}

    /** Returns the protocols that can be simulated, in the order of their names. */
    static List<Protocol> protocols() {
        return ServiceLoader.load(Protocol.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(protocol -> protocol.transports().contains(RunOptions.Transport.SIMULATED))
                .sorted(Comparator.comparing(Protocol::name))
                .toList();
    }

    /** Runs a protocol and writes its trace. */
    static Path run(Protocol protocol, long seed, int events, Path folder) throws Exception {
        Path file = folder.resolve(protocol.name() + "-" + seed + ".ndjson");
        Set<String> faults = protocol.faults(RunOptions.Transport.SIMULATED);
        Set<String> some = seed % 2 == 0 || !faults.contains(Protocol.SWARM) ? Set.of() : Set.of(Protocol.SWARM);
        protocol.run(new RunOptions(3, seed, events, RunOptions.Transport.SIMULATED, some, file));
        return file;
    }

    /** Returns the trace and so many alterations of it, each in one line. */
    static List<Path> altered(Path trace, int alterations, long seed) throws IOException {
        List<Path> all = new ArrayList<>(List.of(trace));
        Random random = new Random(seed);
        List<String> lines = Files.readAllLines(trace);
        for (int i = 0; i < alterations; i++) {
            List<String> altered = new ArrayList<>(lines);
            alter(altered, 1 + random.nextInt(lines.size() - 2), i, random);
            Path file = Path.of(trace.toString().replace(".ndjson", "-" + i + ".ndjson"));
            all.add(Files.write(file, altered));
        }
        return all;
    }

    private static void alter(List<String> lines, int at, int how, Random random) {
        String line = lines.get(at);
        switch (how % 5) {
            case 0, 1, 2 -> {
                List<Integer> places = new ArrayList<>();
                Matcher numbers = NUMBER.matcher(line);
                while (numbers.find()) {
                    places.add(numbers.start());
                }
                int place = places.isEmpty() ? 0 : places.get(random.nextInt(places.size()));
                lines.set(
                        at,
                        line.substring(0, place)
                                + NUMBER.matcher(line.substring(place))
                                        .replaceFirst(String.valueOf(random.nextInt(9))));
            }
            case 3 -> lines.remove(at);
            default ->
                lines.set(
                        at,
                        line.replaceFirst("\"action\":\"(\\w)", "\"action\":\"$1")
                                .replaceFirst("\"state\":\\{", "\"state\":{\"nothing\":1,"));
        }
    }
}
