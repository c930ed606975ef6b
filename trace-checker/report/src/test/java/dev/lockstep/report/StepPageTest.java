package dev.lockstep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.model.Counterexample;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.search.Search;
import dev.lockstep.checker.search.StateGraph;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Walks through the states of a model in a real browser. */
class StepPageTest extends BrowserTest {
    private static final String SPEC = """
            ---- MODULE Pings ----
            EXTENDS Naturals
            CONSTANTS A, B
            VARIABLES sent, network
            Proc == {A, B}
            Other(p) == CHOOSE q \\in Proc : q /= p
            Init == sent = [p \\in Proc |-> 0] /\\ network = {}
            MaySend(p) == sent[p] < 2
            Send(p) ==
                /\\ MaySend(p)
                /\\ sent' = [sent EXCEPT ![p] = @ + 1]
                /\\ network' = network \\cup {[type |-> "ping", from |-> p, to |-> Other(p), number |-> sent[p]]}
            Receive(p, m) ==
                /\\ m.to = p
                /\\ network' = network \\ {m}
                /\\ UNCHANGED sent
            Next == \\E p \\in Proc : Send(p) \\/ \\E m \\in network : Receive(p, m)
            Spec == Init /\\ [][Next]_<<sent, network>>
            OneAtMost == sent[A] < 2
            InTurn == sent'[A] + sent'[B] > sent[A] + sent[B] => network = {}
            NoneTwice == [][\\A p \\in Proc : sent'[p] < 2]_sent
            AllArrive == <>(network = {} /\\ sent[A] = 2)
            ====
            """;
    private static final String CONFIG = """
            \\* expect: violation of invariant OneAtMost; steps 3
            \\* tier: fast
            SPECIFICATION Spec
            CONSTANTS
                A = "%s"
                B = "p2"
            INVARIANT OneAtMost
            """;
    private static final String METHOD = """
            @Action
            void send() {
                require(maySend());
                sent++;
            }""";
    private static final String HOSTILE = "</script><img src=x onerror='window.hacked=1'>";

    private Model model(String process) throws Exception {
        Files.writeString(folder.resolve("Pings.tla"), SPEC);
        return Model.read(Files.writeString(folder.resolve("Pings.cfg"), CONFIG.formatted(process)));
    }

    private static LoadedSpec load(Model model) throws Exception {
        return SpecLoader.load(new SpecSource(model.moduleFile(), model.config(), model.modulePath(), Map.of()));
    }

    private String open(String process) throws Exception {
        return open(model(process));
    }

    private String open(Model model) throws Exception {
        return open(model, Counterexample.NONE);
    }

    private String open(Model model, Counterexample known) throws Exception {
        StateGraph graph = StateGraph.of(load(model), 100).orElseThrow();
        Excerpt method = new Excerpt("Pings.java", 7, METHOD.lines().toList());
        return open(StepPage.of(model, graph, Map.of("Send", List.of(method)), known, List.of()), "");
    }

    private void load(String name, String content) throws Exception {
        Path file = Files.writeString(folder.resolve(name), content);
        int root = browser.call("DOM.getDocument", Map.of())
                .get("root")
                .get("nodeId")
                .asInt();
        int input = browser.call("DOM.querySelector", Map.of("nodeId", root, "selector", "#file"))
                .get("nodeId")
                .asInt();
        browser.call(
                "DOM.setFileInputFiles",
                Map.of("nodeId", input, "files", List.of(file.toAbsolutePath().toString())));
        browser.until("document.getElementById('loaded').textContent !== ''");
    }

    @Test
    void theStatesAreThoseOfASearchAlsoWhereTheConfigForbidsSteps() throws Exception {
        for (String forbidding : List.of("", "ACTION_CONSTRAINT InTurn")) {
            model("p1");
            Model model = Model.read(Files.writeString(
                    folder.resolve("Within.cfg"),
                    "\\* module: Pings\n\\* expect: accepted traces\n\\* tier: fast\nSPECIFICATION Spec\nCONSTANTS A = \"p1\" B = \"p2\"\n"
                            + forbidding));
            StateGraph graph = StateGraph.of(load(model), 100).orElseThrow();

            long distinct =
                    new Search(load(model).transitions(), 1, () -> false).run().distinct();
            assertThat(graph.states()).hasSize(Math.toIntExact(distinct));
            assertThat(distinct).isEqualTo(forbidding.isEmpty() ? 7 * 7 : 3 * 3 + 2 * 2 * 3);
        }
    }

    @Test
    void possibleStepsAreButtonsAndOfOthersTheFalseConjunctIsTold() throws Exception {
        String address = open("p1");

        assertThat(browser.count("#choices button.take")).isEqualTo(2);
        assertThat(browser.text("#choices button.take")).isEqualTo("1  Send(p1)");
        assertThat(browser.text("#choices")).contains("Receive is not possible");
        browser.press("1");
        assertThat(browser.text("#where")).contains("after 1 step;");
        assertThat(browser.count("#state tr.changed")).as("sent and network").isEqualTo(2);
        assertThat(browser.text("#state")).contains("sent[\"p1\"]01");
        assertThat(browser.text("#choices")).contains("Receive(p2, [p1 0 p2 ping])");
        browser.evaluate(
                "[...document.querySelectorAll('#choices button.take')].find(b => b.textContent.includes('Receive')).click()");
        assertThat(browser.count("#path svg polygon.head"))
                .as("a message that is received has a head")
                .isPositive();
        browser.click("#back");
        assertThat(browser.text("#where")).contains("after 1 step;");
        browser.press("u");
        assertThat(browser.text("#where")).contains("State 1 of");
        browser.press("1");
        browser.click("#restart");
        assertThat(browser.text("#where")).contains("State 1 of");
        isQuiet(address);
    }

    @Test
    void theCounterexampleIsWalkedThroughByButtons() throws Exception {
        String address = open("p1");

        browser.click("#counterexample");
        for (int i = 0; i < 2; i++) {
            assertThat(browser.count("#choices button.suggested")).isEqualTo(1);
            browser.click("#choices button.suggested");
        }
        assertThat(browser.text("#where")).isEqualTo("OneAtMost is violated, after 2 steps.");
        assertThat(browser.count("#path svg circle.wrong")).isEqualTo(1);
        assertThat(browser.count("#choices button.take")).isZero();
        isQuiet(address);
    }

    private Model model(String expected, String property) throws Exception {
        Model model = model("p1");
        Files.writeString(
                model.config(),
                Files.readString(model.config())
                        .replace("violation of invariant OneAtMost; steps 3", expected)
                        .replace("INVARIANT OneAtMost", "PROPERTY " + property));
        return Model.read(model.config());
    }

    @Test
    void theStepThatViolatesAPropertyIsMarkedAndIsTheLastOfTheCounterexample() throws Exception {
        String address = open(model("violation of property NoneTwice; steps 3", "NoneTwice"));

        browser.click("#counterexample");
        assertThat(browser.text("#loaded")).contains("Step 0 of 2.");
        assertThat(browser.count("#choices button.violates")).isZero();
        browser.click("#next");
        assertThat(browser.text("#choices button.violates.suggested")).contains("Send(p", "→ violates NoneTwice");
        browser.click("#next");
        assertThat(browser.text("#where")).isEqualTo("NoneTwice is violated by the last step, step 2.");
        assertThat(browser.count("#where.bad")).isEqualTo(1);
        assertThat(browser.count("#path svg circle.wrong")).isEqualTo(1);
        browser.click("#back");
        assertThat(browser.count("#where.bad"))
                .as("the state before it is right")
                .isZero();
        isQuiet(address);
    }

    @Test
    void withoutTheViolatedPropertyNothingIsMarked() throws Exception {
        open(model("success; distinct 9; depth 5", "OneAtMost"));

        browser.press("1");
        browser.press("1");
        assertThat(browser.text("#where")).contains("after 2 steps;");
        assertThat(browser.count("button.violates, #where.bad")).isZero();
        assertThat(browser.evaluate("document.getElementById('counterexample').hidden")
                        .asBoolean())
                .isTrue();
    }

    private static Counterexample.State state(int a, int b, String network) {
        return new Counterexample.State(
                "", "", 0, Map.of("sent", "[p1 |-> " + a + ", p2 |-> " + b + "]", "network", network));
    }

    @Test
    void aBehaviourThatStaysInItsLastStateIsToldToDoSo() throws Exception {
        String ping = "{[from |-> \"p2\", number |-> 0, to |-> \"p1\", type |-> \"ping\"]}";
        Counterexample stays =
                new Counterexample(List.of(state(0, 0, "{}"), state(0, 1, ping), state(0, 1, "{}")), OptionalInt.of(2));
        Model model = model("violation of liveness AllArrive; steps 3", "AllArrive");

        String address = open(model, stays);
        browser.click("#counterexample");
        assertThat(browser.text("#loaded")).contains("Step 0 of 2, then nothing for ever.");
        browser.click("#next");
        browser.click("#next");
        assertThat(browser.text("#where"))
                .isEqualTo("AllArrive is violated: the counterexample stays in this state for ever.");
        isQuiet(address);

        open(model, Counterexample.NONE);
        assertThat(browser.text("header")).contains("What is violated here is liveness");
    }

    private static Counterexample.State swing(int x) {
        return new Counterexample.State("", "", 0, Map.of("x", String.valueOf(x)));
    }

    @Test
    void aBehaviourWithoutAnEndIsWalkedRoundAndRound() throws Exception {
        Files.writeString(folder.resolve("Swing.tla"), """
                ---- MODULE Swing ----
                EXTENDS Naturals
                VARIABLE x
                Init == x = 0
                Up == x < 3 /\\ x' = x + 1
                Down == x > 1 /\\ x' = x - 1
                Next == Up \\/ Down
                Spec == Init /\\ [][Next]_x
                Ends == <>(x = 3)
                ====
                """);
        Model model = Model.read(Files.writeString(folder.resolve("Swing.cfg"), """
                \\* expect: violation of liveness Ends; steps 3
                \\* tier: fast
                SPECIFICATION Spec
                PROPERTY Ends
                """));
        Counterexample round = new Counterexample(List.of(swing(0), swing(1), swing(2)), OptionalInt.of(1));

        String address = open(model, round);
        browser.click("#counterexample");
        assertThat(browser.text("#loaded")).contains("Step 0 of 3, then steps 2 to 3 again and again.");
        browser.click("#next");
        browser.click("#next");
        assertThat(browser.text("#choices button.suggested")).contains("Down", "↺ back to the state after 1 step");
        assertThat(browser.count("#where.bad")).isZero();
        browser.click("#next");
        assertThat(browser.text("#where"))
                .isEqualTo(
                        "Ends is violated: the counterexample is again in the state after 1 step, and goes on so for ever.");
        assertThat(browser.text("#path")).contains("3  Down  ↺");
        browser.click("#next");
        browser.click("#next");
        assertThat(browser.text("#loaded")).contains("Step 3 of 3");
        assertThat(browser.count("#where.bad")).isEqualTo(1);
        isQuiet(address);

        open(model, new Counterexample(List.of(swing(0), swing(2)), OptionalInt.of(1)));
        assertThat(browser.evaluate("document.getElementById('counterexample').hidden")
                        .asBoolean())
                .as("what is no behaviour of the model is not loaded")
                .isTrue();
    }

    @Test
    void whatIsFalseIsMarkedInTheSpecAndInTheCode() throws Exception {
        Model model = model("p1");
        Files.writeString(model.config(), Files.readString(model.config()).replace("INVARIANT OneAtMost", ""));
        open(model);
        for (int i = 0; i < 4; i++) { // all that can be sent
            browser.evaluate(
                    "[...document.querySelectorAll('#choices button.take')].find(b => b.textContent.includes('Send')).click()");
        }
        browser.evaluate(
                "[...document.querySelectorAll('#choices details')].find(d => d.textContent.includes('Send')).open = true");
        browser.until("document.querySelectorAll('#texts .false').length === 2");

        assertThat(browser.text("#texts figure .false")).contains("MaySend(p)");
        assertThat(browser.text("#texts > div:last-child .false")).contains("require(maySend());");
    }

    @Test
    void runsAreLoaded() throws Exception {
        String address = open("p1");

        load("run.ndjson", """
                {"lockstep":1,"spec":"Pings","local":["sent"]}
                {"process":"p2","clock":1,"action":"Send","args":{"p":"p2"},"state":{"sent":1}}
                {"process":"p1","clock":2,"action":"Receive","args":{"p":"p1"}}
                """);
        assertThat(browser.text("#loaded")).isEqualTo("run.ndjson is loaded. Step 0 of 2.");
        browser.click("#next");
        browser.press("n");
        assertThat(browser.text("#loaded")).contains("Step 2 of 2");
        assertThat(browser.text("#path")).contains("1  Send(p2)", "2  Receive(p1, [p2 0 p1 ping])");

        browser.evaluate("document.getElementById('loaded').textContent = ''");
        load("wrong.itf.json", """
                {"vars":["sent","network"],"states":[
                {"sent":{"p1":0,"p2":0},"network":{"#set":[]}},
                {"sent":{"p1":1,"p2":0},"network":{"#set":[{"number":0,"to":"p2","type":"ping","from":"p1"}]}},
                {"sent":{"p1":0,"p2":0},"network":{"#set":[]}}]}
                """);
        assertThat(browser.text("#loaded")).contains("its step 2 is no step of this model", "Step 0 of 1");

        browser.evaluate("document.getElementById('loaded').textContent = ''");
        load("none.json", "<script>window.hacked=1</script>");
        assertThat(browser.text("#loaded")).startsWith("none.json cannot be read: ");
        isQuiet(address);
    }

    @Test
    void hostileTextIsShownAndDoesNothing() throws Exception {
        String address = open(HOSTILE);
        browser.click("#counterexample");
        browser.click("#next");
        browser.click("#next");

        assertThat(browser.evaluate("window.hacked === undefined").asBoolean()).isTrue();
        assertThat(browser.count("img")).isZero();
        assertThat(browser.text("#state")).contains("onerror=");
        isQuiet(address);
    }

    @Test
    void axeFindsNothingWrongInLightAndDarkWideAndNarrow() throws Exception {
        inEachView(view -> {
            open("p1");
            browser.click("#counterexample");
            browser.evaluate("document.querySelector('#choices details').open = true");
            List<String> wrong = browser.violations();
            browser.click("#next");
            wrong.addAll(browser.violations());
            assertThat(wrong).as(view).isEmpty();
            fitsTheWindow(view);
        });
    }

    @Test
    void theCodeOfAnotherSpecInTheSameFolderIsNotThisOnes() throws Exception {
        Model model = model("p1");
        Files.writeString(folder.resolve("Other.tla"), SPEC.replace("MODULE Pings", "MODULE Other"));

        assertThat(load(model).file("Pings")).isPresent();
        assertThat(load(model).file("Other")).isEmpty();
    }

    @Test
    void aModelWithTooManyStatesIsRefused() throws Exception {
        assertThat(StateGraph.of(load(model("p1")), 3)).isEmpty();
    }
}
