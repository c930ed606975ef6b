package dev.lockstep.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.search.StateGraph;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
            Next == Add \\/ Jump \\/ Stay
            Spec == Init /\\ [][Next]_<<n, last>>
            Small == n < 3
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

    @Test
    void theStatesAreDrawnWithTheWayToTheViolation() throws Exception {
        Files.writeString(folder.resolve("Count.tla"), SPEC);
        Model model = Model.read(Files.writeString(folder.resolve("Count.cfg"), CONFIG.formatted(HOSTILE)));
        StateGraph graph = StateGraph.of(
                        SpecLoader.load(
                                new SpecSource(model.moduleFile(), model.config(), model.modulePath(), Map.of())),
                        10)
                .orElseThrow();
        Path file = Files.writeString(folder.resolve("graph.svg"), GraphSvg.of("count", graph));
        Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());

        assertThat(graph.states()).hasSize(4);
        assertThat(svg.getElementsByTagName("rect").getLength())
                .as("the states, and what is behind them")
                .isEqualTo(5);
        assertThat(svg.getElementsByTagName("polyline").getLength())
                .as("of the steps that change something: no step is drawn from 3 on")
                .isEqualTo(4);
        assertThat(Files.readString(file).split("class=\"step way\"", -1))
                .as("two steps lead to it")
                .hasSize(3);
        assertThat(Files.readString(file)).contains("class=\"violated way\"").doesNotContain("<img");
    }
}
