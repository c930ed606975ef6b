package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.tlc.compile.Compiler.Quantified;
import dev.lockstep.checker.tlc.compile.Environment.Expression;
import dev.lockstep.checker.tlc.compile.Environment.Slot;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.evaluator.Act;
import dev.lockstep.evaluator.Expr;
import dev.lockstep.evaluator.Functions;
import dev.lockstep.evaluator.Logic;
import dev.lockstep.evaluator.Numbers;
import dev.lockstep.evaluator.RecursiveFunction;
import dev.lockstep.evaluator.References;
import dev.lockstep.evaluator.Sets;
import dev.lockstep.evaluator.SymbolicSets;
import dev.lockstep.evaluator.value.Fun;
import dev.lockstep.evaluator.value.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.ToolGlobals;
import tlc2.value.impl.Enumerable;

/** Compiles the operators of TLA+ itself, and those of its standard modules. */
public final class Builtins implements ToolGlobals {
    private static final Set<String> STANDARD = Set.of("Naturals", "Integers", "Sequences", "FiniteSets", "TLC");

    private static final int LARGEST_DOMAIN = 1000;

    private final Compiler compiler;

    Builtins(Compiler compiler) {
        this.compiler = compiler;
    }

    /** Describes one use of an operator, and where it is. */
    private final class Use {
        private final OpApplNode application;
        private final ExprOrOpArgNode[] arguments;
        private final Environment where;
        private final boolean primed;
        private final Reads reads;
        private final Expr[] given;

        /** @param given the arguments, if they are not those of the application; none: they are */
        Use(OpApplNode application, Environment where, boolean primed, Reads reads, Expr... given) {
            this.given = given;
            this.application = application;
            this.arguments = application.getArgs();
            this.where = where;
            this.primed = primed;
            this.reads = reads;
        }

        Expr argument(int index) {
            return given.length > 0 ? given[index] : compiler.expr(arguments[index], where, primed, reads);
        }

        List<Expr> all() {
            List<Expr> all = new ArrayList<>();
            for (int i = 0; i < arguments.length; i++) {
                all.add(argument(i));
            }
            return all;
        }

        Quantified quantified() {
            return compiler.quantified(application, where, primed);
        }

        Expr body(Quantified quantified, Reads body) {
            return compiler.expr(arguments[0], quantified.where(), primed, body);
        }
    }

    /** If it depends on constants alone, and is small, TLC writes it out, once. */
    private Expr recursiveFunction(Use use) {
        Expr constant = constantFunction(use.application);
        return constant != null ? constant : appliedFunction(use);
    }

    private @Nullable Expr constantFunction(OpApplNode application) {
        if (application.getLevel() > LevelConstants.ConstantLevel) {
            return null;
        }
        try {
            Object function = Evaluation.of(() -> {
                for (ExprNode bound : application.getBdedQuantBounds()) {
                    if (!(compiler.constant(bound) instanceof Enumerable set) || set.size() > LARGEST_DOMAIN) {
                        return null;
                    }
                }
                return compiler.conversion().of(compiler.constant(application));
            });
            return function instanceof Fun || function instanceof Seq ? compiler.literal(function) : null;
        } catch (Failed e) {
            return null;
        }
    }

    private Expr appliedFunction(Use use) {
        int start = compiler.newSlot();
        RecursiveFunction function = new RecursiveFunction(start);
        Reads itself = new Reads();
        itself.slots.set(start);
        Environment where = use.where.with(
                use.application.getUnbdedQuantSymbols()[0],
                new Expression(use.application, use.where, function, itself));
        Quantified quantified = compiler.quantified(use.application, where, use.primed);
        Reads reads = new Reads();
        Expr body = compiler.expr(use.arguments[0], quantified.where(), use.primed, reads);
        reads.add(quantified.sets());
        reads.close(start);
        use.reads.add(reads);
        function.define(quantified.bindings(), body);
        return function;
    }

    Expr builtIn(int opcode, OpApplNode application, Environment where, boolean primed, Reads reads) {
        Use use = new Use(application, where, primed, reads);
        return switch (opcode) {
            case OPCODE_cl, OPCODE_land -> Logic.and(use.all());
            case OPCODE_dl, OPCODE_lor -> Logic.or(use.all());
            case OPCODE_lnot -> Logic.not(use.argument(0));
            case OPCODE_implies -> Logic.implies(use.argument(0), use.argument(1));
            case OPCODE_equiv -> Logic.equivalent(use.argument(0), use.argument(1));
            case OPCODE_eq -> Logic.equal(use.argument(0), use.argument(1));
            case OPCODE_noteq -> Logic.not(Logic.equal(use.argument(0), use.argument(1)));
            case OPCODE_in -> Logic.in(use.argument(0), use.argument(1));
            case OPCODE_notin -> Logic.not(Logic.in(use.argument(0), use.argument(1)));
            case OPCODE_subseteq -> subset(use);
            case OPCODE_ite -> Logic.ifThenElse(use.argument(0), use.argument(1), use.argument(2));
            case OPCODE_case -> firstOf(use);
            case OPCODE_bf, OPCODE_be, OPCODE_bc, OPCODE_sso, OPCODE_soa, OPCODE_fc, OPCODE_nrfs ->
                quantifier(opcode, use);
            case OPCODE_se -> Sets.of(use.all());
            case OPCODE_cup -> Sets.union(use.argument(0), use.argument(1));
            case OPCODE_cap -> Sets.intersection(use.argument(0), use.argument(1));
            case OPCODE_setdiff -> Sets.minus(use.argument(0), use.argument(1));
            case OPCODE_subset -> SymbolicSets.subsetsOf(use.argument(0));
            case OPCODE_union -> Sets.unionOf(use.argument(0));
            case OPCODE_cp -> SymbolicSets.product(use.all());
            case OPCODE_sof -> SymbolicSets.functions(use.argument(0), use.argument(1));
            case OPCODE_sor -> record(use, true);
            case OPCODE_rc -> record(use, false);
            case OPCODE_rs -> Functions.field(use.argument(0), compiler.field(use.arguments[1]));
            case OPCODE_fa -> apply(use);
            case OPCODE_exc -> except(use);
            case OPCODE_domain -> Functions.domain(use.argument(0));
            case OPCODE_tup -> Functions.tuple(use.all());
            case OPCODE_nop -> use.argument(0);
            case OPCODE_prime ->
                primed
                        ? Compiler.undecided("a prime within a prime", application)
                        : compiler.expr(use.arguments[0], where, true, reads);
            case OPCODE_unchanged -> unchanged(use, 0);
            case OPCODE_sa -> Logic.or(List.of(use.argument(0), unchanged(use, 1)));
            case OPCODE_aa -> Logic.and(List.of(use.argument(0), Logic.not(unchanged(use, 1))));
            case OPCODE_rfs -> recursiveFunction(use);
            case OPCODE_enabled -> enabled(use);
            default -> Compiler.undecided("an operator that only TLC has", application);
        };
    }

    private Expr unchanged(Use use, int argument) {
        return Logic.equal(
                compiler.expr(use.arguments[argument], use.where, false, use.reads),
                compiler.expr(use.arguments[argument], use.where, true, use.reads));
    }

    /** Returns what it reads is not looked at: of the variables it may be any. */
    private Expr enabled(Use use) {
        if (use.primed) {
            return Compiler.undecided("ENABLED after the step", use.application);
        }
        compiler.readAll(use.reads);
        return Act.isEnabled(new Acts(compiler, List.of()).act(use.arguments[0], use.where, Act.end()));
    }

    private Expr apply(Use use) {
        Reads reads = new Reads();
        Expr function = compiler.expr(use.arguments[0], use.where, use.primed, reads);
        Expr argument = compiler.expr(use.arguments[1], use.where, use.primed, reads);
        int variable = References.variableOf(function);
        int slot = References.slotOf(argument);
        if (variable >= 0 && slot >= 0) {
            use.reads.addPart(variable, slot);
        } else {
            use.reads.add(reads);
        }
        return Functions.apply(function, argument);
    }

    private Expr subset(Use use) {
        Expr a = use.argument(0);
        Reads of = new Reads();
        Expr b = compiler.expr(use.arguments[1], use.where, use.primed, of);
        use.reads.add(of);
        return of.isConstant() ? Logic.subsetOfConstant(a, b, compiler.newSlot()) : Logic.subset(a, b);
    }

    private Expr firstOf(Use use) {
        List<@Nullable Expr> guards = new ArrayList<>();
        List<Expr> arms = new ArrayList<>();
        for (ExprOrOpArgNode argument : use.arguments) {
            ExprOrOpArgNode[] pair = ((OpApplNode) argument).getArgs();
            guards.add(pair[0] == null ? null : compiler.expr(pair[0], use.where, use.primed, use.reads));
            arms.add(compiler.expr(pair[1], use.where, use.primed, use.reads));
        }
        return Logic.firstOf(guards, arms, new Place(use.application));
    }

    private Expr quantifier(int opcode, Use use) {
        Quantified quantified = use.quantified();
        Reads reads = new Reads();
        Expr body = use.body(quantified, reads);
        quantified.close(reads, use.reads);
        List<Logic.Binding> bindings = quantified.bindings();
        return switch (opcode) {
            case OPCODE_bf -> Logic.forAll(bindings, body, reads.isConstant());
            case OPCODE_be -> Logic.exists(bindings, body);
            case OPCODE_bc -> Logic.choose(bindings.get(0), body, compiler.order());
            case OPCODE_sso -> Sets.filter(bindings.get(0), body);
            case OPCODE_soa -> Sets.image(bindings, body);
            default -> Functions.function(bindings, body);
        };
    }

    private Expr record(Use use, boolean isSet) {
        int size = use.arguments.length;
        String[] names = new String[size];
        Expr[] values = new Expr[size];
        for (int i = 0; i < size; i++) {
            ExprOrOpArgNode[] pair = ((OpApplNode) use.arguments[i]).getArgs();
            names[i] = compiler.field(pair[0]);
            values[i] = compiler.expr(pair[1], use.where, use.primed, use.reads);
        }
        return isSet ? SymbolicSets.records(names, values) : Functions.record(names, values);
    }

    private Expr except(Use use) {
        List<Functions.Change> changes = new ArrayList<>();
        for (int i = 1; i < use.arguments.length; i++) {
            ExprOrOpArgNode[] pair = ((OpApplNode) use.arguments[i]).getArgs();
            List<Expr> path = new ArrayList<>();
            for (ExprOrOpArgNode component : ((OpApplNode) pair[0]).getArgs()) {
                path.add(compiler.expr(component, use.where, use.primed, use.reads));
            }
            int at = compiler.newSlot();
            Reads reads = new Reads();
            Expr value = compiler.expr(pair[1], use.where.with(EXCEPT_AT, new Slot(at)), use.primed, reads);
            reads.slots.clear(at);
            use.reads.add(reads);
            changes.add(new Functions.Change(path, at, value));
        }
        return Functions.except(use.argument(0), changes);
    }

    // ---------------------------------------------------------------- standard modules

    /** Returns what TLC has in Java; what the module says of it is not looked at. */
    public static boolean isStandard(OpDefNode definition) {
        ModuleNode module = definition.getSource().getOriginallyDefinedInModuleNode();
        return module == null || STANDARD.contains(module.getName().toString());
    }

    /** Compiles an operator of a standard module; null: the definition is none of one. */
    @Nullable
    Expr standard(OpDefNode definition, OpApplNode application, Environment where, boolean primed, Reads reads) {
        return standard(definition, new Use(application, where, primed, reads));
    }

    private @Nullable Expr standard(OpDefNode definition, Use use) {
        OpDefNode source = definition.getSource();
        if (source.getOriginallyDefinedInModuleNode() == null) {
            return builtInSet(source.getName().toString());
        }
        String module = source.getOriginallyDefinedInModuleNode().getName().toString();
        if (!STANDARD.contains(module)) {
            return null;
        }
        String name = source.getName().toString();
        return switch (name) {
            case "+" -> Numbers.plus(use.argument(0), use.argument(1));
            case "-" -> Numbers.minus(use.argument(0), use.argument(1));
            case "*" -> Numbers.times(use.argument(0), use.argument(1));
            case "-." -> Numbers.negated(use.argument(0));
            case "\\div" -> Numbers.divided(use.argument(0), use.argument(1));
            case "^" -> Numbers.power(use.argument(0), use.argument(1));
            case "%" -> Numbers.modulo(use.argument(0), use.argument(1));
            case "<" -> Numbers.less(use.argument(0), use.argument(1));
            case ">" -> Numbers.less(use.argument(1), use.argument(0));
            case "\\leq" -> Numbers.lessOrEqual(use.argument(0), use.argument(1));
            case "\\geq" -> Numbers.lessOrEqual(use.argument(1), use.argument(0));
            case ".." -> Numbers.interval(use.argument(0), use.argument(1));
            case "Nat" -> Numbers.from(0);
            case "Int" -> Numbers.from(Integer.MIN_VALUE);
            case "Len" -> Functions.length(use.argument(0));
            case "Append" -> Functions.append(use.argument(0), use.argument(1));
            case "Head" -> Functions.head(use.argument(0));
            case "Tail" -> Functions.tail(use.argument(0));
            case "SubSeq" -> Functions.part(use.argument(0), use.argument(1), use.argument(2));
            case "\\o" -> Functions.concat(use.argument(0), use.argument(1));
            case "Seq" -> SymbolicSets.sequences(use.argument(0));
            case "SelectSeq" -> select(use);
            case "SortSeq" -> sort(use);
            case "Cardinality" -> Sets.cardinality(use.argument(0));
            case "IsFiniteSet" -> Sets.isFinite(use.argument(0));
            case "@@" -> Functions.merged(use.argument(0), use.argument(1));
            case ":>" -> Functions.singleton(use.argument(0), use.argument(1));
            default -> Compiler.undecided("an operator that only TLC has", use.application);
        };
    }

    private static @Nullable Expr builtInSet(String name) {
        return name.equals("STRING") ? SymbolicSets.strings() : null;
    }

    private Expr select(Use use) {
        OpDefNode test = passed(use);
        if (test == null) {
            return Compiler.undecided("an operator of another kind", use.application);
        }
        Expr sequence = use.argument(0);
        int slot = compiler.newSlot();
        Expr body = applied(test, use, slot);
        return Functions.select(sequence, slot, body);
    }

    private Expr sort(Use use) {
        OpDefNode before = passed(use);
        if (before == null) {
            return Compiler.undecided("an operator of another kind", use.application);
        }
        Expr sequence = use.argument(0);
        int first = compiler.newSlot();
        int second = compiler.newSlot();
        Expr body = applied(before, use, first, second);
        return Functions.sort(sequence, first, second, body);
    }

    /** Returns the operator that is the second argument; null: what it means is not to be had as a definition. */
    private @Nullable OpDefNode passed(Use use) {
        if (!(use.arguments[1] instanceof OpArgNode argument)) {
            return null;
        }
        SymbolNode operator = argument.getOp();
        if (use.where.find(operator) instanceof Environment.Operator passed) {
            operator = passed.operator();
        }
        // TLC looks a standard operator up as the Java that it has for it
        Object effective = operator instanceof OpDefNode known && isStandard(known)
                ? known
                : compiler.tool().lookup(operator);
        return effective instanceof OpDefNode definition && definition.getBody() != null && !definition.getInRecursive()
                ? definition
                : null;
    }

    /** Compiles an operator of which the parameters are in slots. */
    private Expr applied(OpDefNode definition, Use use, int... slots) {
        Environment where = use.where;
        Expr[] values = new Expr[slots.length];
        for (int i = 0; i < slots.length; i++) {
            where = where.with(definition.getParams()[i], new Slot(slots[i]));
            values[i] = References.bound(slots[i]);
        }
        Reads reads = new Reads();
        Expr standard = standard(definition, new Use(use.application, where, use.primed, reads, values));
        Expr body = standard != null ? standard : compiler.expr(definition.getBody(), where, use.primed, reads);
        for (int slot : slots) {
            reads.slots.clear(slot);
        }
        use.reads.add(reads);
        return body;
    }
}
