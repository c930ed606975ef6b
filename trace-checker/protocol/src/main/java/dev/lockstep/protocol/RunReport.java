package dev.lockstep.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happened in one run.
 *
 * @param events written to the trace
 * @param figures what is worth telling of this protocol, in order: {@code grants} 41, {@code crashes} 3
 */
public record RunReport(long events, Map<String, Long> figures) {
    public RunReport {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
