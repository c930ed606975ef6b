package dev.lockstep.checker.tlc.load;

import dev.lockstep.checker.spec.ConfigFile;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Place;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tla2sany.parser.TokenMgrError;
import tla2sany.semantic.SemanticNode;
import tla2sany.st.Location;
import tlc2.TLCGlobals;
import tlc2.tool.ConfigFileException;
import tlc2.tool.EvalException;
import tlc2.tool.impl.BoundedTool;
import tlc2.tool.impl.ModelConfig;
import tlc2.util.FP64;
import util.Assert.TLCRuntimeException;
import util.ToolIO;

/** Parses a spec and its config; what goes wrong is told with file and line. */
public final class SpecParser {
    private static final String ROOT = "LockstepRoot";

    /** The names of modules that are made for a trace begin so. */
    private static final String GENERATED = "Lockstep";

    private static final Pattern LOCATION = Pattern.compile("(?i)line (\\d+)(?:, col(?:umn)? (\\d+))?");

    /** The form in which TLC tells of its own source, whose line is none of the spec. */
    private static final Pattern OWN_SOURCE =
            Pattern.compile(" Note that a bug can cause TLC.*\\.java starting at line.*");

    private static final Pattern NAMED = Pattern.compile(
            "(?i:invariant|property|constraint|predicate|constant|identifier|relation|definition|operator|substitutes for|symmetry"
                    + "|function|name) ([A-Za-z_]\\w*)");
    private static final Pattern ENCOUNTERED = Pattern.compile("Lexical error.*Encountered: \\S+ \\((\\d+)\\)");

    /** The ASCII forms of operators that are often written in Unicode. */
    private static final Map<String, String> ASCII = Map.ofEntries(
            Map.entry("\u225c", "=="),
            Map.entry("\u2227", "/\\"),
            Map.entry("\u2228", "\\/"),
            Map.entry("\u00ac", "~"),
            Map.entry("\u21d2", "=>"),
            Map.entry("\u2208", "\\in"),
            Map.entry("\u2209", "\\notin"),
            Map.entry("\u2200", "\\A"),
            Map.entry("\u2203", "\\E"),
            Map.entry("\u2192", "->"),
            Map.entry("\u21a6", "|->"),
            Map.entry("\u27e8", "<<"),
            Map.entry("\u27e9", ">>"),
            Map.entry("\u2260", "#"),
            Map.entry("\u2264", "<="),
            Map.entry("\u2265", ">="),
            Map.entry("\u222a", "\\cup"),
            Map.entry("\u2229", "\\cap"),
            Map.entry("\u2286", "\\subseteq"),
            Map.entry("\u00d7", "\\X"),
            Map.entry("\u25a1", "[]"),
            Map.entry("\u25c7", "<>"));

    private static final Pattern MISSING =
            Pattern.compile("Cannot find source file for module (\\w+) imported in module (\\w+)");
    private static final Pattern IMPORT = Pattern.compile("\\b(?:EXTENDS|INSTANCE)\\b");
    private static final String PARSE_ERROR = "***Parse Error***";
    private static final Pattern UNKNOWN = Pattern.compile("the identifier (\\w+) does not appear");
    private static final Pattern PARSING = Pattern.compile("Parsing file (.*)");
    private static final Pattern IDENTIFIER = Pattern.compile("\\w*[A-Za-z]\\w*");
    private static final Pattern BEGINNING = Pattern.compile("-{4,}\\s*MODULE\\s+(\\w+)");
    private static final Pattern MODULE = Pattern.compile("of module ([A-Za-z0-9_]+)");

    private SpecParser() {}

    public static String moduleName(Path module) throws InvalidInputException {
        String file = module.getFileName().toString();
        if (!file.endsWith(".tla")) {
            throw new InvalidInputException(module + ": a spec is a file X.tla");
        }
        return file.substring(0, file.length() - ".tla".length());
    }

    public static BoundedTool parse(SpecSource source) throws InvalidInputException {
        Path scratch = createScratch();
        try {
            return parse(source, scratch);
        } finally {
            delete(scratch);
        }
    }

    private static BoundedTool parse(SpecSource source, Path scratch) throws InvalidInputException {
        FP64.Init(0); // without it every fingerprint is 0
        TLCGlobals.warn = false; // else each state in which an observed value is not UNCHANGED is one
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
            checkModuleName(source.module(), name);
            String root = generateRoot(source, name, modules);
            BoundedTool tool = new BoundedTool("", root, ROOT, modules);
            modules.keepStale(output.toString(StandardCharsets.UTF_8));
            return tool;
        } catch (ConfigFileException e) {
            throw new InvalidInputException(at(source.config(), e.getMessage()), Evaluation.oneLine(e.getMessage()), e);
        } catch (TLCRuntimeException | EvalException e) {
            throw described(source, modules, output.toString(StandardCharsets.UTF_8), e);
        } catch (StackOverflowError e) {
            throw new InvalidInputException(source.module() + ": a definition recurses too deeply");
        }
    }

    /** Returns which of Lockstep's own modules a spec uses. */
    public static List<String> ownModules(BoundedTool tool) {
        return ((ModulePath) tool.getResolver()).own();
    }

    /** Returns a sentence for each translation of PlusCal that is stale, by the checksums that the translator writes. */
    public static List<String> staleTranslations(BoundedTool tool) {
        return ((ModulePath) tool.getResolver()).stale();
    }

    /** Returns the config as TLC gets it, and where constants are overridden modules that give them their values. */
    private static String generateRoot(SpecSource source, String name, ModulePath modules)
            throws InvalidInputException {
        String text = config(source).forOwnTlc();
        modules.generate(ROOT + ".cfg", text);
        checkConfig(source, modules);
        if (source.constants().isEmpty()) {
            return name;
        }
        ConfigText config = ConfigText.parse(text);
        ConstantDefinitions definitions = new ConstantDefinitions(config.modelValues());
        for (Map.Entry<String, Value> constant : source.constants().entrySet()) {
            if (!IDENTIFIER.matcher(constant.getKey()).matches()) {
                throw new InvalidInputException(noConstant(source, constant.getKey()));
            }
            try {
                definitions.define(constant.getKey(), constant.getValue());
            } catch (ArithmeticException e) {
                throw new InvalidInputException(SpecSource.CONSTANTS + e.getMessage());
            }
        }
        modules.generate(ConstantDefinitions.MODULE + ".tla", definitions.module());
        modules.generate(ROOT + ".tla", ConstantDefinitions.root(ROOT, name));
        modules.generate(ROOT + ".cfg", config.with(definitions.assignments()));
        return ROOT;
    }

    /** Reads the config as it is in the file. */
    public static ConfigFile config(SpecSource source) throws InvalidInputException {
        return ConfigFile.of(read(source.config()));
    }

    /** Checks the name of the module, since SANY only says that the parsing failed. */
    private static void checkModuleName(Path module, String name) throws InvalidInputException {
        String text = read(module);
        Matcher beginning = BEGINNING.matcher(text);
        if (!beginning.find()) {
            throw new InvalidInputException(
                    module.toString(), 1, "no module begins in this file with ---- MODULE " + name + " ----");
        }
        if (!beginning.group(1).equals(name)) {
            long line = text.substring(0, beginning.start()).lines().count();
            throw new InvalidInputException(
                    module.toString(),
                    Math.max(1, line),
                    "the module is named " + beginning.group(1) + ", its file " + module.getFileName());
        }
    }

    private static String read(Path file) throws InvalidInputException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** Checks the config by itself, so that TLC complains about what the user wrote. */
    private static void checkConfig(SpecSource source, ModulePath modules) throws InvalidInputException {
        try {
            new ModelConfig(ROOT + ".cfg", modules).parse();
        } catch (ConfigFileException | TokenMgrError | NumberFormatException e) {
            throw new InvalidInputException(at(source.config(), e.getMessage()), Evaluation.oneLine(e.getMessage()), e);
        } catch (NullPointerException e) {
            throw new InvalidInputException(
                    new Place(source.config().toString(), 1, 1), "ends within a string or a value", e);
        }
    }

    // ---------------------------------------------------------------- errors

    private static InvalidInputException described(
            SpecSource source, ModulePath modules, String output, RuntimeException e) throws InvalidInputException {
        // SANY tells what does not parse on its output only, before an exception that says no more than "failed".
        String message = Evaluation.oneLine(STORIES.stream()
                .map(story -> between(output, story.get(0), story.get(1)))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseGet(() -> String.valueOf(e.getMessage())));
        Matcher unknown = UNKNOWN.matcher(message);
        if (unknown.find() && source.constants().containsKey(unknown.group(1))) {
            return new InvalidInputException(noConstant(source, unknown.group(1)), e);
        }
        Matcher missing = MISSING.matcher(message);
        if (missing.find()) {
            return noModule(source, modules, missing.group(1), missing.group(2), e);
        }
        boolean hasModule = MODULE.matcher(message).find();
        String said = OWN_SOURCE.matcher(message).replaceFirst("") + asciiWanted(message);
        if (message.contains(PARSE_ERROR) && !hasModule) {
            return new InvalidInputException(at(parsedLast(output, source), said), said, e);
        }
        if (hasModule) {
            return new InvalidInputException(at(fileOf(source, message), said), said, e);
        }
        Optional<Place> named = named(source, said);
        if (named.isPresent() && !LOCATION.matcher(said).find()) {
            return new InvalidInputException(named.get(), said, e);
        }
        Path file = message.contains("configuration file") ? source.config() : source.module();
        return new InvalidInputException(at(file, said), said, e);
    }

    /** Returns where the config has a name that a message is about; empty: it has none of the message's names. */
    private static Optional<Place> named(SpecSource source, String message) throws InvalidInputException {
        ConfigFile config = config(source);
        Matcher name = NAMED.matcher(message);
        while (name.find()) {
            OptionalInt line = config.line(name.group(1));
            if (line.isPresent()) {
                return Optional.of(new Place(source.config().toString(), line.getAsInt(), 1));
            }
        }
        return Optional.empty();
    }

    /** Says what to write for an operator in Unicode, which this SANY does not know. It is empty if the message is of something else. */
    private static String asciiWanted(String message) {
        Matcher encountered = ENCOUNTERED.matcher(message);
        if (!encountered.find() || Integer.parseInt(encountered.group(1)) < 128) {
            return "";
        }
        String operator = Character.toString(Integer.parseInt(encountered.group(1)));
        String ascii = ASCII.get(operator);
        return ": " + operator + " is no ASCII, in which operators are wanted here"
                + (ascii == null ? "" : ": write " + ascii);
    }

    /** Returns a module that another extends or instantiates is in none of the folders. */
    private static InvalidInputException noModule(
            SpecSource source, ModulePath modules, String module, String importer, RuntimeException e)
            throws InvalidInputException {
        Path file = fileOf(source, "of module " + importer);
        String looked =
                modules.folders().stream().map(Path::toString).distinct().collect(Collectors.joining(", "));
        return new InvalidInputException(
                imported(file, module),
                "Cannot find source file for module " + module + " imported in module " + importer + "; looked for "
                        + module + ".tla in " + looked + ", and among the standard modules",
                e);
    }

    /** Returns where the module is named after EXTENDS or INSTANCE. */
    private static Place imported(Path file, String module) throws InvalidInputException {
        if (!Files.isRegularFile(file)) {
            return new Place(file.toString(), 1, 1); // it is in a jar
        }
        List<String> lines = read(file).lines().toList();
        Pattern name = Pattern.compile("\\b" + module + "\\b");
        boolean isWithin = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher keyword = IMPORT.matcher(line);
            boolean begins = keyword.find();
            Matcher named = name.matcher(line);
            if ((begins || isWithin) && named.find(begins ? keyword.end() : 0)) {
                return new Place(file.toString(), i + 1, named.start() + 1);
            }
            isWithin = (begins || isWithin)
                    && (line.isBlank()
                            || line.strip().endsWith(",")
                            || begins && line.strip().endsWith("EXTENDS"));
        }
        return new Place(file.toString(), 1, 1);
    }

    public static String noConstant(SpecSource source, String constant) throws InvalidInputException {
        return SpecSource.CONSTANTS + moduleName(source.module()) + " has no constant " + constant;
    }

    /** SANY says which file it parses before it says what is wrong there. */
    private static Path parsedLast(String output, SpecSource source) {
        Matcher parsing = PARSING.matcher(output.substring(0, output.indexOf(PARSE_ERROR)));
        Path last = source.module();
        while (parsing.find()) {
            last = Path.of(parsing.group(1).trim()).getFileName();
        }
        return source.module().resolveSibling(last);
    }

    private static final List<List<String>> STORIES = List.of(
            List.of(PARSE_ERROR, "Residual stack trace"),
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
        if (!module.find() || module.group(1).startsWith(GENERATED)) {
            return source.module();
        }
        return fileOfModule(source, module.group(1)).orElse(Path.of(module.group(1) + ".tla"));
    }

    /** Returns the file of a module of the spec; empty: it is in none of the spec's folders. */
    public static Optional<Path> fileOfModule(SpecSource source, String module) {
        return Stream.concat(
                        Stream.of(source.module(), source.config())
                                .map(beside -> beside.resolveSibling(module + ".tla")),
                        source.path().stream().map(folder -> folder.resolve(module + ".tla")))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Returns where a part of the spec is. */
    public static Place place(SpecSource source, SemanticNode node) {
        Location location = node.getLocation();
        Path file = fileOf(source, "of module " + location.source());
        return new Place(file.toString(), location.beginLine(), location.beginColumn());
    }

    private static Place at(Path file, String message) {
        Matcher location = LOCATION.matcher(message == null ? "" : message);
        if (!location.find()) {
            return new Place(file.toString(), 1, 1);
        }
        int column = location.group(2) == null ? 1 : Integer.parseInt(location.group(2));
        return new Place(file.toString(), Long.parseLong(location.group(1)), Math.max(1, column));
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
