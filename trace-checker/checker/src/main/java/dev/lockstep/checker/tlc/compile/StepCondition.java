package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.reason.Reason.StepForbidden;
import dev.lockstep.checker.reason.Reason.StepForbidden.Statement;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.tlc.compile.Compiler.CompiledExpr;
import dev.lockstep.checker.tlc.relation.PropertyNames;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.Shown;
import dev.lockstep.checker.tlc.value.SourceText;
import dev.lockstep.evaluator.CompiledObservation;
import dev.lockstep.evaluator.StatePredicate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.tool.impl.BoundedTool;
import tlc2.util.Context;
import tlc2.value.impl.Value;

/**
 * Checks what the config asks of every step. That is a {@code PROPERTY} which has the form {@code [][A]_v}, also as a part of a refinement,
 * or an {@code ACTION_CONSTRAINT}. A {@code CONSTRAINT} is none: it bounds a search, and TLC looks at the states that it leaves out, too.
 */
public final class StepCondition {
    private final String spec;
    private final BoundedTool tool;
    private final Statement statement;
    private final String name;
    private final Action action;
    private final CompiledExpr compiled;
    private final CompiledObservation compiledObservation;

    private StepCondition(
            String spec, BoundedTool tool, Statement statement, String name, Action action, Compiler compiler) {
        this.spec = spec;
        this.tool = tool;
        this.statement = statement;
        this.name = name;
        this.action = action;
        this.compiled = compiler.predicate(action.pred, action.con);
        this.compiledObservation = CompiledObservation.step(compiled.expr(), compiled.slots());
    }

    /** Returns those of the config, first the constraints. */
    public static List<StepCondition> all(String spec, BoundedTool tool, Compiler compiler) {
        List<StepCondition> all = new ArrayList<>();
        for (ExprNode constraint : tool.getActionConstraints()) {
            Action action = new Action(constraint, Context.Empty);
            all.add(new StepCondition(
                    spec, tool, Statement.ACTION_CONSTRAINT, name(constraint, tool), action, compiler));
        }
        PropertyNames names = new PropertyNames(tool);
        Action[] properties = tool.getImpliedActions();
        for (int i = 0; i < properties.length; i++) {
            String name = names.of(properties[i], tool.getSpecProcessor().getImpliedActionNames()[i]);
            all.add(new StepCondition(spec, tool, Statement.PROPERTY, name, properties[i], compiler));
        }
        return List.copyOf(all);
    }

    private static String name(ExprNode body, BoundedTool tool) {
        return Arrays.stream(tool.getRootModule().getOpDefs())
                .filter(definition -> definition.getBody() == body)
                .map(OpDefNode::getName)
                .findFirst()
                .map(Object::toString)
                .orElseGet(() -> SourceText.of(body));
    }

    /** Returns the condition as an observation without TLC. */
    public CompiledObservation compiledObservation() {
        return compiledObservation;
    }

    /** Returns what asks it of many steps, for one thread. */
    StatePredicate predicate() {
        return new StatePredicate(compiled.expr(), compiled.slots());
    }

    public Mentions mentions() {
        return compiled.mentions();
    }

    /**
     * Asks TLC. Null: it holds of the step.
     *
     * @throws UnusableSpecException TLC cannot evaluate it
     */
    public @Nullable Reason mismatch(TLCState before, TLCState after) {
        try {
            return Evaluation.of(() -> tool.isValid(action, before, after))
                    ? null
                    : new StepForbidden(SourceText.at(action.pred), statement, name, changes(before, after));
        } catch (Failed e) {
            throw new UnusableSpecException(
                    spec + ": " + statement + " " + name + " cannot be evaluated: " + e.getMessage());
        }
    }

    private static List<StepForbidden.Change> changes(TLCState before, TLCState after) {
        List<StepForbidden.Change> changes = new ArrayList<>();
        for (OpDeclNode variable : TLCState.vars) {
            String old = Shown.of((Value) before.lookup(variable.getName()));
            String current = Shown.of((Value) after.lookup(variable.getName()));
            if (!old.equals(current)) {
                changes.add(new StepForbidden.Change(variable.getName().toString(), old, current));
            }
        }
        return changes;
    }
}
