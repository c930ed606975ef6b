package dev.lockstep.checker.tlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.Sample;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.tlc.load.SpecParser;
import dev.lockstep.checker.tlc.relation.Expressions;
import dev.lockstep.checker.tlc.value.Comparison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.BoundedTool;
import tlc2.util.Context;
import tlc2.util.FP64;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.SetOfRcdsValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueVec;
import util.Assert.TLCRuntimeException;
import util.UniqueString;

/**
 * What the checker takes for granted of TLC's internals, which are no API: a TLC that changes it fails here first, and by name. The only
 * test that uses a TLC in the tests' own class loader, and so the only one that may load a spec there.
 */
class TlcContractTest implements ToolGlobals {
    private static BoundedTool tool;
    private static Map<String, OpDefNode> definitions;
    private static TLCState initial;

    @BeforeAll
    static void load() throws Exception {
        tool = SpecParser.parse(
                SpecSource.of(Sample.FOLDER.resolve("Contract.tla"), Sample.FOLDER.resolve("Contract.cfg")));
        definitions = new HashMap<>();
        for (OpDefNode definition : tool.getRootModule().getOpDefs()) {
            definitions.put(definition.getName().toString(), definition);
        }
        initial = tool.getInitStates().elementAt(0);
    }

    private static List<String> firsts(ExprNode tree, Context context) {
        StateVec states = tool.getNextStates(new Action(tree, context), initial);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            values.add(states.elementAt(i)
                    .lookup(UniqueString.uniqueStringOf("first"))
                    .toString());
        }
        return values;
    }

    private static Context bound(String definition, Value value) {
        return Context.Empty.cons(definitions.get(definition).getParams()[0], value);
    }

    // ---------------------------------------------------------------- states

    @Test
    void fingerprintsDifferOnceThePolynomialIsChosen() {
        FP64.Init(0);
        TLCState other = initial.copy();
        assertThat(other.fingerPrint()).isEqualTo(initial.fingerPrint()).isNotZero();
        other.bind(UniqueString.uniqueStringOf("first"), IntValue.gen(7));
        assertThat(other.fingerPrint()).isNotEqualTo(initial.fingerPrint());
    }

    @Test
    void aCopyOfAStateIsApartFromIt() {
        TLCState copy = initial.copy();
        copy.bind(UniqueString.uniqueStringOf("first"), IntValue.gen(7));
        assertThat(initial.lookup(UniqueString.uniqueStringOf("first"))).hasToString("0");
        copy.unbind(UniqueString.uniqueStringOf("first"));
        assertThat(copy.allAssigned()).isFalse();
        assertThat(copy.getUnassigned()).hasSize(1);
        assertThat(initial.lookup(UniqueString.uniqueStringOf("nobody"))).isNull();
    }

    @Test
    void modelValuesAreInATableOnceTheConfigIsRead() {
        assertThat(ModelValue.mvs)
                .extracting(value -> value.val.toString())
                .containsExactlyInAnyOrder("None", "a", "b");
    }

    // ---------------------------------------------------------------- steps

    @Test
    void aDefinitionIsSteppedByItsBodyWithItsParametersBoundByIdentity() {
        assertThat(firsts(definitions.get("Plain").getBody(), bound("Plain", IntValue.gen(5))))
                .containsExactly("5");
        assertThat(firsts(definitions.get("Next").getBody(), Context.Empty))
                .containsExactlyInAnyOrder("1", "2", "3", "10", "10", "1");
    }

    @Test
    void definitionsOfALetAreFoundWithoutTheLet() {
        ExprNode body = definitions.get("Local").getBody();
        Context context = bound("Local", ModelValue.make("a"));
        assertThat(body).isInstanceOf(LetInNode.class);
        assertThat(firsts(((LetInNode) body).getBody(), context))
                .isEqualTo(firsts(body, context))
                .containsExactly("10");
    }

    @Test
    void aDefinitionMayBeGivenAnotherBody() {
        Expressions expressions = new Expressions(tool.getRootModule());
        OpDefNode plain = definitions.get("Plain");
        OpDefNode open = Expressions.redefined(plain, null);
        open.setBody(plain.getBody());
        OpApplNode use = useOf("Plain");
        assertThat(firsts(expressions.application(open, use, use.getArgs()), Context.Empty))
                .containsExactly("1");
    }

    @Test
    void anOperatorMayBeAMethodThatTheContextBinds() {
        Expressions expressions = new Expressions(tool.getRootModule());
        OpApplNode use = useOf("Plain");
        FormalParamNode symbol = expressions.symbol("n", use.getTreeNode());
        ExprNode tree = expressions.conjunction(use, List.of(expressions.is(symbol, use.getArgs()[0], use), use));
        Context context = expressions.context(Context.Empty);
        assertThat(firsts(tree, context.cons(symbol, IntValue.ValOne))).containsExactly("1");
        assertThat(firsts(tree, context.cons(symbol, IntValue.gen(2)))).isEmpty();
        assertThat(firsts(tree, context.cons(symbol, new StringValue("1")))).isEmpty();
    }

    /** The use in the first arm of {@code Chosen}. */
    private static OpApplNode useOf(String definition) {
        OpApplNode chosen = (OpApplNode) definitions.get("Chosen").getBody();
        OpApplNode arm = (OpApplNode) chosen.getArgs()[0];
        OpApplNode use = (OpApplNode) arm.getArgs()[1];
        assertThat(use.getOperator()).isSameAs(definitions.get(definition));
        return use;
    }

    @Test
    void theGuardOfOtherIsNull() {
        OpApplNode chosen = (OpApplNode) definitions.get("Chosen").getBody();
        assertThat(BuiltInOPs.getOpCode(chosen.getOperator().getName())).isEqualTo(OPCODE_case);
        assertThat(((OpApplNode) chosen.getArgs()[1]).getArgs()[0]).isNotNull();
        assertThat(((OpApplNode) chosen.getArgs()[2]).getArgs()[0]).isNull();
    }

    @Test
    void levelsOfExpressionsAreKnownInTheirContext() {
        assertThat(tool.getLevelBound(definitions.get("Plain").getBody(), Context.Empty, tool.getId()))
                .isEqualTo(2);
        assertThat(tool.getLevelBound(definitions.get("Init").getBody(), Context.Empty, tool.getId()))
                .isEqualTo(1);
        assertThat(definitions.get("Plain").getLevel()).isEqualTo(2);
    }

    // ---------------------------------------------------------------- values

    @Test
    void valuesOfUnlikeTypesAreNotCompared() {
        assertThatThrownBy(() -> IntValue.ValOne.equals(new StringValue("1"))).isInstanceOf(TLCRuntimeException.class);
        assertThat(Comparison.is(IntValue.ValOne, new StringValue("1"))).isSameAs(BoolValue.ValFalse);
        assertThat(Comparison.isIn(new StringValue("1"), set(1, 2))).isSameAs(BoolValue.ValFalse);
        assertThat(Comparison.isIn(IntValue.ValOne, set(1, 2))).isSameAs(BoolValue.ValTrue);
        assertThat(ModelValue.make("a").equals(IntValue.ValOne)).isFalse(); // but for untyped model values
    }

    private static SetEnumValue set(int... elements) {
        ValueVec vector = new ValueVec();
        for (int element : elements) {
            vector.addElement(IntValue.gen(element));
        }
        return new SetEnumValue(vector, false);
    }

    @Test
    void aNormalizedSetHasEachElementOnceInOrder() {
        SetEnumValue set = set(3, 1, 3, 2);
        set.deepNormalize();
        assertThat(set.elems.size()).isEqualTo(3);
        assertThat(set.elems.elementAt(0)).hasToString("1");
        assertThat(set).isEqualTo(set(1, 2, 3)).hasSameHashCodeAs(set(2, 1, 3));
    }

    @Test
    void sequencesAndFunctionsFromOneAreTheSame() {
        TupleValue tuple = new TupleValue(new Value[] {IntValue.gen(5), IntValue.gen(6)});
        FcnRcdValue function = (FcnRcdValue) tuple.toFcnRcd();
        assertThat(function.select(IntValue.gen(2))).hasToString("6");
        assertThat(function.select(IntValue.gen(3))).isNull();
        assertThat(function.getDomainAsValues()).hasSize(2);
        assertThat(function).isEqualTo(tuple).hasSameHashCodeAs(tuple);
        assertThat(function.toTuple()).isNotNull();
        assertThat(((FcnRcdValue) TupleValue.EmptyTuple.toFcnRcd()).values).isEmpty();
        assertThat(tuple.toSetEnum()).isNull();
    }

    @Test
    void aFunctionOfStringsIsARecord() {
        Value[] names = {new StringValue("b"), new StringValue("a")};
        FcnRcdValue function = new FcnRcdValue(names, new Value[] {IntValue.gen(2), IntValue.gen(1)}, false);
        UniqueString[] fields = {UniqueString.uniqueStringOf("a"), UniqueString.uniqueStringOf("b")};
        RecordValue record = new RecordValue(fields, new Value[] {IntValue.gen(1), IntValue.gen(2)}, false);
        assertThat(function).isEqualTo(record);
        assertThat(new SetOfRcdsValue(fields, new Value[] {set(1), set(2)}, false).member(function))
                .isTrue();
        assertThat(new SetOfRcdsValue(fields, new Value[] {set(1), set(3)}, false).member(function))
                .isFalse();
    }

    @Test
    void anActionIsEvaluatedOnlyOnceAllItPrimesIsAssigned() {
        assertThatThrownBy(() -> tool.eval(
                        definitions.get("Plain").getBody(),
                        bound("Plain", IntValue.ValOne),
                        initial,
                        TLCState.Empty.createEmpty(),
                        EvalControl.Clear))
                .isInstanceOf(TLCRuntimeException.class);
    }

    @Test
    void builtInOperatorsHaveTheNamesThatTreesAreBuiltWith() {
        assertThat(BuiltInOPs.getOpCode(UniqueString.uniqueStringOf("$ConjList")))
                .isEqualTo(OPCODE_cl);
        assertThat(BuiltInOPs.getOpCode(UniqueString.uniqueStringOf("$DisjList")))
                .isEqualTo(OPCODE_dl);
        assertThat(BuiltInOPs.getOpCode(UniqueString.uniqueStringOf("$BoundedExists")))
                .isEqualTo(OPCODE_be);
        assertThat(BuiltInOPs.getOpCode(OP_lnot)).isEqualTo(OPCODE_lnot);
    }
}
