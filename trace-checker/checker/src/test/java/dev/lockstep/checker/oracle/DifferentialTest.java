package dev.lockstep.checker.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Sample;
import dev.lockstep.checker.oracle.Differential.Comparison;
import dev.lockstep.checker.oracle.Differential.Subject;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.TraceReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checker and TLC on a generated trace spec agree on alterations of the traces of small specs. */
class DifferentialTest {
    @TempDir
    Path folder;

    /** Each uses other parts of TLA+ or of the format. */
    enum Trace {
        BANK,
        CHOICE,
        FAMILY,
        MODEL,
        NAMED,
        NESTED,
        PLACES,
        POST,
        RECURSION,
        STARTS,
        SWAPPED,
        TRAFFIC,
        TWINA("TwinA"),
        TWINB("TwinB"),
        UNNAMED,
        /** Little is observed, so that many states explain it; an invariant excludes some. */
        SPARSE(
                "Guess",
                "\"constants\":{\"Most\":5}",
                "{\"action\":\"Choose\"}",
                "{\"action\":\"Show\"}",
                "{}",
                "{\"action\":\"Show\",\"args\":{\"k\":3}}",
                "{\"action\":\"Forget\",\"state\":{\"steps\":5}}",
                "{\"action\":\"Choose\",\"state\":{\"Parity\":1}}",
                "{}",
                "{}",
                "{\"state\":{\"steps\":8}}"),
        HIDDEN(
                "Relay",
                "\"hidden\":[\"Pass\",\"Pass2\",\"Lose\"]",
                "{\"action\":\"Put\",\"args\":{\"v\":3}}",
                "{\"action\":\"Put\",\"args\":{\"v\":9}}",
                "{\"action\":\"Get\",\"args\":{\"v\":3},\"state\":{\"third\":0}}",
                "{\"action\":\"Put\",\"args\":{\"v\":4}}",
                "{\"action\":\"Get\",\"state\":{\"second\":4}}",
                "{\"action\":\"Get\",\"args\":{\"v\":4}}",
                "{\"action\":\"Put\",\"args\":{\"v\":7}}",
                "{\"action\":\"Put\",\"args\":{\"v\":2},\"state\":{\"lost\":1}}",
                "{\"action\":\"Get\",\"args\":{\"v\":2}}"),
        COMPLETE(
                "Account",
                "\"local\":[\"clock\"],\"complete\":[\"clock\",\"value\"]",
                "{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"p\":\"a\",\"n\":5},\"state\":{\"clock\":1,\"value\":5}}",
                "{\"process\":\"b\",\"action\":\"Step\",\"args\":{\"n\":0},\"state\":{\"clock\":1}}",
                "{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"p\":\"b\",\"n\":-3},\"state\":{\"value\":2}}",
                "{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"n\":4},\"state\":{\"clock\":2,\"value\":6}}",
                "{\"process\":\"b\",\"action\":\"Step\",\"args\":{\"n\":0},\"state\":{\"clock\":3}}"),
        INSTANCES(
                "Relay",
                "\"hidden\":[\"Pass2\"]",
                "{\"instance\":\"i\",\"action\":\"Put\",\"args\":{\"v\":3}}",
                "{\"instance\":\"j\",\"action\":\"Put\",\"args\":{\"v\":5},\"state\":{\"first\":5}}",
                "{\"instance\":\"i\",\"action\":\"Pass\",\"state\":{\"second\":3}}",
                "{\"instance\":\"i\",\"action\":\"Put\",\"args\":{\"v\":4}}",
                "{\"instance\":\"j\",\"action\":\"Pass\"}",
                "{\"instance\":\"i\",\"action\":\"Get\",\"args\":{\"v\":3}}",
                "{\"instance\":\"j\",\"action\":\"Get\",\"state\":{\"third\":0}}",
                "{\"instance\":\"i\",\"action\":\"Lose\",\"state\":{\"lost\":1}}");

        private final String spec;
        private final Sample sample;

        Trace() {
            this.spec = name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
            this.sample = Sample.of(spec);
        }

        Trace(String spec) {
            this.spec = spec;
            this.sample = Sample.of(spec);
        }

        Trace(String spec, String header, String... events) {
            this.spec = spec;
            this.sample = Sample.of(spec, header, events);
        }

        /**
         * How many in a hundred alterations may be undecided: those that leave out the argument of a quantifier over Nat, which TLC cannot
         * enumerate. The oracle looks at the first two hundred elements instead.
         */
        int mostUndecided() {
            return this == NESTED || this == STARTS || this == SWAPPED ? 20 : 0;
        }

        Differential differential() throws Exception {
            return DifferentialTest.differential(spec, sample);
        }
    }

    private static Differential differential(String spec, Sample sample) throws Exception {
        SpecSource source = SpecSource.of(Sample.FOLDER.resolve(spec + ".tla"), Sample.FOLDER.resolve(spec + ".cfg"));
        try (TraceReader reader = sample.open()) {
            return new Differential(source, reader);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCheckerAgreesWithTheOracle(Trace trace) throws Exception {
        Comparison comparison = trace.differential().compare(25, 1, Differential::check);
        assertThat(comparison.disagreements()).isEmpty();
        assertThat(comparison.mutants()).isEqualTo(25);
        assertThat(comparison.rejected()).isBetween(5, 25);
        assertThat(comparison.undecided()).isLessThanOrEqualTo(25 * trace.mostUndecided() / 100);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("full")
    void theCheckerAgreesWithTheOracleOnManyMore(Trace trace) throws Exception {
        int most = trace == Trace.SWAPPED || trace == Trace.TRAFFIC ? 150 : 600;
        int mutants = 0;
        int undecided = 0;
        for (int seed = 2; mutants < most; seed++) {
            Comparison comparison = trace.differential().compare(Math.min(300, most), seed, Differential::check);
            assertThat(comparison.disagreements()).isEmpty();
            mutants += comparison.mutants();
            undecided += comparison.undecided();
        }
        assertThat(undecided).isLessThanOrEqualTo(mutants * trace.mostUndecided() / 100);
        System.out.println(
                "differential: " + trace + ", " + mutants + " mutants, no disagreement, " + undecided + " undecided");
    }

    // ---------------------------------------------------------------- canaries

    private static void isCaught(Trace trace, Subject wrong) throws Exception {
        isCaught(trace.differential(), wrong);
    }

    private static void isCaught(Differential differential, Subject wrong) throws Exception {
        assertThat(differential.compare(25, 1, wrong).disagreements()).isNotEmpty();
    }

    @Test
    void aCheckerThatSkipsTheLastEventIsCaught() throws Exception {
        isCaught(
                Trace.BANK,
                (spec, header, trace) ->
                        Differential.check(spec, header, trace.subList(0, Math.max(0, trace.size() - 1))));
    }

    @Test
    void aCheckerThatSaysYesToEverythingIsCaught() throws Exception {
        isCaught(Trace.BANK, (spec, header, trace) -> 0);
    }

    @Test
    void aCheckerThatDoesNotKnowIsCaught() throws Exception {
        Differential differential = Trace.NESTED.differential();
        Subject unsure = (spec, header, trace) -> -Math.abs(Differential.check(spec, header, trace));
        assertThat(differential.compare(25, 1, unsure).undecided())
                .isGreaterThan(25 * Trace.NESTED.mostUndecided() / 100);
        isCaught(Trace.NESTED, (spec, header, trace) -> -1);
    }

    @Test
    void aCheckerThatCountsFromZeroIsCaught() throws Exception {
        isCaught(Trace.BANK, (spec, header, trace) -> Math.max(0, Differential.check(spec, header, trace) - 1));
    }

    @Test
    void aCheckerThatIgnoresWhatIsAddedAndRemovedIsCaught() throws Exception {
        isCaught(Trace.POST, (spec, header, trace) -> {
            List<Event> less = trace.stream()
                    .map(e -> new Event(
                            e.index(),
                            e.file(),
                            e.line(),
                            e.process(),
                            e.clock(),
                            e.seq(),
                            e.action(),
                            e.args(),
                            e.state(),
                            Map.of(),
                            Map.of(),
                            e.instance(),
                            e.source(),
                            e.threw()))
                    .toList();
            return Differential.check(spec, header, less);
        });
    }

    /** It steps a spec of which the quantifiers reach further. */
    @Test
    void aCheckerThatIgnoresBoundsIsCaught() throws Exception {
        String text = Files.readString(Sample.FOLDER.resolve("Relay.tla"));
        Path wide = Files.writeString(folder.resolve("Relay.tla"), text.replace("1..9", "1..99"));
        LoadedSpec wrong = SpecLoader.load(SpecSource.of(wide, Sample.FOLDER.resolve("Relay.cfg")));
        Sample atTheBound = Sample.of("Relay", "", "{\"action\":\"Put\",\"args\":{\"v\":9}}");
        isCaught(differential("Relay", atTheBound), (spec, header, trace) -> Differential.check(wrong, header, trace));
    }
}
