package dev.lockstep.checker.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * An expression or an action, as a tree that can be made smaller.
 *
 * @param kind what it is; null: an action
 * @param pattern its text, each $ for one of the parts
 * @param names the symbols that it binds; those that it is, if it has no parts
 */
record Term(Kind kind, String pattern, List<Term> parts, Set<String> names) {
    static Term leaf(Kind kind, String text) {
        return new Term(kind, text, List.of(), Set.of());
    }

    static Term symbol(Kind kind, String name) {
        return new Term(kind, name, List.of(), Set.of(name));
    }

    static Term of(Kind kind, String pattern, Term... parts) {
        return new Term(kind, pattern, List.of(parts), Set.of());
    }

    Term binding(String... bound) {
        return new Term(kind, pattern, parts, Set.of(bound));
    }

    /** The symbols that must be bound around it. */
    private Set<String> free() {
        if (parts.isEmpty()) {
            return names;
        }
        Set<String> free = new HashSet<>();
        parts.forEach(part -> free.addAll(part.free()));
        free.removeAll(names);
        return free;
    }

    int size() {
        return 1 + parts.stream().mapToInt(Term::size).sum();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '$') {
                text.append(parts.get(next++));
            } else {
                text.append(pattern.charAt(i));
            }
        }
        return text.toString();
    }

    /** Smaller ones of the same kind. */
    List<Term> smaller() {
        List<Term> smaller = new ArrayList<>();
        within(this, smaller);
        Term simple = simple();
        if (simple != null && parts.size() > 0) {
            smaller.add(simple);
        }
        for (int i = 0; i < parts.size(); i++) {
            for (Term part : parts.get(i).smaller()) {
                List<Term> changed = new ArrayList<>(parts);
                changed.set(i, part);
                smaller.add(new Term(kind, pattern, List.copyOf(changed), names));
            }
        }
        return smaller;
    }

    private void within(Term term, List<Term> found) {
        for (Term part : term.parts) {
            if (Objects.equals(part.kind, kind) && free().containsAll(part.free())) {
                found.add(part);
            }
            within(part, found);
        }
    }

    private Term simple() {
        if (kind == Kind.Plain.INTEGER) {
            return leaf(kind, "1");
        } else if (kind == Kind.Plain.BOOLEAN) {
            return leaf(kind, "TRUE");
        } else if (kind == Kind.Plain.STRING) {
            return leaf(kind, "\"a\"");
        } else if (kind instanceof Kind.SetOf) {
            return leaf(kind, "{}");
        }
        return kind instanceof Kind.SeqOf ? leaf(kind, "<<>>") : null;
    }
}
