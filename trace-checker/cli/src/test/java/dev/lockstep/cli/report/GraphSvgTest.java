package dev.lockstep.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.search.StateGraph;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class GraphSvgTest {
    private static final String SPEC = """
            ---- MODULE Count ----
            EXTENDS Naturals
            CONSTANT Name
            VARIABLES n, last
            Init == n = 0 /\\ last = Name
            Add == n < 3 /\\ n' = n + 1 /\\ last' = Name
            Jump == n = 0 /\\ n' = 2 /\\ last' = Name
            Stay == UNCHANGED <<n, last>>
            Back == n = 1 /\\ n' = 0 /\\ last' = Name
            Next == Add \\/ Jump \\/ Stay \\/ Back
            Spec == Init /\\ [][Next]_<<n, last>>
            Small == n < 3
            ByOne == [][n' <= n + 1]_n
            Grows == [][n' # n]_n
            Ends == <>(n = 3)
            ====
            """;
    private static final String HOSTILE = "</title><img src=x onerror='window.hacked=1'>";
    private static final String CONFIG = """
            \\* expect: violation of invariant Small; steps 3
            \\* tier: fast
            SPECIFICATION Spec
            CONSTANT Name = "%s"
            INVARIANT Small
            """;

    @TempDir
    private Path folder;

    private StateGraph graph(String expected, String checked) throws Exception {
        Files.writeString(folder.resolve("Count.tla"), SPEC);
        Path config = Files.writeString(
                folder.resolve("Count.cfg"),
                CONFIG.formatted(HOSTILE)
                        .replace("violation of invariant Small; steps 3", expected)
                        .replace("INVARIANT Small", checked));
        Model model = Model.read(config);
        return StateGraph.of(
                        SpecLoader.load(
                                new SpecSource(model.moduleFile(), model.config(), model.modulePath(), Map.of())),
                        10)
                .orElseThrow();
    }

    private String drawn(StateGraph graph, Optional<StateGraph.Behaviour> counterexample) throws Exception {
        Path file = Files.writeString(folder.resolve("graph.svg"), GraphSvg.of("count", graph, counterexample));
        return Files.readString(file);
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    @Test
    void aStepThatViolatesAPropertyIsMarked() throws Exception {
        StateGraph graph = graph("violation of property ByOne; steps 2", "PROPERTY ByOne");
        String svg = drawn(graph, graph.counterexample());

        assertThat(count(svg, "class=\"step way violating\"")).as("the jump").isEqualTo(1);
        assertThat(svg).contains("ByOne is violated</title>");
    }

    @Test
    void whereTheStepKeepsThePropertyNoneIsMarked() throws Exception {
        StateGraph graph = graph("success; distinct 4; depth 3", "PROPERTY Grows");
        String svg = drawn(graph, graph.counterexample());

        assertThat(svg)
                .doesNotContain("step way")
                .doesNotContain("g class=\"step violating")
                .doesNotContain("violated</title>");
    }

    @Test
    void theStepBackOfABehaviourWithoutAnEndIsHighlighted() throws Exception {
        StateGraph graph = graph("violation of liveness Ends; steps 2", "PROPERTY Ends");
        List<Map<String, Value>> states =
                List.of(graph.states().get(0).values(), graph.states().get(1).values());
        String svg = drawn(graph, graph.behaviour(states, OptionalInt.of(0), "Ends"));

        assertThat(count(svg, "class=\"step way\"")).as("there and back").isEqualTo(2);
        assertThat(svg).contains("Ends is violated</title>");
        assertThat(graph.behaviour(List.of(states.get(1)), OptionalInt.empty(), ""))
                .as("no behaviour begins there")
                .isEmpty();
    }

    @Test
    void theStatesAreDrawnWithTheWayToTheViolation() throws Exception {
        Files.writeString(folder.resolve("Count.tla"), SPEC);
        Model model = Model.read(Files.writeString(folder.resolve("Count.cfg"), CONFIG.formatted(HOSTILE)));
        StateGraph graph = StateGraph.of(
                        SpecLoader.load(
                                new SpecSource(model.moduleFile(), model.config(), model.modulePath(), Map.of())),
                        10)
                .orElseThrow();
        Path file = Files.writeString(folder.resolve("graph.svg"), GraphSvg.of("count", graph, graph.counterexample()));
        Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());

        assertThat(graph.states()).hasSize(4);
        assertThat(svg.getElementsByTagName("rect").getLength())
                .as("the states, and what is behind them")
                .isEqualTo(5);
        assertThat(svg.getElementsByTagName("polyline").getLength())
                .as("of the steps that change something: no step is drawn from 3 on, where the search has ended")
                .isEqualTo(5);
        assertThat(Files.readString(file).split("class=\"step way\"", -1))
                .as("two steps lead to it")
                .hasSize(3);
        assertThat(Files.readString(file)).contains("class=\"violated way\"").doesNotContain("<img");
    }
}
