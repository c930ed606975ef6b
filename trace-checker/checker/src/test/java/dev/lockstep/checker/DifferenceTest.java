package dev.lockstep.checker;

import org.junit.jupiter.api.Test;

/** {@code added} and {@code removed}: exact differences of sets, bags, sequences, and channels of such. */
class DifferenceTest {
    private static final Sample POST = Sample.of("Post");

    private static Sample first(String variable, String elements) {
        return Sample.of(
                "Post",
                "",
                "{\"action\":\"Send\",\"args\":{\"p\":1,\"q\":2,\"m\":\"a\"},\"added\":{\"" + variable + "\":"
                        + elements + "}}");
    }

    @Test
    void whatTheSpecAddsIsAccepted() throws Exception {
        POST.isAccepted();
    }

    @Test
    void nothingMoreAndNothingLessIsAdded() throws Exception {
        for (String variable : new String[] {"bag", "set", "channel", "inbox"}) {
            first(variable, "[\"a\"]").isAccepted();
            first(variable, "[]").isRejectedAt(1, "observed to add to " + variable + " nothing, the spec adds \"a\"");
            first(variable, "[\"b\"]").isRejectedAt(1, "observed to add to " + variable + " \"b\"");
            first(variable, "[\"a\",\"b\"]").isRejectedAt(1);
            first(variable, "[1]").isRejectedAt(1, "observed to add to " + variable + " 1, the spec adds \"a\"");
            first(variable, "[{\"a\":1}]").isRejectedAt(1);
        }
        first("bag", "[\"a\",\"a\"]").isRejectedAt(1);
        first("channel", "[\"a\",\"a\"]").isRejectedAt(1);
        first("set", "[\"a\",\"a\"]").isAccepted(); // sent twice to a set is sent
        first("queue", "[[1,2]]").isAccepted();
        first("queue", "[[2,1]]").isRejectedAt(1);
        first("queue", "[1,2]").isRejectedAt(1);
    }

    @Test
    void anElementThatASetHasMayBeAddedAgain() throws Exception {
        POST.replace(2, "\"set\":[\"a\"]", "\"set\":[]").isAccepted();
        POST.replace(4, "\"set\":[]", "\"set\":[\"b\"]")
                .isRejectedAt(4, "remove from set \"b\", the spec removes nothing");
        POST.replace(7, "\"added\":{\"set\":[\"a\"]}", "\"added\":{\"set\":[\"c\"]}")
                .isRejectedAt(7);
        POST.replace(7, "\"added\":{\"set\":[\"a\"]}", "\"added\":{\"set\":[\"b\",\"a\"]}")
                .isAccepted();
    }

    @Test
    void anElementThatABagHasIsNotAddedAgain() throws Exception {
        POST.replace(2, "\"bag\":[\"a\"]", "\"bag\":[]").isRejectedAt(2, "the spec adds \"a\"");
        POST.replace(6, "\"added\":{", "\"added\":{\"bag\":[\"a\"],").isRejectedAt(6, "the spec adds nothing");
        POST.replace(4, "\"bag\":[\"a\"]", "\"bag\":[\"b\"]").isRejectedAt(4);
        POST.replace(4, "\"added\":{\"bag\":[]", "\"added\":{\"bag\":[\"a\"]").isRejectedAt(4);
    }

    @Test
    void sequencesAreTakenFromAtTheHead() throws Exception {
        POST.replace(4, "\"queue\":[[1,2]]", "\"queue\":[[1,3]]").isRejectedAt(4, "the spec removes <<1, 2>>");
        POST.replace(4, "\"channel\":[\"a\"]", "\"channel\":[\"b\"]").isRejectedAt(4, "channel");
        POST.replace(4, "\"channel\":[\"a\"]", "\"channel\":[]").isRejectedAt(4);
        POST.replace(4, "\"inbox\":[\"a\"]", "\"inbox\":[\"a\",\"b\"]").isRejectedAt(4);
    }

    @Test
    void whatIsTakenAndPutBackIsListedInBothOrInNeither() throws Exception {
        String removed = "\"removed\":{\"channel\":[\"a\"],\"queue\":[[1,3]]},";
        String added = ",\"added\":{\"channel\":[\"a\"],\"queue\":[[1,3]]}";
        Sample neither = POST.replace(6, removed, "").replace(6, added, "");
        neither.isAccepted();
        POST.replace(6, removed, "").isRejectedAt(6, "the spec adds nothing");
        POST.replace(6, removed, "\"removed\":{\"channel\":[\"a\"]},").isRejectedAt(6);
        POST.replace(6, added, ",\"added\":{\"channel\":[\"b\"],\"queue\":[[1,3]]}")
                .isRejectedAt(6);
        POST.replace(6, added, ",\"added\":{\"channel\":[\"a\",\"a\"],\"queue\":[[1,3]]}")
                .isRejectedAt(6);
    }

    @Test
    void whatMovesFromTheHeadToTheEndIsRemovedAndAdded() throws Exception {
        String send = "{\"action\":\"Send\",\"args\":{\"p\":1,\"q\":%d,\"m\":\"a\"}}";
        String back =
                "{\"action\":\"Return\",\"args\":{\"p\":1,\"q\":2},\"removed\":{\"queue\":[%s]},\"added\":{\"queue\":[%s]}}";
        Sample sent = Sample.of("Post", "", send.formatted(2), send.formatted(3), send.formatted(3), back);
        sent.replace(4, "%s", "[1,2]").isAccepted();
        sent.replace(4, "%s", "[1,2],[1,3]").isAccepted(); // a second one too: the queue is the same
        sent.replace(4, "%s", "[1,3]").isRejectedAt(4, "the spec adds <<1, 2>>");
        sent.replace(4, "%s", "").isRejectedAt(4, "the spec adds <<1, 2>>");
        sent.replace(4, "\"removed\":{\"queue\":[%s]},\"added\":{\"queue\":[%s]}", "\"added\":{\"queue\":[[1,2]]}")
                .isAccepted();
        sent.replace(4, "\"removed\":{\"queue\":[%s]},\"added\":{\"queue\":[%s]}", "\"removed\":{\"queue\":[]}")
                .isRejectedAt(4, "the spec removes <<1, 2>>");
    }

    @Test
    void whatASetHasMayBeAddedAgainBesideWhatIsPutBack() throws Exception {
        POST.replace(
                        7,
                        "\"added\":{\"set\":[\"a\"]}",
                        "\"removed\":{\"set\":[\"b\"]},\"added\":{\"set\":[\"a\",\"b\"]}")
                .isAccepted();
        POST.replace(7, "\"added\":{\"set\":[\"a\"]}", "\"removed\":{\"set\":[\"b\"]},\"added\":{\"set\":[\"a\"]}")
                .isRejectedAt(7);
    }

    @Test
    void onlyCollectionsAreAddedTo() throws Exception {
        Sample.of("Guess", "", "{\"action\":\"Choose\",\"args\":{\"k\":1},\"added\":{\"chosen\":[1]}}")
                .isRejectedAt(1, "chosen is no set, bag, sequence, or function to such");
        first("mail", "[]").isInvalid("Post.ndjson:2: Post has no variable or operator mail; the variables are");
    }

    @Test
    void aVariableOfWhichADifferenceIsGivenIsNotSaidToBeUnchanged() throws Exception {
        Sample.of(
                        "Post",
                        "\"complete\":[\"set\",\"bag\"]",
                        "{\"action\":\"Send\",\"args\":{\"p\":1,\"q\":2,\"m\":\"a\"},\"added\":{\"set\":[\"a\"],\"bag\":[\"a\"]}}",
                        "{\"action\":\"Return\",\"args\":{\"p\":1,\"q\":2}}",
                        "{\"action\":\"Receive\",\"args\":{\"p\":1,\"q\":2},\"added\":{\"bag\":[]}}")
                .isAccepted();
        Sample.of("Post", "\"complete\":[\"set\"]", "{\"action\":\"Send\",\"args\":{\"p\":1,\"q\":2,\"m\":\"a\"}}")
                .isRejectedAt(1, "set was observed to stay {}, the spec has {\"a\"}");
    }
}
