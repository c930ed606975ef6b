package dev.lockstep.checker.tlc;

import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tla2sany.semantic.SemanticNode;
import tla2sany.st.Location;
import tlc2.tool.ConfigFileException;
import tlc2.tool.EvalException;
import tlc2.tool.impl.FastTool;
import tlc2.util.FP64;
import util.Assert.TLCRuntimeException;
import util.ToolIO;

/** Parses a spec and its config; what goes wrong is told with file and line. */
final class SpecParser {
    private static final String ROOT = "LockstepRoot";
    private static final Pattern LOCATION = Pattern.compile("(?i)line (\\d+), col(?:umn)? (\\d+)");
    private static final Pattern MODULE = Pattern.compile("of module ([A-Za-z0-9_]+)");

    private SpecParser() {}

    static String moduleName(Path module) throws InvalidInputException {
        String file = module.getFileName().toString();
        if (!file.endsWith(".tla")) {
            throw new InvalidInputException(module + ": a spec is a file X.tla");
        }
        return file.substring(0, file.length() - ".tla".length());
    }

    static FastTool parse(SpecSource source) throws InvalidInputException {
        Path scratch = createScratch();
        try {
            return parse(source, scratch);
        } finally {
            delete(scratch);
        }
    }

    private static FastTool parse(SpecSource source, Path scratch) throws InvalidInputException {
        FP64.Init(0); // without it every fingerprint is 0
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ToolIO.out = new PrintStream(output, true, StandardCharsets.UTF_8);
        ToolIO.err = ToolIO.out;
        List<Path> folders = new ArrayList<>();
        folders.add(source.module().toAbsolutePath().getParent());
        folders.add(source.config().toAbsolutePath().getParent());
        source.path().forEach(folder -> folders.add(folder.toAbsolutePath()));
        ModulePath modules = new ModulePath(folders, scratch);
        try {
            String name = moduleName(source.module());
            String root = generateRoot(source, name, modules);
            return new FastTool("", root, ROOT, modules);
        } catch (ConfigFileException e) {
            throw new InvalidInputException(
                    at(source.config(), e.getMessage()) + ": " + Evaluation.oneLine(e.getMessage()), e);
        } catch (TLCRuntimeException | EvalException e) {
            throw new InvalidInputException(describe(source, output.toString(StandardCharsets.UTF_8), e), e);
        } catch (StackOverflowError e) {
            throw new InvalidInputException(source.module() + ": a definition recurses too deeply");
        }
    }

    /** The config as TLC gets it, and where constants are overridden a module that gives them their values. */
    private static String generateRoot(SpecSource source, String name, ModulePath modules)
            throws InvalidInputException {
        String text;
        try {
            text = Files.readString(source.config());
        } catch (IOException e) {
            throw new InvalidInputException(source.config() + ": cannot be read: " + e.getMessage());
        }
        if (source.constants().isEmpty()) {
            modules.generate(ROOT + ".cfg", text);
            return name;
        }
        ConfigText config = ConfigText.parse(text);
        Map<String, String> assignments = new LinkedHashMap<>();
        Set<String> declared = new LinkedHashSet<>();
        StringBuilder definitions = new StringBuilder();
        for (Map.Entry<String, Value> constant : source.constants().entrySet()) {
            Set<String> used = new LinkedHashSet<>();
            String value = tla(constant.getValue(), config.modelValues(), used);
            for (String modelValue : used) {
                if (!config.assigns(modelValue)) {
                    declared.add(modelValue);
                }
            }
            definitions
                    .append("Lockstep_")
                    .append(constant.getKey())
                    .append(" == ")
                    .append(value)
                    .append('\n');
            assignments.put(constant.getKey(), constant.getKey() + " <- Lockstep_" + constant.getKey());
        }
        declared.forEach(modelValue -> assignments.put(modelValue, modelValue + " = " + modelValue));
        String declarations = declared.isEmpty() ? "" : "CONSTANTS " + String.join(", ", declared) + "\n";
        modules.generate(
                ROOT + ".tla",
                "---- MODULE " + ROOT + " ----\nEXTENDS " + name + "\nLOCAL INSTANCE TLC\n" + declarations + definitions
                        + "====\n");
        modules.generate(ROOT + ".cfg", config.with(assignments));
        return ROOT;
    }

    /** The value as a TLA+ expression; strings that name model values become identifiers. */
    private static String tla(Value value, Set<String> modelValues, Set<String> used) {
        if (value instanceof Value.Str str && modelValues.contains(str.value())) {
            used.add(str.value());
            return str.value();
        } else if (value instanceof Value.Seq seq) {
            return list(seq.elements(), "<<", ">>", modelValues, used);
        } else if (value instanceof Value.SetOf set) {
            return list(set.elements(), "{", "}", modelValues, used);
        } else if (value instanceof Value.Rec rec && !rec.fields().isEmpty()) {
            List<String> fields = new ArrayList<>();
            rec.fields().forEach((field, v) -> fields.add("\"" + field + "\" :> " + tla(v, modelValues, used)));
            return "(" + String.join(" @@ ", fields) + ")";
        } else if (value instanceof Value.Fun fun && !fun.pairs().isEmpty()) {
            List<String> pairs = new ArrayList<>();
            fun.pairs()
                    .forEach(pair -> pairs.add(
                            tla(pair.argument(), modelValues, used) + " :> " + tla(pair.result(), modelValues, used)));
            return "(" + String.join(" @@ ", pairs) + ")";
        } else if (value instanceof Value.Int integer) {
            return integer.value().signum() < 0 ? "(" + integer + ")" : integer.toString();
        }
        return value.toString();
    }

    private static String list(
            List<Value> elements, String open, String close, Set<String> modelValues, Set<String> used) {
        List<String> texts = new ArrayList<>();
        elements.forEach(element -> texts.add(tla(element, modelValues, used)));
        return open + String.join(", ", texts) + close;
    }

    // ---------------------------------------------------------------- errors

    private static String describe(SpecSource source, String output, RuntimeException e) {
        // SANY tells what does not parse on its output only, before an exception that says no more than "failed".
        String message = Evaluation.oneLine(STORIES.stream()
                .map(story -> between(output, story.get(0), story.get(1)))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseGet(() -> String.valueOf(e.getMessage())));
        Path file = message.contains("configuration file") ? source.config() : fileOf(source, message);
        return at(file, message) + ": " + message;
    }

    private static final List<List<String>> STORIES = List.of(
            List.of("***Parse Error***", "Residual stack trace"),
            List.of("Lexical error", "\n"),
            List.of("*** Errors:", "Semantic processing"),
            List.of("Cannot find source file for module", "\n"));

    private static String between(String output, String begin, String end) {
        int start = output.indexOf(begin);
        if (start < 0) {
            return "";
        }
        int stop = output.indexOf(end, start);
        return (stop < 0 ? output.substring(start) : output.substring(start, stop))
                .replaceAll("Starting\\.\\.\\. .*", "");
    }

    private static Path fileOf(SpecSource source, String message) {
        Matcher module = MODULE.matcher(message);
        if (module.find()) {
            for (Path beside : List.of(source.module(), source.config())) {
                Path file = beside.resolveSibling(module.group(1) + ".tla");
                if (Files.exists(file)) {
                    return file;
                }
            }
        }
        return source.module();
    }

    /** File and line of a part of the spec. */
    static String place(SpecSource source, SemanticNode node) {
        Location location = node.getLocation();
        return fileOf(source, "of module " + location.source()) + ":" + location.beginLine();
    }

    private static String at(Path file, String message) {
        Matcher location = LOCATION.matcher(message == null ? "" : message);
        return location.find() ? file + ":" + location.group(1) : file + ":1";
    }

    // ---------------------------------------------------------------- scratch

    private static Path createScratch() {
        try {
            return Files.createTempDirectory("lockstep-spec");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path scratch) {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
