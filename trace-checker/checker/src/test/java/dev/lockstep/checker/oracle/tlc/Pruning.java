package dev.lockstep.checker.oracle.tlc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;

/**
 * The text of a next-state relation pruned to one action: other disjuncts are left out, everything else is as it is written. Definitions
 * on the way to the action get a pruned copy beside them, with the event as another parameter.
 */
final class Pruning {
    private static final String ARGUMENTS = "OracleEvent.args";

    private final Source source;
    private final Config config;
    private final String action;
    private final boolean inFull;
    private final Map<String, Pruning> all;
    private final Map<OpDefNode, @Nullable String> copies = new HashMap<>();
    private final Set<OpDefNode> within = new HashSet<>();
    private final Set<OpDefNode> recursive = new HashSet<>();
    private int found;

    /** @param inFull the action's name is that of one instance's */
    private Pruning(Source source, Config config, String action, boolean inFull, Map<String, Pruning> all) {
        this.source = source;
        this.config = config;
        this.action = action;
        this.inFull = inFull;
        this.all = all;
    }

    private static Pruning to(String action, boolean inFull, Source source, Config config, Map<String, Pruning> all) {
        return all.computeIfAbsent(action + inFull, key -> new Pruning(source, config, action, inFull, all));
    }

    /**
     * An expression of the parameter {@code OracleEvent}; null: the relation has no such action.
     *
     * @param all by what they are for, those of this spec
     */
    static @Nullable String of(
            SemanticNode next, String action, Source source, Config config, Map<String, Pruning> all) {
        String full = to(action, true, source, config, all).prune(next);
        return full != null ? full : to(action, false, source, config, all).prune(next);
    }

    private @Nullable String prune(SemanticNode node) {
        if (node instanceof LabelNode label) {
            return prune(label.getBody());
        } else if (node instanceof LetInNode let) {
            String body = prune(let.getBody());
            return body == null ? null : "(" + source.between(let, let.getBody()) + body + ")";
        }
        return node instanceof OpApplNode application ? prune(application) : null;
    }

    private @Nullable String prune(OpApplNode application) {
        ExprOrOpArgNode[] arguments = application.getArgs();
        return switch (application.getOperator().getName().toString()) {
            case "$DisjList", "\\lor" -> {
                List<String> alternatives = new ArrayList<>();
                for (ExprOrOpArgNode disjunct : arguments) {
                    add(alternatives, prune(disjunct));
                }
                yield or(alternatives);
            }
            case "$ConjList", "\\land" -> conjunction(arguments);
            case "$BoundedExists" -> exists(application);
            case "$BoundedForall" -> {
                String one = exists(application);
                yield one == null ? null : "(" + source.text(application) + " /\\ " + one + ")";
            }
            case "$IfThenElse" -> {
                String then = prune(arguments[1]);
                String otherwise = prune(arguments[2]);
                yield then == null && otherwise == null
                        ? null
                        : "(IF " + source.text(arguments[0]) + " THEN " + orFalse(then) + " ELSE " + orFalse(otherwise)
                                + ")";
            }
            case "$Case" -> cases(arguments);
            case "$SquareAct", "$Nop" -> prune(arguments[0]);
            case "$AngleAct" -> {
                String step = prune(arguments[0]);
                yield step == null ? null : "(" + step + " /\\ ~(UNCHANGED " + source.text(arguments[1]) + "))";
            }
            default -> use(application);
        };
    }

    private static void add(List<String> list, @Nullable String item) {
        if (item != null) {
            list.add(item);
        }
    }

    private static @Nullable String or(List<String> alternatives) {
        return alternatives.isEmpty() ? null : "(" + String.join(" \\/ ", alternatives) + ")";
    }

    private static String orFalse(@Nullable String expression) {
        return expression == null ? "FALSE" : expression;
    }

    private @Nullable String conjunction(ExprOrOpArgNode[] conjuncts) {
        List<String> alternatives = new ArrayList<>();
        for (int i = 0; i < conjuncts.length; i++) {
            String pruned = prune(conjuncts[i]);
            if (pruned != null) {
                List<String> all = new ArrayList<>();
                for (int j = 0; j < conjuncts.length; j++) {
                    all.add(i == j ? pruned : source.text(conjuncts[j]));
                }
                alternatives.add("(" + String.join(" /\\ ", all) + ")");
            }
        }
        return or(alternatives);
    }

    private @Nullable String cases(ExprOrOpArgNode[] arms) {
        List<String> texts = new ArrayList<>();
        int before = found;
        for (ExprOrOpArgNode arm : arms) {
            ExprOrOpArgNode[] pair = ((OpApplNode) arm).getArgs();
            texts.add((pair[0] == null ? "OTHER" : source.text(pair[0])) + " -> " + orFalse(prune(pair[1])));
        }
        return found == before ? null : "(CASE " + String.join(" [] ", texts) + ")";
    }

    private @Nullable String exists(OpApplNode quantifier) {
        String body = prune(quantifier.getArgs()[0]);
        if (body == null) {
            return null;
        }
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < quantifier.getBdedQuantSymbolLists().length; i++) {
            List<String> symbols = new ArrayList<>();
            for (FormalParamNode symbol : quantifier.getBdedQuantSymbolLists()[i]) {
                symbols.add(symbol.getName().toString());
            }
            String names = String.join(", ", symbols);
            groups.add((quantifier.isBdedQuantATuple()[i] ? "<<" + names + ">>" : names) + " \\in "
                    + bound(quantifier.getBdedQuantBounds()[i]));
        }
        return "(\\E " + String.join(", ", groups) + " : " + body + ")";
    }

    private String bound(SemanticNode set) {
        boolean infinite = set instanceof OpApplNode application
                && application.getOperator().getName().toString().matches("Nat|Int");
        return infinite ? "OracleGiven(" + ARGUMENTS + ", " + source.text(set) + ")" : source.text(set);
    }

    // ---------------------------------------------------------------- uses of definitions

    private @Nullable String use(OpApplNode application) {
        if (!(application.getOperator() instanceof OpDefNode definition)) {
            return null;
        }
        String name = definition.getName().toString();
        boolean isIt = name.equals(action) || !inFull && name.endsWith("!" + action);
        if (isIt && (isAction(definition) || isAction(meant(definition)))) {
            found++;
            return matching(definition, application);
        }
        List<String> alternatives = new ArrayList<>();
        for (int i = 0; i < application.getArgs().length; i++) {
            if (application.getArgs()[i] instanceof OpArgNode argument
                    && argument.getOp() instanceof OpDefNode operator) {
                String pruned = prunedOperator(operator);
                if (pruned != null) {
                    alternatives.add(application(definition, application, "", List.of(), i, pruned));
                }
            }
        }
        int bang = name.lastIndexOf('!') + 1;
        if (bang == 0 || !inFull) {
            add(alternatives, useOfCopy(definition, application, this));
        } else if (action.startsWith(name.substring(0, bang))) {
            add(
                    alternatives,
                    useOfCopy(definition, application, to(action.substring(bang), true, source, config, all)));
        }
        return or(alternatives);
    }

    private static boolean isAction(OpDefNode definition) {
        return definition.getLevel() >= LevelConstants.ActionLevel;
    }

    private OpDefNode meant(OpDefNode definition) {
        OpDefNode meant = source.definition(config.meant(definition.getName().toString()));
        return meant == null ? definition : meant;
    }

    /** The action, if the event's arguments are those that it is used with. */
    private String matching(OpDefNode definition, OpApplNode application) {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (int i = 0; i < application.getArgs().length; i++) {
            ExprOrOpArgNode argument = application.getArgs()[i];
            if (!(argument instanceof OpArgNode)) {
                boolean primed = argument.getLevel() >= LevelConstants.ActionLevel;
                (primed ? after : before).add(argument(definition.getParams()[i], source.text(argument)));
            }
        }
        before.add(source.text(application));
        before.addAll(after);
        return "(" + String.join(" /\\ ", before) + ")";
    }

    private static String argument(FormalParamNode parameter, String value) {
        return "OracleArgument(" + ARGUMENTS + ", \"" + parameter.getName() + "\", " + value + ")";
    }

    private @Nullable String useOfCopy(OpDefNode definition, OpApplNode application, Pruning inner) {
        OpDefNode meant = meant(definition).getSource();
        String copy = inner.copy(meant);
        if (copy == null) {
            return null;
        }
        found += inner.within.contains(meant) ? 0 : 1; // a recursive use by itself leads nowhere
        List<String> conjuncts = new ArrayList<>();
        int ofInstance = definition.getParams().length - definition.getSource().getParams().length;
        for (int i = 0; i < ofInstance; i++) {
            conjuncts.add(
                    argument(definition.getParams()[i], source.text(application.getArgs()[i])));
        }
        conjuncts.add(application(definition, application, copy, List.of("OracleEvent"), -1, ""));
        return "(" + String.join(" /\\ ", conjuncts) + ")";
    }

    /** The use of a definition, or of its copy, with one argument replaced. */
    private String application(
            OpDefNode definition, OpApplNode application, String copy, List<String> first, int replaced, String by) {
        int ofInstance = definition.getParams().length - definition.getSource().getParams().length;
        ExprOrOpArgNode[] all = application.getArgs();
        String head = ofInstance < all.length
                ? source.between(application, all[ofInstance]).strip().replaceFirst("\\s*\\($", "")
                : source.text(application).replaceAll("^\\(|\\)$", "").strip();
        String name = copy.isEmpty() ? head : head.replaceFirst("\\w+$", copy);
        List<String> arguments = new ArrayList<>(first);
        for (int i = ofInstance; i < all.length; i++) {
            arguments.add(i == replaced ? by : all[i] instanceof OpArgNode op ? operator(op) : source.text(all[i]));
        }
        return name + "(" + String.join(", ", arguments) + ")";
    }

    private String operator(OpArgNode operator) {
        return source.text(operator).replaceAll("^\\(|\\)$", "");
    }

    private @Nullable String prunedOperator(OpDefNode operator) {
        List<String> names = new ArrayList<>();
        List<String> matches = new ArrayList<>();
        if (operator.getName().toString().equals("LAMBDA")) {
            for (FormalParamNode parameter : operator.getParams()) {
                names.add(parameter.getName().toString());
            }
            String body = prune(operator.getBody());
            return body == null ? null : "LAMBDA " + String.join(", ", names) + " : " + body;
        }
        for (int i = 0; i < operator.getParams().length; i++) {
            names.add("OracleParameter" + i);
            matches.add(argument(operator.getParams()[i], names.get(i)));
        }
        String head = "LAMBDA " + String.join(", ", names) + " : ";
        if (operator.getName().toString().equals(action)) {
            found++;
            matches.add(operator.getName() + "(" + String.join(", ", names) + ")");
            return head + String.join(" /\\ ", matches);
        }
        String copy = copy(operator.getSource());
        found += copy == null ? 0 : 1;
        return copy == null ? null : head + copy + "(OracleEvent, " + String.join(", ", names) + ")";
    }

    // ---------------------------------------------------------------- copies

    /** The name of the definition's pruned copy, which stands in the same module; null: it does not lead to the action. */
    private @Nullable String copy(OpDefNode definition) {
        if (!source.isOwn(definition)) {
            return null;
        }
        String name = definition.getName() + "_Oracle_" + action.replace('!', '_') + (inFull ? "" : "_Any");
        if (copies.containsKey(definition)) {
            return copies.get(definition);
        }
        if (!within.add(definition)) {
            recursive.add(definition);
            return name;
        }
        int before = found;
        String body = prune(definition.getBody());
        within.remove(definition);
        String copy = body == null || found == before ? null : name;
        copies.put(definition, copy);
        if (copy != null) {
            append(definition, copy, String.valueOf(body));
        }
        return copy;
    }

    private void append(OpDefNode definition, String name, String body) {
        List<String> parameters = new ArrayList<>(List.of("OracleEvent"));
        List<String> places = new ArrayList<>(List.of("_"));
        for (FormalParamNode parameter : definition.getParams()) {
            String places_ = parameter.getArity() == 0
                    ? ""
                    : "(" + String.join(", ", java.util.Collections.nCopies(parameter.getArity(), "_")) + ")";
            parameters.add(parameter.getName() + places_);
            places.add("_");
        }
        String module = Source.module(definition.getBody());
        if (recursive.contains(definition)) {
            source.append(module, "RECURSIVE " + name + "(" + String.join(", ", places) + ")");
        }
        source.append(module, name + "(" + String.join(", ", parameters) + ") == " + body);
    }
}
