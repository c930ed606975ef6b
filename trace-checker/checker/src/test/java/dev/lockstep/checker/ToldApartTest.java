package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever names one of many processes tells it apart from the others, wherever it does so, and however late. */
class ToldApartTest {
    private static final String MODULE = """
            ---- MODULE Ferry ----
            EXTENDS Naturals, Sequences, FiniteSets
            CONSTANTS Person, Captain
            VARIABLES aboard, line
            First == {}
            Init == aboard = First /\\ line = <<>>
            Board(p) == p \\notin aboard /\\ aboard' = aboard \\cup {p} /\\ line' = Append(line, p)
            Next == \\E p \\in Person : Board(p)

            AtTheHelm == Captain \\in aboard
            EveIsAboard == "eve" \\in aboard
            Foremost == (CHOOSE p \\in aboard : TRUE) = Head(line)
            SomeShort == \\E p \\in aboard : Len(p) = 3
            Bag == [p \\in {"fay"} |-> p \\in aboard]
            BoatOfFay == "fay" \\in aboard
            OthersFirst == {"ivy"}
            IvyIsLast == "ivy" \\in aboard => Cardinality(aboard) = 8
            ====
            """;
    private static final String CONFIG = """
            INIT Init
            NEXT Next
            CONSTANTS
                Person = {"abel", "beth", "carl", "dora", "eve", "fay", "gus", "ivy"}
                Captain = "dora"
            """;

    enum Case {
        /** An operator that an event observes has a name in its text. */
        OPERATOR(
                "",
                "",
                "{},{},{},{'state':{'EveIsAboard':false}},{},{'state':{'EveIsAboard':true}},{'args':{'p':'eve'}}",
                7),
        OPERATOR_LATE("", "", "{},{},{},{},{},{},{},{'state':{'EveIsAboard':true}}", 0),
        OPERATOR_EARLY("", "", "{'state':{'EveIsAboard':true}},{},{},{'state':{'EveIsAboard':false}}", 4),
        /** A constant that an observed operator uses. */
        CONSTANT("", "", "{'state':{'AtTheHelm':true}},{},{},{'args':{'p':'dora'}}", 4),
        CONSTANT_HOLDS("", "", "{},{},{},{'state':{'AtTheHelm':true}},{},{'args':{'p':'abel'}}", 0),
        /** The config puts a set of names in the place of a definition. */
        OVERRIDE("First = {\"ivy\"}", "", "{},{},{},{'args':{'p':'ivy'}}", 4),
        OVERRIDE_HOLDS("First = {\"ivy\"}", "", "{},{},{},{'args':{'p':'gus'}}", 0),
        /** What the config puts in the place of a definition is what is observed of it. */
        OBSERVED_OVERRIDE(
                "First = {\"ivy\"}", "", "{},{'state':{'First':{'#set':['ivy']}}},{'state':{'First':{'#set':[]}}}", 3),
        /** The config puts another definition, which has a name, in its place. */
        REPLACEMENT("First <- OthersFirst", "", "{},{},{},{'args':{'p':'ivy'}}", 4),
        REPLACED_OPERATOR("BoatOfFay <- EveIsAboard", "", "{'state':{'BoatOfFay':true}},{},{},{'args':{'p':'eve'}}", 4),
        /** An invariant has a name. */
        INVARIANT("", "INVARIANT IvyIsLast", "{},{},{},{'args':{'p':'ivy'}}", 4),
        /** TLC takes strings for sequences of letters, so that names of three letters are told apart from those of four. */
        LETTERS(
                "",
                "",
                "{'state':{'SomeShort':false}},{},{},{'state':{'SomeShort':false}},{'state':{'SomeShort':false}}",
                5),
        LETTERS_HOLD(
                "",
                "",
                "{'state':{'SomeShort':false}},{},{},{'state':{'SomeShort':false}},{'state':{'SomeShort':true}}",
                0),
        /** Which of several TLC chooses depends on their names. */
        ORDER("", "", "{},{},{},{'state':{'Foremost':true}}", 0),
        OTHER_ORDER("", "", "{},{},{},{'state':{'Foremost':false}}", 0),
        /** The header says that an operator with a name in it is always told when it changes. */
        COMPLETE("", "", "{},{},{},{'args':{'p':'eve'}}", 4),
        COMPLETE_HOLDS("", "", "{},{},{},{'args':{'p':'fay'}}", 0),
        /** An observed value has a name in it. */
        VALUE("", "", "{},{},{},{'added':{'line':['eve']}},{'args':{'p':'eve'}}", 5),
        /** A name is the name of a field. */
        FIELD("", "", "{'state':{'Bag':{'fay':true}}},{},{},{'args':{'p':'fay'}}", 4);

        private final List<String> lines = new ArrayList<>();
        private final String constant;
        private final String statement;
        private final int first;

        /** @param first the index of the first event that is no step; 0: there is none */
        Case(String constant, String statement, String events, int first) {
            this.constant = constant;
            this.statement = statement;
            this.first = first;
            String complete = name().startsWith("COMPLETE") ? ",\"complete\":[\"EveIsAboard\"]" : "";
            lines.add("{\"lockstep\":1,\"spec\":\"Ferry\"" + complete + "}");
            for (String event : events.replace('\'', '"').split(",(?=\\{(\\}|\"(state|args|added)\"))")) {
                lines.add(
                        event.equals("{}") ? "{\"action\":\"Board\"}" : "{\"action\":\"Board\"," + event.substring(1));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFirstEventThatIsNoStepIsFound(Case each) throws Exception {
        Small spec = Small.of(MODULE, CONFIG + "    " + each.constant + "\n" + each.statement + "\n");
        CheckResult result = spec.check(new Specs(), "t", each.lines);
        assertThat(result.event()).as("%s%n%s", each.lines, result).isEqualTo(each.first);
        assertThat(result.verdict()).isEqualTo(each.first == 0 ? Verdict.ACCEPTED : Verdict.REJECTED);
    }

    /** Otherwise nothing of the above is merged, and the test sees nothing. */
    @ParameterizedTest
    @EnumSource(names = {"OPERATOR_LATE", "OVERRIDE_HOLDS"})
    void statesAreMerged(Case each) throws Exception {
        Small spec = Small.of(MODULE, CONFIG + "    " + each.constant + "\n" + each.statement + "\n");
        CheckResult merged = spec.check(new Specs(), "t", each.lines.subList(0, 5));
        assertThat(merged.states()).isLessThan(8 * 7 * 6);
    }
}
