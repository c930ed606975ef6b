package dev.lockstep.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells what happened in one run.
 *
 * @param events written to the trace
 * @param figures the figures that are worth telling of this protocol, in order: {@code grants} 41, {@code crashes} 3
 */
public record RunReport(long events, Map<String, Long> figures) {
    public RunReport {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
