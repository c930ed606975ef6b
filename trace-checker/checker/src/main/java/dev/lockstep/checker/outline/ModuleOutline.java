package dev.lockstep.checker.outline;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Tells what a reader wants to know of one module's text.
 *
 * @param name the module's name
 * @param file the file it was read from
 * @param extended the modules of the same spec that it extends, not those that come with TLC
 * @param definitions what the module defines by itself, in the order of the text
 * @param uses the names in its text that are defined in some module of the spec, in the order of the text
 * @param actions the actions that its {@code Next} consists of, also one that it extends; none if there is no {@code Next}
 */
public record ModuleOutline(
        String name,
        Path file,
        List<String> extended,
        List<Definition> definitions,
        List<Use> uses,
        List<String> actions) {
    public ModuleOutline {
        actions = List.copyOf(actions);
        extended = List.copyOf(extended);
        definitions = List.copyOf(definitions);
        uses = List.copyOf(uses);
    }

    /** Tells what a name stands for. */
    public enum Kind {
        CONSTANT,
        VARIABLE,
        /** It is an operator without primes and without temporal operators. */
        OPERATOR,
        /** It has primes: it says something of steps. */
        ACTION,
        /** It says something of whole behaviours. */
        TEMPORAL
    }

    /**
     * Represents a part of the text.
     *
     * @param line its first line, from 1
     * @param column its first column, from 1
     * @param endLine the line of the last character
     * @param endColumn the column of the last character
     */
    public record Span(int line, int column, int endLine, int endColumn) {}

    /**
     * Represents one definition or declaration.
     *
     * @param span all of it; of a constant or variable its name
     * @param conjuncts what an action consists of; empty for all others
     */
    public record Definition(String name, Kind kind, Span span, List<Conjunct> conjuncts) {
        public Definition {
            conjuncts = List.copyOf(conjuncts);
        }
    }

    /**
     * Represents a conjunct of an action, below the quantifiers and definitions around it.
     *
     * @param span where it is, without the sign before it
     * @param isGuard whether it is about the state before the step alone
     * @param names the variables, constants and operators of the spec that it names
     * @param strings the strings in it
     * @param changed the variables of which it says what they become, itself or by what it names; those that stay as they are do not count
     */
    public record Conjunct(Span span, boolean isGuard, Set<String> names, Set<String> strings, Set<String> changed) {
        public Conjunct {
            names = Set.copyOf(names);
            strings = Set.copyOf(strings);
            changed = Set.copyOf(changed);
        }
    }

    /**
     * Represents a name that is used.
     *
     * @param span the name
     * @param module where it is defined
     * @param name the name that it is defined with
     */
    public record Use(Span span, String module, String name) {}
}
