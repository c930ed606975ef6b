package dev.lockstep.reading;

import com.github.javaparser.Range;
import com.github.javaparser.ast.comments.Comment;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.report.Excerpt;
import dev.lockstep.report.Places;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the methods that implement the actions of a spec. */
public final class ActionMethods {
    private ActionMethods() {}

    /**
     * Returns the text of the methods by the action that each is.
     *
     * @param sources folders of Java
     * @throws InvalidInputException a file is no Java, or a folder is missing
     */
    public static Map<String, List<Excerpt>> of(LoadedSpec spec, List<Path> sources)
            throws InvalidInputException, InterruptedException {
        return of(spec, JavaCode.read(sources, List.of()));
    }

    static Map<String, List<Excerpt>> of(LoadedSpec spec, JavaCode code) {
        Map<String, List<Excerpt>> methods = new LinkedHashMap<>();
        for (SpecClass each : code.classes()) {
            boolean isOfSpec =
                    each.spec().equals(spec.name()) || spec.file(each.spec()).isPresent();
            for (SpecClass.ActionMethod action : each.actions()) {
                if (isOfSpec && spec.actions().containsKey(action.action())) {
                    action.method()
                            .getRange()
                            .ifPresent(range -> methods.computeIfAbsent(action.action(), name -> new ArrayList<>())
                                    .add(excerpt(action, range)));
                }
            }
        }
        return methods;
    }

    private static Excerpt excerpt(SpecClass.ActionMethod action, Range range) {
        int first = action.method()
                .getComment()
                .flatMap(Comment::getRange)
                .map(comment -> comment.begin.line)
                .orElse(range.begin.line);
        return new Excerpt(
                Places.shown(action.source().file()),
                first,
                List.copyOf(action.source().lines().subList(first - 1, range.end.line)));
    }
}
