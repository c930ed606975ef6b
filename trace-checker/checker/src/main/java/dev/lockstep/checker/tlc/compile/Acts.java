package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.tlc.compile.Compiler.Bound;
import dev.lockstep.checker.tlc.compile.Compiler.Quantified;
import dev.lockstep.checker.tlc.compile.Environment.Expression;
import dev.lockstep.checker.tlc.compile.Environment.Meaning;
import dev.lockstep.checker.tlc.compile.Environment.Operator;
import dev.lockstep.checker.tlc.compile.Environment.Slot;
import dev.lockstep.evaluator.Act;
import dev.lockstep.evaluator.Expr;
import dev.lockstep.evaluator.Logic;
import dev.lockstep.evaluator.References;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;

/** Compiles next-state relations, conjunct by conjunct, in the order in which TLC goes through them. */
final class Acts implements ToolGlobals {
    private final Compiler compiler;
    private final Collection<? extends SymbolNode> given;
    private final boolean isInitial;
    private final Guards guards;
    private final Map<OpDefNode, Act.Recursive> recursive = new IdentityHashMap<>();

    /** Whether something was compiled that may be true in several ways. */
    private boolean hasBranches;

    /** Says what becomes of a part of an action that speaks of one state. */
    private enum Guards {
        /** It is true or false. */
        TESTED,
        /** The ways in which it is true are counted, as TLC counts the states that it generates. */
        COUNTED,
        /** All of this is such a part. */
        WAYS
    }

    /** @param given symbols that have the values that the trace gives */
    Acts(Compiler compiler, Collection<? extends SymbolNode> given) {
        this(compiler, given, false, Guards.TESTED);
    }

    private Acts(Compiler compiler, Collection<? extends SymbolNode> given, boolean isInitial, Guards guards) {
        this.compiler = compiler;
        this.given = given;
        this.isInitial = isInitial;
        this.guards = guards;
    }

    /** Returns acts for initial predicates, which assign variables that have no prime, and speak of one state only. */
    static Acts initial(Compiler compiler) {
        return new Acts(compiler, List.of(), true, Guards.TESTED);
    }

    /** Returns acts that find each step as many times as TLC generates it. */
    static Acts counting(Compiler compiler) {
        return new Acts(compiler, List.of(), false, Guards.COUNTED);
    }

    Act act(SemanticNode node, Environment where, Act rest) {
        if (node instanceof LetInNode let) {
            return scope(compiler.let(let, where), let.getBody(), rest);
        } else if (node instanceof LabelNode label) {
            return act(label.getBody(), where, rest);
        } else if (node instanceof SubstInNode subst) {
            return scope(compiler.substituted(subst, where), subst.getBody(), rest);
        } else if (node instanceof OpApplNode application) {
            return application(application, where, rest);
        }
        return Act.undecided("what is no predicate, or @", new Place(node));
    }

    private Act scope(Bound bound, SemanticNode body, Act rest) {
        return Act.fresh(bound.slots(), act(body, bound.where(), rest));
    }

    private Act guard(SemanticNode node, Environment where, Act rest) {
        return Act.guard(compiler.expr(node, where, isInitial, new Reads()), rest, new Place(node));
    }

    private Expr expr(SemanticNode node, Environment where) {
        return compiler.expr(node, where, isInitial, new Reads());
    }

    private Act counted(OpApplNode application, Environment where, Act rest) {
        Acts within = new Acts(compiler, given, false, Guards.WAYS);
        Act ways = within.act(application, where, Act.tally());
        return within.hasBranches
                ? Act.counted(ways, expr(application, where), rest, new Place(application))
                : guard(application, where, rest);
    }

    private Act application(OpApplNode application, Environment where, Act rest) {
        ExprOrOpArgNode[] arguments = application.getArgs();
        int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
        if (opcode == OPCODE_cl || opcode == OPCODE_land) {
            Act act = rest;
            for (int i = arguments.length - 1; i >= 0; i--) {
                act = act(arguments[i], where, act);
            }
            return act;
        }
        if (!isInitial && guards != Guards.WAYS && !compiler.isAction(application, where)) {
            return guards == Guards.COUNTED ? counted(application, where, rest) : guard(application, where, rest);
        }
        boolean isOfStep = opcode == OPCODE_unchanged || opcode == OPCODE_sa || opcode == OPCODE_aa;
        if (isInitial && isOfStep) {
            return Act.undecided("an initial predicate that speaks of a step", new Place(application));
        }
        return switch (opcode) {
            case 0 -> use(application.getOperator(), application, where, rest);
            case OPCODE_dl, OPCODE_lor -> {
                hasBranches = true;
                List<Act> alternatives = new ArrayList<>();
                for (ExprOrOpArgNode argument : arguments) {
                    alternatives.add(act(argument, where, rest));
                }
                yield Act.anyOf(alternatives);
            }
            case OPCODE_be -> {
                hasBranches = true;
                Quantified quantified = compiler.quantified(application, where, isInitial);
                yield Act.exists(
                        quantified.bindings(), act(arguments[0], quantified.where(), rest), new Place(application));
            }
            case OPCODE_ite ->
                Act.ifThenElse(
                        expr(arguments[0], where),
                        act(arguments[1], where, rest),
                        act(arguments[2], where, rest),
                        new Place(arguments[0]));
            case OPCODE_case -> firstArm(application, where, rest);
            case OPCODE_implies ->
                Act.ifThenElse(
                        expr(arguments[0], where), act(arguments[1], where, rest), rest, new Place(arguments[0]));
            case OPCODE_nop -> act(arguments[0], where, rest);
            case OPCODE_unchanged -> unchanged(arguments[0], where, rest);
            case OPCODE_sa -> Act.anyOf(List.of(act(arguments[0], where, rest), unchanged(arguments[1], where, rest)));
            case OPCODE_eq, OPCODE_in -> assign(opcode, application, where, rest);
            case OPCODE_bf -> {
                Quantified quantified = compiler.quantified(application, where, isInitial);
                yield Act.forAll(
                        quantified.bindings(),
                        act(arguments[0], quantified.where(), Act.goOn()),
                        rest,
                        new Place(application));
            }
            case OPCODE_aa ->
                act(
                        arguments[0],
                        where,
                        Act.guard(Logic.not(isSame(arguments[1], where)), rest, new Place(application)));
            default -> guard(application, where, rest);
        };
    }

    private Act use(SymbolNode operator, OpApplNode application, Environment where, Act rest) {
        Meaning meaning = where.find(operator);
        if (meaning instanceof Operator passed) {
            return use(passed.operator(), application, where, rest);
        }
        if (meaning instanceof Expression expression && expression.kept() == null) {
            return act(expression.node(), expression.where(), rest);
        }
        if (meaning != null || !(compiler.tool().lookup(operator) instanceof OpDefNode definition)) {
            return guard(application, where, rest);
        }
        if (BuiltInOPs.getOpCode(definition.getName()) != 0 || definition.getBody() == null) {
            return guard(application, where, rest);
        }
        if (definition.getInRecursive() || definition.getSource().getInRecursive()) { // narrowed, or as it is written
            return recursive(definition, application, where, rest);
        }
        Bound bound = compiler.bound(definition, application.getArgs(), where);
        if (!compiler.enter(definition)) {
            return Act.undecided("a definition within itself", new Place(application));
        }
        Act act = scope(bound, definition.getBody(), rest);
        compiler.leave(definition);
        return act;
    }

    /** Compiles a recursive definition once. The values that the trace gives are additional parameters. */
    private Act recursive(OpDefNode definition, OpApplNode application, Environment where, Act rest) {
        if (isInitial) {
            return guard(application, where, rest);
        }
        List<SymbolNode> parameters = new ArrayList<>(List.of(definition.getParams()));
        parameters.addAll(given);
        Act.Recursive use = recursive.get(definition);
        if (use == null) {
            int[] slots = IntStream.range(0, parameters.size()).toArray();
            use = new Act.Recursive(slots);
            recursive.put(definition, use);
            Environment inner = Environment.EMPTY;
            for (int slot : slots) {
                inner = inner.with(parameters.get(slot), new Slot(slot));
            }
            int outer = compiler.beginSlots(slots.length);
            Act body = act(definition.getBody(), inner, Act.goOn());
            use.define(body, compiler.endSlots(outer));
        }
        Expr[] arguments = new Expr[parameters.size()];
        ExprOrOpArgNode[] actuals = application.getArgs();
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i < actuals.length
                    ? expr(actuals[i], where)
                    : where.find(parameters.get(i)) instanceof Slot slot
                            ? References.bound(slot.slot())
                            : Compiler.undecided("a value that is given elsewhere", application);
        }
        return use.use(arguments, rest);
    }

    private Act firstArm(OpApplNode application, Environment where, Act rest) {
        ExprOrOpArgNode[] arms = application.getArgs();
        Act otherwise = Act.undecided("no arm of the CASE is true", new Place(application));
        for (int i = arms.length - 1; i >= 0; i--) {
            ExprOrOpArgNode[] pair = ((OpApplNode) arms[i]).getArgs();
            Act arm = act(pair[1], where, rest);
            otherwise =
                    pair[0] == null ? arm : Act.ifThenElse(expr(pair[0], where), arm, otherwise, new Place(pair[0]));
        }
        return otherwise;
    }

    private Act assign(int opcode, OpApplNode application, Environment where, Act rest) {
        int variable = primedVariable(application.getArgs()[0], where);
        if (variable < 0) {
            return guard(application, where, rest);
        }
        Expr value = expr(application.getArgs()[1], where);
        Place place = new Place(application);
        return opcode == OPCODE_eq
                ? Act.assign(variable, value, rest, place)
                : Act.assignAny(variable, value, rest, place);
    }

    private int primedVariable(SemanticNode node, Environment where) {
        if (!(node instanceof OpApplNode application)) {
            return -1;
        }
        if (isInitial) {
            return compiler.variableOf(application, where);
        }
        if (BuiltInOPs.getOpCode(application.getOperator().getName()) == OPCODE_prime) {
            return compiler.variableOf(application.getArgs()[0], where);
        }
        return where.find(application.getOperator()) instanceof Expression expression && expression.kept() == null
                ? primedVariable(expression.node(), expression.where())
                : -1;
    }

    private Act unchanged(SemanticNode node, Environment where, Act rest) {
        int variable = compiler.variableOf(node, where);
        if (variable >= 0) {
            return Act.unchanged(variable, rest, new Place(node));
        }
        if (node instanceof OpApplNode application) {
            int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
            if (opcode == OPCODE_tup) {
                Act act = rest;
                for (int i = application.getArgs().length - 1; i >= 0; i--) {
                    act = unchanged(application.getArgs()[i], where, act);
                }
                return act;
            }
            if (opcode == 0 && application.getArgs().length == 0) {
                Meaning meaning = where.find(application.getOperator());
                if (meaning instanceof Expression expression) {
                    return unchanged(expression.node(), expression.where(), rest);
                }
                if (meaning == null
                        && compiler.tool().lookup(application.getOperator()) instanceof OpDefNode definition
                        && definition.getBody() != null) {
                    return unchanged(definition.getBody(), where, rest);
                }
            }
        }
        return Act.guard(isSame(node, where), rest, new Place(node));
    }

    /** Returns whether an expression has the same value before and after the step. */
    private Expr isSame(SemanticNode node, Environment where) {
        return Logic.equal(
                compiler.expr(node, where, true, new Reads()), compiler.expr(node, where, false, new Reads()));
    }
}
