package dev.lockstep.checker.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Sample;
import dev.lockstep.checker.sensitivity.Outcome.Meaning;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.TraceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which alterations of a trace are noticed, and that those called equivalent are. */
class SensitivityTest {
    private static SensitivityReport measure(Sample sample) throws Exception {
        List<Event> events = new ArrayList<>();
        try (TraceReader reader = sample.open()) {
            for (Event event = reader.next(); event != null; event = reader.next()) {
                events.add(event);
            }
            return Sensitivity.measure(sample.load(), reader.header(), Map.of(), events, Limits.DEFAULT, 300, 1);
        }
    }

    private static Sample account(String... events) {
        return Sample.of("Account", "\"local\":[\"clock\"]", events);
    }

    private static long count(SensitivityReport report, Mutant.Kind kind, Meaning meaning) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.mutant().kind() == kind && outcome.meaning() == meaning)
                .count();
    }

    @Test
    void ofATraceOfFullObservationsEveryAlterationIsNoticed() throws Exception {
        SensitivityReport report = measure(Sample.of("TwinA"));
        assertThat(report.share()).isEqualTo(1);
        assertThat(report.fields()).hasSize(5).allMatch(field -> field.noticed() == field.altered());
        assertThat(report.rejected()).isGreaterThan(100);
    }

    @Test
    void aTraceThatConstrainsNothingIsNoticedInNothing() throws Exception {
        String any = "{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"n\":1}}";
        SensitivityReport report = measure(account(any, any, any, any));
        assertThat(report.rejected()).isZero();
        assertThat(report.share()).isZero();
        assertThat(report.fields())
                .extracting(SensitivityReport.Field::field, SensitivityReport.Field::noticed)
                .contains(org.assertj.core.groups.Tuple.tuple("args.n", 0));
        assertThat(report.toString()).contains("Step args.n: noticed 0 of", "never");
    }

    @Test
    void twoEventsThatDoNotDependOnEachOtherAreAnEquivalentOrder() throws Exception {
        String a =
                "{\"process\":\"a\",\"seq\":1,\"action\":\"Step\",\"args\":{\"p\":\"a\",\"n\":0},\"state\":{\"clock\":1}}";
        String b =
                "{\"process\":\"b\",\"seq\":1,\"action\":\"Step\",\"args\":{\"p\":\"b\",\"n\":0},\"state\":{\"clock\":1}}";
        SensitivityReport independent = measure(account(a, b));
        assertThat(count(independent, Mutant.Kind.SWAP, Meaning.SAME_ORDER)).isPositive();
        assertThat(count(independent, Mutant.Kind.SWAP, Meaning.REJECTED)).isZero();
        SensitivityReport dependent =
                measure(account(a, a.replace("\"seq\":1", "\"seq\":2").replace("\"clock\":1", "\"clock\":2")));
        assertThat(count(dependent, Mutant.Kind.SWAP, Meaning.SAME_ORDER)).isZero();
        assertThat(count(dependent, Mutant.Kind.SWAP, Meaning.REJECTED)).isPositive();
    }

    @Test
    void anEventOnWhichNothingDependsMayBeLeftOutAsAShorterRun() throws Exception {
        String a = "{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"p\":\"a\",\"n\":0},\"state\":{\"clock\":1}}";
        String b = "{\"process\":\"b\",\"action\":\"Step\",\"args\":{\"p\":\"b\",\"n\":0},\"state\":{\"clock\":1}}";
        SensitivityReport report = measure(account(a, b));
        assertThat(count(report, Mutant.Kind.DROP, Meaning.PREFIX))
                .isEqualTo(report.outcomes().stream()
                        .filter(outcome -> outcome.mutant().kind() == Mutant.Kind.DROP)
                        .count())
                .isPositive();
    }

    @Test
    void eventsThatAreNumberedTellAReaderWhatIsMissingRepeatedOrExchanged() throws Exception {
        String bare = "{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"n\":1}}";
        assertThat(measure(account(bare, bare, bare)).misnumbered()).isZero();
        String[] numbered = new String[3];
        for (int i = 0; i < numbered.length; i++) {
            numbered[i] = bare.replace("\"a\"", "\"a\",\"clock\":" + (i + 1) + ",\"seq\":" + (i + 1));
        }
        SensitivityReport report = measure(account(numbered));
        assertThat(report.rejected()).isZero();
        assertThat(report.outcomes()).allSatisfy(outcome -> {
            boolean isLastDropped = outcome.mutant().kind() == Mutant.Kind.DROP
                    && outcome.mutant().at() == numbered.length - 1;
            boolean isMoved = Set.of(Mutant.Kind.DROP, Mutant.Kind.DUPLICATE, Mutant.Kind.SWAP)
                    .contains(outcome.mutant().kind());
            assertThat(outcome.isMisnumbered()).as(outcome.toString()).isEqualTo(isMoved && !isLastDropped);
        });
        assertThat(report.misnumbered()).isPositive();
        assertThat(report.toString()).contains(report.misnumbered() + " more are no whole trace");
    }

    @Test
    void sendingAgainToASetIsNoticedOnlyWhereTheSetDoesNotHaveIt() throws Exception {
        SensitivityReport report = measure(Sample.of("Post"));
        assertThat(report.outcomes())
                .filteredOn(outcome -> outcome.meaning() == Meaning.SENT_AGAIN)
                .isNotEmpty()
                .allMatch(outcome -> Set.of("added.set", "added.inbox")
                        .contains(outcome.mutant().field()));
        assertThat(report.outcomes())
                .filteredOn(outcome -> "added.bag".equals(outcome.mutant().field()))
                .isNotEmpty()
                .allMatch(outcome -> outcome.meaning() == Meaning.REJECTED);
    }

    @Test
    void theSameSeedGivesTheSameReport() throws Exception {
        assertThat(measure(Sample.of("Post"))).isEqualTo(measure(Sample.of("Post")));
    }
}
