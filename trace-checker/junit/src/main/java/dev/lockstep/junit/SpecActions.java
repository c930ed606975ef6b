package dev.lockstep.junit;

import dev.lockstep.annotations.Action;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares the actions of a spec with those of traces and of Java classes. */
final class SpecActions {
    private SpecActions() {}

    /** Returns the actions of the methods annotated with {@link Action}, inherited ones too. */
    static Set<String> of(Class<?>... cores) {
        Set<String> actions = new TreeSet<>();
        for (Class<?> core : cores) {
            for (Class<?> type = core; type != null; type = type.getSuperclass()) {
                for (Method method : type.getDeclaredMethods()) {
                    Action action = method.isSynthetic() ? null : method.getAnnotation(Action.class);
                    if (action != null) {
                        actions.add(action.value().isEmpty() ? capitalized(method.getName()) : action.value());
                    }
                }
            }
        }
        return actions;
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** Returns the actions without a counterpart. Instances' actions are compared without the name of their instance. */
    static List<String> without(Collection<String> actions, Collection<String> others) {
        Set<String> known = new TreeSet<>();
        others.forEach(other -> known.add(bare(other)));
        return actions.stream()
                .filter(action -> !known.contains(bare(action)))
                .sorted()
                .toList();
    }

    /** Returns the action's name without that of its instance. */
    static String bare(String action) {
        return action.substring(action.lastIndexOf('!') + 1);
    }
}
