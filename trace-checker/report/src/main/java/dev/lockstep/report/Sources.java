package dev.lockstep.report;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds the texts beside a run.
 *
 * @param actions the definition of each action that the run takes, as far as it is known
 * @param methods the method at each place in the code that the run names, as far as it is found
 * @param elsewhere what is false, and is in none of the actions
 */
public record Sources(Map<String, Excerpt> actions, Map<String, Excerpt> methods, List<Excerpt> elsewhere) {
    /** Holds none. */
    public static final Sources NONE = new Sources(Map.of(), Map.of(), List.of());

    /** @param spec null: its text is not known */
    public static Sources of(ReportedRun run, @Nullable LoadedSpec spec, SourceFolders folders) {
        Map<String, Excerpt> actions = new LinkedHashMap<>();
        Map<String, Excerpt> methods = new LinkedHashMap<>();
        TreeSet<String> taken = new TreeSet<>();
        TreeSet<String> named = new TreeSet<>();
        for (ReportedRun.Step step : run.steps()) {
            if (step.event().action() != null) {
                taken.add(step.event().action());
            }
            if (step.event().source() != null) {
                named.add(step.event().source());
            }
        }
        List<Excerpt> elsewhere = new ArrayList<>();
        if (spec != null) {
            taken.forEach(action -> Excerpt.ofAction(spec, action).ifPresent(found -> actions.put(action, found)));
            for (Place place : run.falseAt()) {
                boolean isShown = run.wrong()
                                .map(wrong -> actions.get(wrong.event().action()))
                                .filter(excerpt -> excerpt.has(place))
                                .isPresent()
                        || elsewhere.stream().anyMatch(excerpt -> excerpt.has(place));
                if (!isShown) {
                    Excerpt.around(spec, place).ifPresent(elsewhere::add);
                }
            }
        }
        named.forEach(source -> Excerpt.ofMethod(folders, source).ifPresent(found -> methods.put(source, found)));
        return new Sources(actions, methods, elsewhere);
    }
}
