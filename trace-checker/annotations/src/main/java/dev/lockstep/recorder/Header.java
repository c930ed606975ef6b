package dev.lockstep.recorder;

import java.util.List;
import java.util.Map;

/** Contract only; see the recorder's work item. */
public record Header(
        String spec, Map<String, Object> constants, List<String> local, List<String> complete, List<String> hidden) {
    public static Header of(Map<String, Object> constants, Class<?>... cores) {
        return new Header("", constants, List.of(), List.of(), List.of());
    }
}
