package dev.lockstep.checker.sensitivity;

import dev.lockstep.checker.sensitivity.Mutant.Kind;
import dev.lockstep.checker.sensitivity.Outcome.Meaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Tells what alterations of a trace came to.
 *
 * @param outcomes one for each mutant, in the trace's order
 * @param seed the seed that chose them
 */
public record SensitivityReport(List<Outcome> outcomes, long seed) {
    private static final int SHOWN = 10;

    public SensitivityReport {
        outcomes = List.copyOf(outcomes);
    }

    public int mutants() {
        return outcomes.size();
    }

    public int rejected() {
        return count(outcome -> outcome.meaning() == Meaning.REJECTED);
    }

    /** Counts the mutants that are accepted and shown to say the same as the trace. */
    public int equivalent() {
        return count(outcome -> outcome.meaning().isEquivalent());
    }

    /**
     * Counts the mutants that are behaviours of the spec whose clocks and numbers say otherwise. They have another order or other events
     * than these say.
     */
    public int misnumbered() {
        return count(Outcome::isMisnumbered);
    }

    /** Returns the mutants that are accepted though they say something else. */
    public List<Outcome> survivors() {
        return outcomes.stream()
                .filter(outcome -> outcome.meaning() != Meaning.REJECTED
                        && !outcome.meaning().isEquivalent())
                .toList();
    }

    /** Returns the share of mutants that are rejected, of those not shown to be equivalent; 1 if there are none. */
    public double share() {
        int different = mutants() - equivalent();
        return different == 0 ? 1 : (double) rejected() / different;
    }

    private int count(Predicate<Outcome> of) {
        return (int) outcomes.stream().filter(of).count();
    }

    // ---------------------------------------------------------------- fields

    /**
     * Tells how often a field of an action's events was altered.
     *
     * @param altered times
     * @param noticed times that the mutant was rejected
     */
    public record Field(String action, String field, int altered, int noticed) {}

    /** Returns every field that was altered, the least noticed first. */
    public List<Field> fields() {
        Map<String, Field> fields = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            String field = outcome.mutant().field();
            if (field != null) {
                String action = String.valueOf(outcome.event().action());
                int noticed = outcome.meaning() == Meaning.REJECTED ? 1 : 0;
                fields.merge(
                        action + " " + field,
                        new Field(action, field, 1, noticed),
                        (a, b) -> new Field(action, field, a.altered + b.altered, a.noticed + b.noticed));
            }
        }
        List<Field> sorted = new ArrayList<>(fields.values());
        sorted.sort((a, b) -> Double.compare((double) a.noticed / a.altered, (double) b.noticed / b.altered));
        return sorted;
    }

    // ---------------------------------------------------------------- output

    private static String percent(int part, int whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
    }

    /** Returns the report for the user. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("sensitivity: " + rejected() + " of " + mutants() + " one-event mutants are rejected ("
                + percent(rejected(), mutants()) + "), " + equivalent() + " are equivalent; of the others "
                + percent(rejected(), mutants() - equivalent()) + " are rejected");
        if (misnumbered() > 0) {
            lines.add("  " + misnumbered() + " more are no whole trace by their events' clock and seq: "
                    + percent(rejected() + misnumbered(), mutants()) + " are noticed in a file");
        }
        lines.add(String.format(
                Locale.ROOT, "  %-10s %8s %9s %11s %12s", "", "mutants", "rejected", "equivalent", "not noticed"));
        for (Kind kind : Kind.values()) {
            int all = count(outcome -> outcome.mutant().kind() == kind);
            if (all > 0) {
                int rejected = count(o -> o.mutant().kind() == kind && o.meaning() == Meaning.REJECTED);
                int equivalent =
                        count(o -> o.mutant().kind() == kind && o.meaning().isEquivalent());
                lines.add(String.format(
                        Locale.ROOT,
                        "  %-10s %8d %9d %11d %12d",
                        kind,
                        all,
                        rejected,
                        equivalent,
                        all - rejected - equivalent));
            }
        }
        meanings().forEach((meaning, count) -> lines.add("  " + count + " accepted as " + meaning));
        List<Field> weak = fields().stream().filter(f -> f.noticed < f.altered).toList();
        lines.add(
                weak.isEmpty()
                        ? "  every altered field was noticed every time"
                        : "  fields of which alterations were not noticed:");
        for (Field field : weak.subList(0, Math.min(SHOWN, weak.size()))) {
            lines.add("    " + field.action + " " + field.field + ": noticed " + field.noticed + " of " + field.altered
                    + (field.noticed == 0 ? ", never" : ""));
        }
        List<Outcome> survivors = survivors();
        for (Outcome outcome : survivors.subList(0, Math.min(SHOWN, survivors.size()))) {
            lines.add("  event " + (outcome.mutant().at() + 1) + ", "
                    + outcome.event().action() + ", " + outcome.mutant().kind() + ": "
                    + outcome.mutant().what() + ": " + outcome.meaning());
        }
        if (survivors.size() > SHOWN) {
            lines.add("  and " + (survivors.size() - SHOWN) + " more");
        }
        return String.join(System.lineSeparator(), lines);
    }

    private Map<String, Integer> meanings() {
        Map<String, Integer> meanings = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            if (outcome.meaning() != Meaning.REJECTED) {
                meanings.merge(outcome.meaning().toString(), 1, Integer::sum);
            }
        }
        return meanings;
    }

    /** Returns the report for {@code --json}. */
    public Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("seed", seed);
        object.put("mutants", mutants());
        object.put("rejected", rejected());
        object.put("equivalent", equivalent());
        object.put("misnumbered", misnumbered());
        object.put("share", Math.round(share() * 10_000) / 10_000.0);
        List<Object> fields = new ArrayList<>();
        for (Field field : fields()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("action", field.action);
            one.put("field", field.field);
            one.put("altered", field.altered);
            one.put("noticed", field.noticed);
            fields.add(one);
        }
        object.put("fields", fields);
        List<Object> accepted = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.meaning() != Meaning.REJECTED) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("event", outcome.mutant().at() + 1);
                one.put("kind", outcome.mutant().kind().toString());
                one.put("what", outcome.mutant().what());
                one.put("equivalent", outcome.meaning().isEquivalent());
                one.put("why", outcome.meaning().toString());
                accepted.add(one);
            }
        }
        object.put("accepted", accepted);
        return object;
    }
}
