package dev.lockstep.checker.tlc.observe;

import dev.lockstep.checker.spec.LoadedSpec.Text;
import dev.lockstep.checker.tlc.value.Template;
import dev.lockstep.checker.trace.OpenNumbers;
import dev.lockstep.evaluator.CompiledObservation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds what the events of one shape observe. It is made once, except for what has the numbers of an event in it. */
public final class CompiledObservations {
    private final CompiledObservation[] compiledObservations;
    private Template<CompiledObservation> @Nullable [] open;
    private Set<Text> texts = Set.of();
    private int count;

    /** @param size how many will be added */
    CompiledObservations(int size) {
        this.compiledObservations = new CompiledObservation[size];
    }

    void add(CompiledObservation compiledObservation) {
        compiledObservations[count++] = compiledObservation;
    }

    /** Adds the text of an operator that is seen. */
    void add(Text text) {
        if (texts.isEmpty()) {
            texts = new LinkedHashSet<>();
        }
        texts.add(text);
    }

    /** Returns the texts of operators that are seen. */
    public Collection<Text> texts() {
        return List.copyOf(texts);
    }

    /** Returns the given text, and those of operators that are seen. */
    public Collection<Text> textsWith(Text first) {
        if (texts.isEmpty()) {
            return List.of(first);
        }
        List<Text> all = new ArrayList<>(texts);
        all.add(first);
        return List.copyOf(all);
    }

    /** Adds an observation that is made for each event. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    void add(Template<CompiledObservation> template) {
        if (open == null) {
            open = new Template[compiledObservations.length];
        }
        open[count++] = template;
    }

    /** @param openNumbers null: nothing is open */
    public CompiledObservation[] of(@Nullable OpenNumbers openNumbers) {
        Template<CompiledObservation>[] templates = open;
        if (templates == null || openNumbers == null) {
            return compiledObservations;
        }
        CompiledObservation[] made = new CompiledObservation[compiledObservations.length];
        for (int i = 0; i < made.length; i++) {
            Template<CompiledObservation> template = templates[i];
            made[i] = template == null ? compiledObservations[i] : template.of(openNumbers);
        }
        return made;
    }
}
