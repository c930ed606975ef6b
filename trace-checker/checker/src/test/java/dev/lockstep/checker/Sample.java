package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A spec of {@code src/test/resources/specs}, a trace of it, and alterations of that trace: events count from 1. */
public final class Sample {
    public static final Path FOLDER = Path.of("src/test/resources/specs");
    private static final Specs SPECS = new Specs();

    private final String spec;
    private final List<String> lines;
    private final Limits limits;

    private Sample(String spec, List<String> lines, Limits limits) {
        this.spec = spec;
        this.lines = List.copyOf(lines);
        this.limits = limits;
    }

    /** The spec with the trace beside it. */
    public static Sample of(String spec) {
        try {
            return new Sample(spec, Files.readAllLines(FOLDER.resolve(spec + ".ndjson")), Limits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The spec with another trace, its header given in full or as what comes after the name of the spec. */
    public static Sample of(String spec, String header, String... events) {
        List<String> lines = new ArrayList<>();
        lines.add("{\"lockstep\":1,\"spec\":\"" + spec + "\"" + (header.isEmpty() ? "" : "," + header) + "}");
        lines.addAll(List.of(events));
        return new Sample(spec, lines, Limits.DEFAULT);
    }

    public int events() {
        return lines.size() - 1;
    }

    public Sample limitedTo(int candidates) {
        return new Sample(spec, lines, new Limits(candidates));
    }

    // ---------------------------------------------------------------- alterations

    public Sample drop(int event) {
        List<String> altered = new ArrayList<>(lines);
        altered.remove(event);
        return with(altered);
    }

    public Sample duplicate(int event) {
        List<String> altered = new ArrayList<>(lines);
        altered.add(event, lines.get(event));
        return with(altered);
    }

    /** Exchanges the event with the next one. */
    public Sample swap(int event) {
        List<String> altered = new ArrayList<>(lines);
        altered.set(event, lines.get(event + 1));
        altered.set(event + 1, lines.get(event));
        return with(altered);
    }

    /** Replaces text of one event, 0 being the header; it must occur. */
    public Sample replace(int event, String text, String by) {
        assertThat(lines.get(event)).contains(text);
        List<String> altered = new ArrayList<>(lines);
        altered.set(event, lines.get(event).replace(text, by));
        return with(altered);
    }

    private Sample with(List<String> altered) {
        return new Sample(spec, altered, limits);
    }

    // ---------------------------------------------------------------- verdicts

    public TraceReader open() throws InvalidInputException {
        byte[] bytes = String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8);
        return Traces.read(spec + ".ndjson", new ByteArrayInputStream(bytes), Traces.Format.LOCKSTEP);
    }

    public LoadedSpec load() throws InvalidInputException {
        try (TraceReader reader = open()) {
            synchronized (SPECS) {
                return SPECS.forTrace(spec, reader.header(), FOLDER.resolve(spec + ".tla"), null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public CheckResult check() throws InvalidInputException {
        LoadedSpec loaded = load();
        try (TraceReader reader = open()) {
            return TraceChecker.check(loaded, reader, limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void isAccepted() throws InvalidInputException {
        CheckResult result = check();
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.ACCEPTED);
        assertThat(result.events()).isEqualTo(events());
        assertThat(result.event()).isZero();
    }

    /** @param says what the explanation contains */
    public void isRejectedAt(long event, String... says) throws InvalidInputException {
        CheckResult result = check();
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.REJECTED);
        assertThat(result.event()).as(result.toString()).isEqualTo(event);
        assertThat(result.events()).isEqualTo(events());
        for (String part : says) {
            assertThat(result.toString()).contains(part);
        }
    }

    public void isInconclusiveAt(long event) throws InvalidInputException {
        CheckResult result = check();
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.event()).isEqualTo(event);
    }

    /** @param says what the message contains */
    public void isInvalid(String... says) {
        Throwable thrown = catchThrowable(this::check);
        assertThat(thrown).isInstanceOf(InvalidInputException.class);
        for (String part : says) {
            assertThat(thrown).hasMessageContaining(part);
        }
    }
}
