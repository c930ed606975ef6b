package dev.lockstep.checker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The events of a {@link Traffic}, in an order that can be changed: without their count. */
public final class TrafficLines {
    private TrafficLines() {}

    public static List<String> of(int events, long seed) throws IOException {
        try (Traffic traffic = new Traffic(events, seed)) {
            return new String(traffic.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.replaceFirst("\"seq\":\\d+,", ""))
                    .toList();
        }
    }

    /** From 0. */
    public static int process(String line) {
        return line.charAt("{\"process\":\"p".length()) - '1';
    }
}
