package dev.lockstep.checker;

import org.junit.jupiter.api.Test;

/**
 * TLA+ as people write it. Each test takes a trace that the spec allows, and alters it: what was allowed must be accepted, and each
 * alteration rejected at the first event that no longer fits.
 */
class LanguageTest {
    @Test
    void recordsFunctionsAndExceptAreStepped() throws Exception {
        Sample bank = Sample.of("Bank");
        bank.isAccepted();
        bank.drop(1).isRejectedAt(1, "from = \"b\"");
        bank.drop(3).isRejectedAt(3, "balance[a] = 1");
        bank.duplicate(4).isRejectedAt(5, "log # <<>> is FALSE");
        bank.swap(3).isRejectedAt(3);
        bank.replace(1, "\"n\":3", "\"n\":8").isRejectedAt(1, "n <= balance[from] is FALSE: n = 8, balance[from] = 7");
        bank.replace(1, "\"n\":3", "\"n\":0").isRejectedAt(1, "1..10");
        bank.replace(1, "\"amount\":3", "\"amount\":4").isRejectedAt(1, "last was observed as");
        bank.replace(1, "\"amount\":3", "\"amount\":\"3\"").isRejectedAt(1, "last was observed as");
        bank.replace(1, "{\"amount\":3,", "{\"more\":0,\"amount\":3,").isRejectedAt(1);
        bank.replace(2, "\"amount\":2", "\"amount\":3").isRejectedAt(2, "log was observed as");
        bank.replace(5, "Transfer", "Close")
                .replace(5, ",\"args\":{\"from\":\"a\",\"to\":\"b\",\"n\":7}", "")
                .isRejectedAt(5, "log # <<>>");
        bank.replace(5, "{\"balance\":0}", "{\"balance\":0,\"Total\":6}").isRejectedAt(5, "Total was observed as 6");
    }

    @Test
    void constantsOfTheHeaderReplaceThoseOfTheConfig() throws Exception {
        Sample bank = Sample.of("Bank");
        bank.replace(0, "[\"a\",7]", "[\"a\",8]").isRejectedAt(1, "balance[\"a\"] was observed as 4, the spec has 5");
        bank.replace(0, "{\"#map\":[[\"a\",7],[\"b\",0]]}", "{\"a\":7,\"b\":0}")
                .isAccepted(); // a record is that function
    }

    @Test
    void modelValuesAreNamedByStrings() throws Exception {
        Sample model = Sample.of("Model");
        model.isAccepted();
        model.drop(1).isRejectedAt(1, "owner = n is FALSE");
        model.duplicate(1).isRejectedAt(2, "owner = Nobody is FALSE");
        model.swap(2).isRejectedAt(2, "owner = Nobody is FALSE");
        model.replace(1, "\"owner\":\"n1\"", "\"owner\":\"n2\"").isRejectedAt(1, "owner was observed as n2");
        model.replace(1, "\"owner\":\"n1\"", "\"owner\":\"n7\"").isRejectedAt(1, "owner was observed as \"n7\"");
        model.replace(2, "\"c\":\"C_red\"", "\"c\":\"C_green\"").isRejectedAt(2, "C_green", "{C_red, C_blue}");
        model.replace(2, "\"c\":\"C_red\"", "\"c\":\"n2\"").isRejectedAt(2, "n2");
        model.replace(2, "\"c\":\"C_red\"", "\"c\":3").isRejectedAt(2, "3");
        model.replace(4, "[\"n1\",\"C_red\"]", "[\"n1\",\"C_blue\"]").isRejectedAt(4, "seen was observed");
        model.replace(0, "[\"n1\",\"n2\"]", "[\"n1\",\"n3\"]")
                .isInvalid("Model.ndjson:4", "there is no process \"n2\"");
    }

    @Test
    void aFunctionIsObservedInWhateverOrderItsArgumentsAreWritten() throws Exception {
        Sample painted = Sample.of(
                "Model",
                "\"constants\":{\"Node\":{\"#set\":[\"n1\",\"n2\"]}}",
                "{\"action\":\"Claim\",\"args\":{\"n\":\"n1\"}}",
                "{\"action\":\"Paint\",\"state\":{\"painted\":{\"#map\":[[\"n2\",\"Nobody\"],[\"n1\",\"C_red\"]]}}}");
        painted.isAccepted();
        painted.replace(2, "[\"n2\",\"Nobody\"],[\"n1\",\"C_red\"]", "[\"n1\",\"C_red\"],[\"n2\",\"Nobody\"]")
                .isAccepted();
        painted.replace(2, "[\"n2\",\"Nobody\"],[\"n1\",\"C_red\"]", "[\"n2\",\"C_red\"],[\"n1\",\"Nobody\"]")
                .isRejectedAt(2, "painted was observed");
    }

    @Test
    void aFunctionWithAnArgumentTwiceIsNoFunctionHoweverItIsWritten() {
        Sample bank = Sample.of("Bank");
        String last = "{\"kind\":\"transfer\",\"by\":{\"amount\":3,\"from\":\"a\"}}";
        bank.replace(1, last, "{\"#map\":[[{\"#set\":[1,2]},0],[{\"#set\":[2,1]},1]]}")
                .isInvalid("Bank.ndjson:2", "an argument twice");
        Sample.of(
                        "Bank",
                        "",
                        "{\"end\":true,\"state\":{\"last\":{\"#map\":[[{\"#set\":[1,2]},0],[{\"#set\":[2,1]},1]]}}}")
                .isInvalid("Bank.ndjson:2", "an argument twice");
        bank.replace(1, last, "{\"#map\":[[{\"#set\":[1]},0],[{\"#set\":[1]},0]]}")
                .isInvalid("twice");
        bank.replace(1, last, "{\"#map\":[[{\"a\":1},0],[{\"#map\":[[\"a\",1]]},0]]}")
                .isInvalid("twice");
    }

    @Test
    void integersAreThoseThatTlcHasHoweverTheyAreWritten() throws Exception {
        Sample bank = Sample.of("Bank");
        bank.replace(1, "\"n\":3", "\"n\":{\"#bigint\":\"3\"}").isAccepted();
        bank.replace(1, "\"n\":3", "\"n\":2147483648").isInvalid("2147483648 is beyond");
        bank.replace(1, "\"n\":3", "\"n\":4294967299").isInvalid("4294967299 is beyond"); // 3 in 32 bits
        bank.replace(1, "\"n\":3", "\"n\":{\"#bigint\":\"18446744073709551619\"}")
                .isInvalid("is beyond");
        bank.replace(1, "\"n\":3", "\"n\":-2147483648").isRejectedAt(1, "1..10");
        bank.replace(1, "\"n\":3", "\"n\":-0").isRejectedAt(1, "n = 0");
        bank.replace(1, "\"n\":3", "\"n\":3.0").isInvalid("only integers are");
        bank.replace(1, "\"n\":3", "\"n\":3e0").isInvalid("only integers are");
        bank.replace(1, "\"n\":3", "\"n\":03").isInvalid("not JSON");
    }

    @Test
    void whatIsWrittenWithEscapesIsWhatItStandsFor() throws Exception {
        Sample bank = Sample.of("Bank");
        bank.replace(1, "\"from\":\"a\",\"to\"", "\"from\":\"\\u0061\",\"\\u0074o\"")
                .isAccepted();
        bank.replace(1, "\"from\":\"a\",\"to\"", "\"from\":\"a\",\"\\u0066rom\":\"b\",\"to\"")
                .isInvalid("uplicate");
        bank.replace(1, "\"amount\":3", "\"amount\":3,\"amount\":3").isInvalid("uplicate");
        Sample model = Sample.of("Model");
        model.replace(1, "\"owner\":\"n1\"", "\"owner\":\"n\\u0031\"").isAccepted();
        model.replace(1, "\"state\":{\"owner\":\"n1\"}", "\"state\":{\"owner\":\"n1\"}}{}")
                .isInvalid("");
    }

    @Test
    void valuesMayBeNestedDeeplyButNotBeyondMeasure() throws Exception {
        Sample bank = Sample.of("Bank");
        String last = "{\"kind\":\"transfer\",\"by\":{\"amount\":3,\"from\":\"a\"}}";
        bank.replace(1, last, "[".repeat(200) + "]".repeat(200)).isRejectedAt(1, "last was observed");
        bank.replace(1, last, "[".repeat(5000) + "]".repeat(5000)).isInvalid("not JSON");
    }

    @Test
    void namedInstancesAreStepped() throws Exception {
        Sample named = Sample.of("Named");
        named.isAccepted();
        named.replace(1, "L!Up", "R!Up").isRejectedAt(1, "left was observed as 2, the spec has 0");
        named.replace(3, "R!Up", "L!Up").isRejectedAt(3);
        named.replace(2, "\"right\":1", "\"right\":2").isRejectedAt(2);
        named.replace(4, "{\"n\":2}", "{\"n\":3}").isRejectedAt(4);
        named.drop(4).isRejectedAt(4, "right was observed as 2, the spec has 3");
        named.duplicate(5).isRejectedAt(6, "value > 0 is FALSE: value = 0");
        named.replace(6, "4", "5").isRejectedAt(6);
        named.replace(6, "R!Next", "Q!Next").isInvalid("Named.ndjson:7", "no action Q!Next", "Swap");
    }

    @Test
    void parametersOfInstancesAreArguments() throws Exception {
        Sample family = Sample.of("Family");
        family.isAccepted();
        family.replace(2, "\"limit\":4", "\"limit\":2").isRejectedAt(2);
        family.replace(2, "\"limit\":4", "\"limit\":8").isRejectedAt(2, "limit");
        family.replace(2, "\"two\":4", "\"two\":2").isRejectedAt(2);
        family.drop(4).isRejectedAt(4);
        family.duplicate(3).isRejectedAt(4);
    }

    @Test
    void unnamedInstancesAreStepped() throws Exception {
        Sample unnamed = Sample.of("Unnamed");
        unnamed.isAccepted();
        unnamed.duplicate(2).isRejectedAt(3, "value + n <= Limit is FALSE");
        unnamed.replace(3, "4", "3").isRejectedAt(3, "history");
        unnamed.drop(1).isRejectedAt(1, "history was observed");
        unnamed.replace(4, "1", "3").isRejectedAt(4);
    }

    @Test
    void recursionChooseAndLetAreStepped() throws Exception {
        Sample recursion = Sample.of("Recursion");
        recursion.isAccepted();
        recursion.replace(1, "11", "12").isRejectedAt(1);
        recursion.replace(1, "{\"n\":4}", "{\"n\":6}").isRejectedAt(1);
        recursion.drop(3).isRejectedAt(3, "product was observed as 6, the spec has 2");
        recursion.duplicate(3).isRejectedAt(4, "n");
        recursion.replace(5, "6", "7").isRejectedAt(5);
        recursion.replace(6, "[5]", "[3,5]").isRejectedAt(6);
        recursion.swap(2).isRejectedAt(3);
    }

    @Test
    void oneActionAtSeveralPlacesIsFoundAtEach() throws Exception {
        Sample places = Sample.of("Places");
        places.isAccepted();
        places.replace(1, "{\"a\":11}", "{\"a\":1}").isRejectedAt(1);
        places.replace(1, "{\"a\":11}", "{\"a\":13}").isRejectedAt(1);
        places.replace(2, "\"b\":2", "\"b\":1").isRejectedAt(2);
        places.replace(2, "\"a\":2,\"b\":2", "\"a\":\"2\"").isRejectedAt(2);
        places.drop(1).isRejectedAt(1);
        places.replace(3, "\"b\":7", "\"b\":8").isRejectedAt(3);
        places.replace(4, "\"a\":3", "\"a\":1").isRejectedAt(4);
        places.replace(4, "\"a\":3", "\"a\":1,\"b\":3").isRejectedAt(4);
        places.replace(5, "\"n\":3", "\"n\":1").replace(5, "30", "10").isRejectedAt(5, "Jump(n = 1)");
        places.replace(6, "7", "5").isRejectedAt(6);
        places.duplicate(7).isRejectedAt(8);
    }

    @Test
    void ifCaseAndConjunctsAroundActionsBelongToTheStep() throws Exception {
        Sample choice = Sample.of("Choice");
        choice.isAccepted();
        choice.duplicate(2).isRejectedAt(3);
        choice.replace(2, "\"k\":3", "\"k\":4").isRejectedAt(2, "k", "1..3");
        choice.replace(1, "[0]", "[]").isRejectedAt(1, "history");
        choice.replace(3, "\"k\":1", "\"k\":2").isRejectedAt(3);
        choice.drop(5).isRejectedAt(5);
        choice.replace(6, "Big", "Halve").isRejectedAt(6);
        choice.replace(6, "Big", "Inc").isRejectedAt(6); // the arm that allows it is not the first that is true
        choice.replace(7, "[100]", "[100,100]").isRejectedAt(7);
        choice.replace(7, "Halve", "Same").isRejectedAt(7);
        choice.swap(4).isRejectedAt(5, "n % 2 = 0 is FALSE");
    }

    @Test
    void theConfigMayReplaceActionsAndConstants() throws Exception {
        Sample swapped = Sample.of("Swapped");
        swapped.isAccepted();
        swapped.replace(2, "\"k\":2", "\"k\":3").replace(2, "30", "40").isRejectedAt(2, "k \\in 1..2 is FALSE");
        swapped.drop(2).isRejectedAt(2, "n >= Max is FALSE: n = 10, Max = 15");
        swapped.duplicate(3).isRejectedAt(4, "done");
        swapped.replace(1, "10", "1").isRejectedAt(1);
        swapped.replace(0, "\"Swapped\"", "\"Swapped\",\"constants\":{\"Max\":31}")
                .isRejectedAt(3, "Max = 31");
        swapped.replace(1, "{\"k\":1}", "{\"k\":-1}").isRejectedAt(1);
        swapped.replace(1, "{\"k\":1}", "{\"k\":\"1\"}").isRejectedAt(1);
    }

    @Test
    void everyInitialStateIsTried() throws Exception {
        Sample starts = Sample.of("Starts");
        starts.isAccepted();
        starts.duplicate(1).isRejectedAt(2);
        starts.drop(3).isRejectedAt(6, "ticks was observed as 4, the spec has 3"); // till then: it began with less fuel
        starts.drop(5).isRejectedAt(6, "ticks");
        starts.swap(3).isRejectedAt(7, "fuel was observed as 3, the spec has 2");
        starts.drop(1).isRejectedAt(1);
        starts.replace(1, "{\"ticks\":1}", "{\"ticks\":1,\"fuel\":1}").isRejectedAt(3, "fuel > 0 is FALSE: fuel = 0");
        starts.replace(6, "Toggle", "Burn").isRejectedAt(7);
        starts.swap(6).isRejectedAt(6);
        starts.replace(7, "\"fuel\":3", "\"fuel\":4").isRejectedAt(7);
        starts.replace(7, "\"n\":0", "\"n\":-1").isRejectedAt(7);
    }

    @Test
    void quantifiersMayDependOnTheStateAndOnOthers() throws Exception {
        Sample nested = Sample.of("Nested");
        nested.isAccepted();
        nested.drop(1).isRejectedAt(1, "sent");
        nested.drop(2).isRejectedAt(2, "body");
        nested.replace(1, "\"q\":2", "\"q\":1").isRejectedAt(1, "q");
        nested.replace(2, "\"p\":2", "\"p\":3").isRejectedAt(2);
        nested.replace(3, "\"body\":[1]},\"added", "\"body\":[2]},\"added").isRejectedAt(3, "body");
        nested.replace(3, "\"body\":[1]},\"added", "\"body\":1},\"added").isRejectedAt(3, "body");
        nested.replace(5, "\"n\":41", "\"n\":\"41\"").isRejectedAt(5, "Nat");
        nested.replace(5, "\"n\":41", "\"n\":-1").isRejectedAt(5);
        nested.duplicate(5).isRejectedAt(6, "n > clock is FALSE: n = 41, clock = 41");
        nested.duplicate(6).isRejectedAt(7);
        nested.swap(6).isRejectedAt(6);
        nested.replace(8, "\"body\":[2]", "\"body\":[3]").isRejectedAt(8);
        nested.replace(9, "\"v\":\"low\"", "\"v\":2").isRejectedAt(9, "mark was observed as \"low\"");
        nested.replace(9, "\"v\":\"low\"", "\"v\":\"3\"").isRejectedAt(9, "v = \"3\" is not in");
    }
}
