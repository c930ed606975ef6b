package dev.lockstep.clocks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lockstep.clocks.ClockSlip;
import dev.lockstep.clocks.run.ClocksProtocol.Core;
import dev.lockstep.protocol.FigureOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Goal: a row and a plot for each graph, simulated and over TCP, and clocks that get too far apart are told. */
@Timeout(300)
class ClockFiguresTest {
    @TempDir
    private Path folder;

    private FigureOptions options(int seeds, String... parts) {
        return new FigureOptions(new TreeSet<>(List.of(parts)), seeds, 1, Optional.of(folder));
    }

    @Test
    void eachGraphHasARowAndAPlotOfTheSkewBesideTheBound() throws Exception {
        List<String> lines = new ArrayList<>();
        assertThat(new ClockFigures(Core::right, 300)
                        .compute(options(3, "simulated", "tcp"), lines::add, trace -> false))
                .isTrue();
        for (Graph graph : Graph.values()) {
            String name = graph.name().toLowerCase(java.util.Locale.ROOT);
            List<String[]> rows = lines.stream()
                    .filter(line -> line.startsWith("| " + name))
                    .map(line -> line.replace(" ", "").split("\\|"))
                    .toList();
            assertThat(rows).hasSize(2);
            double skew = Double.parseDouble(rows.get(0)[5]);
            assertThat(skew).isPositive().isLessThanOrEqualTo(Double.parseDouble(rows.get(0)[6]));
            for (String transport : List.of("simulated", "tcp")) {
                assertThat(Files.readString(folder.resolve("skew-" + transport + "-" + name + ".svg")))
                        .startsWith("<svg")
                        .contains("bound (PC2)", "not settled yet", "</svg>");
            }
        }
    }

    /** The canary: clocks that are never set forward drift apart. */
    @Test
    void clocksThatGetTooFarApartAreTold() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new ClockFigures(ClockSlip.IS_NEVER_SET_FORWARD, 300)
                        .compute(options(20, "simulated"), line -> {}, trace -> false))
                .withMessageStartingWith("PC2: ");
    }
}
