package dev.lockstep.reading;

import com.github.javaparser.Range;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.stmt.Statement;
import dev.lockstep.checker.outline.ModuleOutline.Conjunct;
import dev.lockstep.checker.outline.ModuleOutline.Definition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts the conjuncts of an action beside the statements of the method that implements it.
 *
 * <p>A guard stands beside a statement that changes nothing, where both name a variable or an operator of the spec, or the type of the message;
 * an effect beside a statement that changes a variable which the effect changes, or, where one of them changes none, that calls what it names. What is named counts also where the statement calls a method of
 * the class that names it. Of all ways to put them side by side in the order of both texts that one is taken in which they share the most
 * names. Where nothing is shared nothing stands beside it.
 *
 * @param rows the rows, in the order of both texts
 */
record Alignment(List<Row> rows) {
    /**
     * Represents what stands side by side. Lines count from 1; an empty range ends before it begins.
     *
     * @param shared the names that both sides have; empty: only one side is there
     */
    record Row(int specFrom, int specTo, int codeFrom, int codeTo, Set<String> shared) {
        boolean hasSpec() {
            return specFrom <= specTo;
        }

        boolean hasCode() {
            return codeFrom <= codeTo;
        }
    }

    /** Represents a conjunct or a statement, with the lines that it has for itself. */
    private record Item(int from, int to, boolean isHead, boolean isGuard, Set<String> names, Set<String> changed) {}

    static Alignment of(Definition action, SpecClass code, MethodDeclaration method) {
        List<Item> left = conjuncts(action);
        List<Item> right = statements(code, method);
        return new Alignment(rows(left, right));
    }

    private static List<Item> conjuncts(Definition action) {
        List<Item> items = new ArrayList<>();
        int end = action.span().endLine();
        int first = action.conjuncts().isEmpty()
                ? end + 1
                : action.conjuncts().get(0).span().line();
        int begin = action.span().line();
        // A head on the line of the first conjunct cannot be told apart from it.
        items.add(new Item(begin, Math.max(begin, first - 1), true, true, Set.of(), Set.of()));
        int from = Math.max(begin + 1, first);
        for (int i = 0; i < action.conjuncts().size(); i++) {
            Conjunct conjunct = action.conjuncts().get(i);
            boolean isLast = i + 1 == action.conjuncts().size();
            int to = isLast ? end : action.conjuncts().get(i + 1).span().line() - 1;
            Set<String> names = new TreeSet<>(conjunct.names());
            conjunct.strings().forEach(string -> names.add(typed(string)));
            if (to >= from) {
                items.add(new Item(from, to, false, conjunct.isGuard(), names, conjunct.changed()));
                from = to + 1;
            } else {
                Item last = items.remove(items.size() - 1);
                items.add(merged(last, names, conjunct));
            }
        }
        return items;
    }

    private static Item merged(Item last, Set<String> names, Conjunct conjunct) {
        Set<String> all = new TreeSet<>(last.names);
        all.addAll(names);
        Set<String> changed = new TreeSet<>(last.changed);
        changed.addAll(conjunct.changed());
        return new Item(last.from, last.to, last.isHead, last.isGuard && conjunct.isGuard(), all, changed);
    }

    /** Marks a string or the name of a type, so that it is equal to no variable or operator. */
    private static String typed(String type) {
        return "\"" + type.toLowerCase(java.util.Locale.ROOT) + "\"";
    }

    private static List<Item> statements(SpecClass code, MethodDeclaration method) {
        List<Item> items = new ArrayList<>();
        Range whole = method.getRange().orElseThrow();
        List<Statement> statements =
                method.getBody().map(body -> List.copyOf(body.getStatements())).orElse(List.of());
        int end = whole.end.line;
        int first =
                statements.isEmpty() ? end + 1 : statements.get(0).getRange().orElseThrow().begin.line;
        Set<String> types = new TreeSet<>();
        for (Parameter parameter : method.getParameters()) {
            types.add(typed(parameter.getType().asString().replaceAll(".*\\.", "")));
        }
        items.add(new Item(whole.begin.line, first - 1, true, true, types, Set.of()));
        boolean isBefore = true;
        int from = first;
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            boolean isLast = i + 1 == statements.size();
            int to = isLast ? end : statements.get(i + 1).getRange().orElseThrow().begin.line - 1;
            Set<String> changed = code.changed(statement);
            isBefore = isBefore && changed.isEmpty();
            if (to >= from) {
                Set<String> names = isBefore ? code.names(statement) : code.called(statement);
                items.add(new Item(from, to, false, isBefore, names, changed));
                from = to + 1;
            }
        }
        return items;
    }

    private static Set<String> shared(Item conjunct, Item statement) {
        Set<String> shared = new TreeSet<>();
        if (conjunct.isHead || conjunct.isGuard != statement.isGuard) {
            return shared;
        }
        Set<String> changed = new HashSet<>(conjunct.changed);
        changed.retainAll(statement.changed);
        boolean changesOther = changed.isEmpty() && !conjunct.changed.isEmpty() && !statement.changed.isEmpty();
        if (!changesOther) {
            shared.addAll(conjunct.names);
            shared.retainAll(statement.names);
            shared.addAll(changed);
        }
        return shared;
    }

    /** Finds the best way by dynamic programming over the prefixes of both sides. Several of one side may stand beside one of the other. */
    private static List<Row> rows(List<Item> left, List<Item> right) {
        int n = left.size();
        int m = right.size();
        int[][] shared = new int[n][m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                shared[i][j] = shared(left.get(i), right.get(j)).size();
            }
        }
        shared[0][0] = 1; // the heads belong together
        int[][] open = new int[n + 1][m + 1]; // the best of the suffixes
        for (int i = n; i >= 0; i--) {
            for (int j = m; j >= 0; j--) {
                int best = 0;
                best = i < n ? Math.max(best, open[i + 1][j]) : best;
                best = j < m ? Math.max(best, open[i][j + 1]) : best;
                if (i < n && j < m && shared[i][j] > 0) {
                    best = Math.max(best, shared[i][j] + after(open, shared, i, j));
                }
                open[i][j] = best;
            }
        }
        return walk(left, right, shared, open);
    }

    /** Returns the best that can follow a pair. Both sides go on, or one of them does and the other stays. */
    private static int after(int[][] open, int[][] shared, int i, int j) {
        int best = open[i + 1][j + 1];
        if (i + 1 < shared.length && shared[i + 1][j] > 0) {
            best = Math.max(best, open[i + 1][j]);
        }
        if (j + 1 < shared[0].length && shared[i][j + 1] > 0) {
            best = Math.max(best, open[i][j + 1]);
        }
        return best;
    }

    private static List<Row> walk(List<Item> left, List<Item> right, int[][] shared, int[][] open) {
        List<Row> rows = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            boolean isPair = i < left.size()
                    && j < right.size()
                    && shared[i][j] > 0
                    && open[i][j] == shared[i][j] + after(open, shared, i, j);
            if (isPair) {
                int fromLeft = i;
                int fromRight = j;
                Set<String> names = new TreeSet<>(shared(left.get(i), right.get(j)));
                boolean goesOn = true;
                while (goesOn) {
                    int best = open[i][j] - shared[i][j];
                    if (i + 1 < left.size()
                            && shared[i + 1][j] > 0
                            && open[i + 1][j] == best
                            && best == shared[i + 1][j] + after(open, shared, i + 1, j)) {
                        i++;
                    } else if (j + 1 < right.size()
                            && shared[i][j + 1] > 0
                            && open[i][j + 1] == best
                            && best == shared[i][j + 1] + after(open, shared, i, j + 1)) {
                        j++;
                    } else {
                        goesOn = false;
                    }
                    names.addAll(shared(left.get(i), right.get(j)));
                }
                rows.add(new Row(
                        left.get(fromLeft).from, left.get(i).to, right.get(fromRight).from, right.get(j).to, names));
                i++;
                j++;
            } else if (i < left.size() && (j == right.size() || open[i + 1][j] == open[i][j])) {
                rows.add(new Row(left.get(i).from, left.get(i).to, 1, 0, Set.of()));
                i++;
            } else {
                rows.add(new Row(1, 0, right.get(j).from, right.get(j).to, Set.of()));
                j++;
            }
        }
        return rows;
    }
}
