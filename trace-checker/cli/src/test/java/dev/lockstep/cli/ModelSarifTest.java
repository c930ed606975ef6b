package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lockstep check --report sarif=FILE}. */
class ModelSarifTest {
    @TempDir
    Path folder;

    private Path report;

    @BeforeEach
    void aSpec() throws IOException {
        report = folder.resolve("r.sarif");
        Files.writeString(folder.resolve("Count.tla"), """
                ---- MODULE Count ----
                EXTENDS Integers
                VARIABLE n
                Init == n = 0
                Up == n < 2 /\\ n' = n + 1
                Spec == Init /\\ [][Up]_n
                Small == n < 2
                Odd == n.x
                ====
                """);
    }

    private JsonNode results(String... configs) throws IOException {
        Object[] arguments = new Object[configs.length + 3];
        arguments[0] = "check";
        arguments[1] = "--report";
        arguments[2] = "sarif=" + report;
        for (int i = 0; i < configs.length; i++) {
            Path config = Files.writeString(folder.resolve("M" + i + ".cfg"), "\\* module: Count\n" + configs[i]);
            arguments[i + 3] = config;
        }
        Run.of(arguments);
        return JsonMapper.builder().build().readTree(Files.readString(report)).at("/runs/0/results");
    }

    private static String place(JsonNode location) {
        String uri = location.at("/physicalLocation/artifactLocation/uri").asString();
        return uri.substring(uri.lastIndexOf('/') + 1) + ":"
                + location.at("/physicalLocation/region/startLine").asInt();
    }

    @Test
    void whatIsAsDeclaredIsNoResult() throws Exception {
        assertThat(results("SPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n")).isEmpty();
    }

    @Test
    void aViolationIsAtItsPropertyWithTheStepsAndTheConfig() throws Exception {
        JsonNode results = results("SPECIFICATION Spec\nINVARIANT Small\n");
        assertThat(results).hasSize(1);
        JsonNode result = results.get(0);
        assertThat(result.at("/ruleId").asString()).isEqualTo("violation");
        assertThat(result.at("/message/text").asString()).contains("found violation of invariant Small; steps 3");
        assertThat(place(result.at("/locations/0"))).isEqualTo("Count.tla:7");
        assertThat(place(result.at("/relatedLocations/0"))).isEqualTo("Count.tla:5");
        assertThat(result.at("/relatedLocations/0/message/text").asString()).isEqualTo("step 2: Up");
        assertThat(place(result.at("/relatedLocations/2"))).isEqualTo("M0.cfg:1");
    }

    @Test
    void eachKindOfDifferenceHasItsRuleAndPlace() throws Exception {
        JsonNode results = results(
                "SPECIFICATION Spec\n",
                "\\* expect: success; distinct 9; depth 9\nSPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n",
                "SPECIFICATION Spec\nINVARIANT Odd\n");
        assertThat(results).hasSize(3);
        assertThat(results.get(0).at("/ruleId").asString()).isEqualTo("deadlock");
        assertThat(place(results.get(0).at("/locations/0"))).isEqualTo("Count.tla:5");
        assertThat(results.get(1).at("/ruleId").asString()).isEqualTo("no-violation");
        assertThat(place(results.get(1).at("/locations/0"))).isEqualTo("M1.cfg:2");
        assertThat(results.get(2).at("/ruleId").asString()).isEqualTo("not-checked");
        assertThat(place(results.get(2).at("/locations/0"))).isEqualTo("Count.tla:8");
    }
}
