package dev.lockstep.checker.fuzz;

import dev.lockstep.checker.Sample;
import dev.lockstep.checker.trace.Traces.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A trace of a spec in the tests' folder, which is altered. */
record Seed(String spec, Format format, List<String> lines, List<String> corpus) {
    /** How often each trace is altered for one whose check takes long. */
    private static final int OFTEN = 4;

    private record Trace(String spec, Format format, List<String> lines) {
        static Trace of(String spec, String header, String... events) {
            List<String> lines = new ArrayList<>();
            lines.add("{\"lockstep\":1,\"spec\":\"" + spec + "\"" + header + "}");
            lines.addAll(List.of(events));
            return new Trace(spec, Format.LOCKSTEP, lines);
        }
    }

    /** Of several specs and all formats; lines of one are put into others. */
    static List<Seed> all() {
        List<Trace> traces = new ArrayList<>();
        for (String spec : List.of(
                "Values", "Values", "Bank", "Family", "Named", "Places", "Post", "Choice", "Nested", "Starts",
                "Swapped")) {
            traces.add(new Trace(spec, Format.LOCKSTEP, read(spec)));
        }
        traces.add(Trace.of(
                "Account",
                ",\"local\":[\"clock\"],\"complete\":[\"clock\",\"value\"]",
                "{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"p\":\"a\",\"n\":5},\"state\":{\"clock\":1,\"value\":5}}",
                "{\"process\":\"b\",\"seq\":1,\"action\":\"Step\",\"args\":{\"n\":0},\"state\":{\"clock\":1}}",
                "{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"p\":\"b\",\"n\":-3},\"state\":{\"value\":2}}"));
        traces.add(Trace.of(
                "Account",
                "",
                "{\"process\":\"a\",\"clock\":1,\"seq\":1,\"action\":\"Step\",\"args\":{\"p\":\"a\",\"n\":5}}",
                "{\"process\":\"b\",\"clock\":1,\"seq\":1,\"action\":\"Step\",\"args\":{\"p\":\"b\",\"n\":1}}",
                "{\"process\":\"b\",\"clock\":2,\"seq\":2,\"action\":\"Step\",\"args\":{\"p\":\"b\",\"n\":2}}"));
        traces.add(Trace.of(
                "Relay",
                ",\"hidden\":[\"Pass\",\"Pass2\",\"Lose\"]",
                "{\"action\":\"Put\",\"args\":{\"v\":3}}",
                "{\"action\":\"Put\",\"args\":{\"v\":9}}",
                "{\"instance\":\"i\",\"action\":\"Put\",\"args\":{\"v\":4}}",
                "{\"action\":\"Get\",\"args\":{\"v\":3},\"state\":{\"third\":0}}"));
        traces.add(Trace.of(
                "Stack",
                ",\"calls\":true,\"atEnd\":\"FewerThanFive\"",
                "{\"process\":\"a\",\"call\":\"Push\",\"args\":{\"t\":\"a\",\"v\":3}}",
                "{\"process\":\"b\",\"call\":\"Pop\",\"args\":{\"t\":\"b\"}}",
                "{\"process\":\"a\",\"return\":\"Push\"}",
                "{\"process\":\"b\",\"return\":\"Pop\",\"args\":{\"v\":3}}",
                "{\"end\":true,\"state\":{\"Empty\":true}}"));
        traces.add(Trace.of(
                "Endless",
                "",
                "{\"action\":\"Raise\",\"state\":{\"level\":7}}",
                "{\"action\":\"Put\",\"state\":{\"queue\":[70000]}}",
                "{\"action\":\"Draw\",\"state\":{\"level\":3}}",
                "{\"action\":\"Put\",\"args\":{\"v\":4}}",
                "{\"action\":\"Noted\"}"));
        traces.add(new Trace(
                "Values",
                Format.ITF,
                List.of(
                        "{\"#meta\":{\"format\":\"ITF\"},\"vars\":[\"set\",\"num\"],",
                        "\"states\":[",
                        "{\"#meta\":{\"index\":0},\"set\":{\"#set\":[]},\"num\":0},",
                        "{\"#meta\":{\"index\":1},\"set\":{\"#set\":[{\"#bigint\":\"3\"}]},\"rec\":{\"kind\":\"put\",\"size\":1}},",
                        "{\"owner\":\"o1\",\"pair\":{\"#tup\":[0,\"a\"]},\"fun\":{\"#map\":[[\"k\",{\"#set\":[]}],[\"l\",{\"#set\":[3]}]]}}",
                        "],\"loop\":2}")));
        traces.add(new Trace(
                "Values",
                Format.TLC,
                List.of(
                        "{\"counterexample\":{\"state\":[",
                        "[1,{\"set\":[],\"num\":0,\"owner\":\"None\"}],",
                        "[2,{\"set\":[3],\"rec\":{\"kind\":\"put\",\"size\":1},\"fun\":{\"k\":[3],\"l\":[]}}],",
                        "[3,{\"owner\":\"o1\",\"pair\":[0,\"a\"],\"set\":[3]}]",
                        "],\"action\":[]}}")));
        List<Trace> all = new ArrayList<>();
        for (int i = 0; i < OFTEN; i++) {
            all.addAll(traces);
        }
        all.add(Trace.of( // all outcomes of Fill take a hundred times as long as other inputs
                "Endless",
                "",
                "{\"action\":\"Raise\",\"state\":{\"level\":7}}",
                "{\"action\":\"Fill\",\"state\":{\"table\":{\"a\":1,\"b\":2,\"c\":9999}}}",
                "{\"action\":\"Put\",\"state\":{\"queue\":[70000]}}"));
        List<String> corpus =
                all.stream().flatMap(trace -> trace.lines.stream()).distinct().toList();
        return all.stream()
                .map(trace -> new Seed(trace.spec, trace.format, trace.lines, corpus))
                .toList();
    }

    private static List<String> read(String spec) {
        try {
            return Files.readAllLines(Sample.FOLDER.resolve(spec + ".ndjson"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return spec + " " + format;
    }

    Input altered(Random random) {
        byte[] bytes = new Alterations(random, corpus).of(lines, format == Format.LOCKSTEP);
        return new Input(
                spec + (format == Format.LOCKSTEP ? ".ndjson" : ".json"),
                Sample.FOLDER.resolve(spec + ".tla"),
                format,
                bytes);
    }
}
