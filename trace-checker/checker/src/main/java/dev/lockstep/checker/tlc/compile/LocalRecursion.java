package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.tlc.compile.Environment.Meaning;
import dev.lockstep.checker.tlc.compile.Environment.Slot;
import dev.lockstep.evaluator.Expr;
import dev.lockstep.evaluator.References;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SymbolNode;
import tla2sany.st.Location;

/**
 * Compiles recursive definitions that mean something only where they are used. These are those of a LET, which may name the symbols around
 * it, and those that take operators as arguments, which may be LAMBDAs that do. Each is compiled at each use from outside. Within itself it
 * is used as it is, with other values of its parameters.
 */
final class LocalRecursion {
    private final Compiler compiler;
    private final Set<OpDefNode> ofLets = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Use> within = new ArrayDeque<>();

    /** Remembers a use that is being compiled, with the operators that are its arguments. */
    private record Use(
            OpDefNode definition,
            Environment.@Nullable Scope scope,
            boolean primed,
            List<Meaning> operators,
            int start,
            References.Recursive meaning) {}

    LocalRecursion(Compiler compiler) {
        this.compiler = compiler;
    }

    /** The definition is one of a LET. */
    void add(OpDefNode definition) {
        ofLets.add(definition);
    }

    boolean isLocal(OpDefNode definition) {
        if (ofLets.contains(definition)) {
            return true;
        }
        for (FormalParamNode parameter : definition.getParams()) {
            if (parameter.getArity() > 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a definition that takes operators is being compiled. */
    boolean isWithinOperators() {
        return within.stream().anyMatch(use -> !use.operators.isEmpty());
    }

    Expr use(OpDefNode definition, OpApplNode application, Environment where, boolean primed, Reads reads) {
        List<Meaning> operators = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        for (ExprOrOpArgNode argument : application.getArgs()) {
            if (argument instanceof OpArgNode operator) {
                operators.add(Compiler.passed(operator, where));
            } else {
                values.add(compiler.expr(argument, where, primed, reads));
            }
        }
        Expr[] arguments = values.toArray(new Expr[0]);
        for (Use use : within) {
            if (use.definition == definition
                    && use.scope == where.scope(definition)
                    && use.primed == primed
                    && use.operators.equals(operators)) {
                reads.slots.set(use.start);
                return use.meaning.use(arguments);
            }
        }
        if (operators.stream().anyMatch(operator -> isOf(definition, operator))) {
            return Compiler.undecided("a LAMBDA of a recursive definition that is passed to itself", application);
        }
        return compiled(definition, operators, where, primed, reads).use(arguments);
    }

    /**
     * Returns whether the operator is written within the definition. TLC looks its symbols up where it is used, not where it is written.
     */
    private static boolean isOf(OpDefNode definition, Meaning operator) {
        if (!(operator instanceof Environment.Operator passed)) {
            return true;
        }
        SymbolNode symbol = passed.operator();
        Location outer = definition.getLocation();
        Location inner = symbol.getLocation();
        return outer.source() != null
                && outer.source().equals(inner.source())
                && (outer.beginLine() < inner.beginLine()
                        || outer.beginLine() == inner.beginLine() && outer.beginColumn() <= inner.beginColumn())
                && (inner.endLine() < outer.endLine()
                        || inner.endLine() == outer.endLine() && inner.endColumn() <= outer.endColumn());
    }

    private References.Recursive compiled(
            OpDefNode definition, List<Meaning> operators, Environment where, boolean primed, Reads reads) {
        int start = compiler.slots();
        Environment inner = where;
        List<Integer> slots = new ArrayList<>();
        int next = 0;
        for (FormalParamNode parameter : definition.getParams()) {
            @Nullable Meaning meaning = null;
            if (parameter.getArity() > 0) {
                meaning = operators.get(next++);
            } else {
                slots.add(compiler.newSlot());
                meaning = new Slot(slots.get(slots.size() - 1));
            }
            inner = inner.with(parameter, meaning);
        }
        References.Recursive recursive = new References.Recursive(
                slots.stream().mapToInt(Integer::intValue).toArray(), start);
        within.push(new Use(definition, where.scope(definition), primed, operators, start, recursive));
        Reads body = new Reads();
        Expr meaning = compiler.expr(definition.getBody(), inner, primed, body);
        within.pop();
        body.close(start);
        reads.add(body);
        recursive.define(meaning, compiler.slots());
        return recursive;
    }
}
