package dev.lockstep.checker.logs;

import dev.lockstep.checker.logs.LogMapping.Cause;
import dev.lockstep.checker.logs.LogMapping.Condition;
import dev.lockstep.checker.logs.LogMapping.Format;
import dev.lockstep.checker.logs.LogMapping.Like;
import dev.lockstep.checker.logs.LogMapping.LogFile;
import dev.lockstep.checker.logs.LogMapping.Name;
import dev.lockstep.checker.logs.LogMapping.Part;
import dev.lockstep.checker.logs.LogMapping.Rule;
import dev.lockstep.checker.logs.LogMapping.Said;
import dev.lockstep.checker.logs.LogMapping.Syntax;
import dev.lockstep.checker.logs.LogMapping.Table;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.checker.trace.ValueText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads mappings: one statement a line, of which some open a block of statements about the same thing. */
final class LogMappingParser {
    private static final Pattern STATEMENT = Pattern.compile("([a-z-]+)(?:\\s+(.*))?");
    private static final Pattern GIVEN = Pattern.compile("(\\w+)(?:\\[(.+?)\\])?\\s*(\\+?=)\\s*(.+)");
    private static final Pattern NAMED = Pattern.compile("(\\w+)\\s*=\\s*(.+)");
    private static final Pattern CONDITION = Pattern.compile("(\\S+)\\s*([=~])\\s*(.*)");
    private static final Pattern DURATION = Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*(ns|us|ms|s)");
    private static final Map<String, Long> NANOSECONDS =
            Map.of("ns", 1L, "us", 1000L, "ms", 1_000_000L, "s", 1_000_000_000L);
    private static final String EACH = "each ";
    private static final String LAST = "last ";
    private static final String MAY_BE_MISSING = " if sent";

    private Place place = new Place("", 1, 1);
    private @Nullable Place specPlace;
    private String spec = "";
    private final Set<String> local = new LinkedHashSet<>();
    private final Set<String> complete = new LinkedHashSet<>();
    private final Set<String> hidden = new LinkedHashSet<>();
    private final Set<String> late = new LinkedHashSet<>();
    private @Nullable String atEnd;
    private final Map<String, String> self = new LinkedHashMap<>();
    private final List<Said> said = new ArrayList<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final List<LogFile> files = new ArrayList<>();
    private final List<Format> formats = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private boolean isRestIgnored;
    private boolean areClocksEstimated;
    private final Map<Place, List<String>> conversions = new LinkedHashMap<>();
    private final Set<Path> included = new LinkedHashSet<>();
    private @Nullable Block block;

    LogMapping read(Path file) throws InvalidInputException {
        include(file);
        for (Map.Entry<Place, List<String>> used : conversions.entrySet()) {
            for (String conversion : used.getValue()) {
                if (!tables.containsKey(conversion)) {
                    String what = "there is no conversion, nor a table, " + conversion;
                    throw new InvalidInputException(used.getKey(), what, null);
                }
            }
        }
        place = new Place(file.toString(), 1, 1);
        if (specPlace == null) {
            throw invalid("the mapping names no spec: spec NAME");
        }
        if (formats.isEmpty()) {
            throw invalid("the mapping does not say how a line is read: format REGEX, format json, or format otlp");
        }
        return new LogMapping(
                place,
                spec,
                local,
                complete,
                hidden,
                late,
                atEnd,
                self,
                said,
                tables,
                files,
                formats,
                rules,
                isRestIgnored,
                areClocksEstimated);
    }

    private void include(Path file) throws InvalidInputException {
        Path real = file.toAbsolutePath().normalize();
        if (!included.add(real)) {
            throw invalid(file + " is included twice");
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw included.size() == 1
                    ? new InvalidInputException(file + ": no such mapping")
                    : invalid("there is no mapping " + file);
        } catch (MalformedInputException e) {
            throw new InvalidInputException(file + ": is not UTF-8, so it is no mapping");
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read: " + e.getMessage());
        }
        for (int i = 0; i < lines.size(); i++) {
            place = new Place(file.toString(), i + 1, 1);
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                line(file, line);
            }
        }
        open(null);
    }

    private InvalidInputException invalid(String what) {
        return new InvalidInputException(place, what, null);
    }

    private void open(@Nullable Block next) throws InvalidInputException {
        if (block instanceof Block.OfRule rule && rule.isOfLines() && !rule.ignores) {
            throw new InvalidInputException(
                    rule.opened,
                    "nothing is said of these lines: event, remember, constant or initially; or ignore",
                    null);
        }
        if (block instanceof Block.OfTable table) {
            tables.put(table.name, table.table());
        } else if (block instanceof Block.OfFile file) {
            files.add(file.file());
        } else if (block instanceof Block.OfFormat format) {
            formats.add(format.format());
        } else if (block instanceof Block.OfRule rule) {
            rules.add(rule.rule());
        }
        block = next;
    }

    private void line(Path file, String line) throws InvalidInputException {
        try {
            Matcher statement = STATEMENT.matcher(line);
            if (block instanceof Block.OfTable table && line.contains(" = ") && !isSaid(line)) {
                entry(table, line);
            } else if (statement.matches()) {
                String rest =
                        statement.group(2) == null ? "" : statement.group(2).strip();
                statement(file, statement.group(1), rest);
            } else {
                throw invalid("no statement: " + line);
            }
        } catch (PatternSyntaxException e) {
            throw invalid("no regular expression: " + e.getDescription() + " near index " + e.getIndex() + " of "
                    + e.getPattern());
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    /** Returns whether the line is a statement that looks like an entry of a table. */
    private static boolean isSaid(String line) {
        return line.matches("(constant|initially|self)\\s+\\w.*");
    }

    private void entry(Block.OfTable table, String line) throws InvalidInputException {
        int sign = line.lastIndexOf(" = ");
        String key = line.substring(0, sign).strip();
        Value value = ValueText.parse(line.substring(sign + " = ".length()).strip());
        if (key.equals("otherwise")) {
            table.otherwise = value;
        } else if (table.entries.put(key, value) != null) {
            throw invalid("the table " + table.name + " has " + key + " twice");
        }
    }

    private void statement(Path file, String keyword, String rest) throws InvalidInputException {
        switch (keyword) {
            case "time", "message", "channel" -> inFormat(keyword, rest);
            case "offset", "uncertainty" -> inFile(keyword, rest);
            case "process" -> process(rest);
            case "on", "where", "remember", "event", "call", "return" -> inRule(keyword, rest);
            case "arg", "state", "added", "removed", "instance", "send", "receive" -> inEvent(keyword, rest);
            case "constant" -> said(Part.CONSTANT, rest);
            case "initially" -> said(Part.INITIALLY, rest);
            default -> {
                open(null);
                opening(file, keyword, rest);
            }
        }
    }

    /** Takes a statement that ends the block before it. */
    private void opening(Path file, String keyword, String rest) throws InvalidInputException {
        switch (keyword) {
            case "include" -> {
                Place here = place;
                include(file.resolveSibling(required(rest, "include FILE")));
                place = here;
            }
            case "spec" -> {
                if (specPlace != null) {
                    throw invalid("a second spec; the first is at " + specPlace.brief());
                }
                spec = name(rest);
                specPlace = place;
            }
            case "local" -> names(rest, local);
            case "complete" -> names(rest, complete);
            case "hidden" -> names(rest, hidden);
            case "late" -> names(rest, late);
            case "at-end" -> atEnd = name(rest);
            case "self" -> {
                String[] parts = rest.split("\\s*=\\s*", 2);
                String parameter = parts[parts.length - 1];
                self.put(
                        parts.length == 2 ? name(parts[0]) : Header.ANY_ACTION,
                        parameter.equals("none") ? "" : name(parameter));
            }
            case "table" -> {
                if (tables.containsKey(name(rest))) {
                    throw invalid("a second table " + rest);
                }
                open(new Block.OfTable(rest));
            }
            case "file" ->
                open(new Block.OfFile(FileSystems.getDefault().getPathMatcher("glob:" + required(rest, "file GLOB"))));
            case "format" -> {
                String form = required(rest, "format REGEX, format json, or format otlp");
                Syntax syntax = form.equals("json") ? Syntax.JSON : form.equals("otlp") ? Syntax.OTLP : Syntax.TEXT;
                open(new Block.OfFormat(place, syntax, syntax == Syntax.TEXT ? Regex.of(form) : null));
            }
            case "clocks" -> {
                required(rest, "estimated", "clocks estimated");
                areClocksEstimated = true;
            }
            case "ignore" -> {
                Block.OfRule rule = new Block.OfRule(place, true);
                rule.lines.add(new Like(rest.isEmpty() ? null : Regex.of(rest), new ArrayList<>()));
                open(rule);
            }
            case "rest" -> {
                required(rest, "ignore", "rest ignore");
                isRestIgnored = true;
            }
            default ->
                throw invalid("unknown statement " + keyword + "; there are include, spec, constant, local, complete,"
                        + " hidden, late, initially, self, at-end, table, file, format, clocks, on, ignore, rest");
        }
    }

    private void inFormat(String keyword, String rest) throws InvalidInputException {
        if (!(block instanceof Block.OfFormat format)) {
            throw invalid(keyword + " comes after format");
        }
        if (keyword.equals("channel")) {
            format.channel = template(rest.replaceFirst("^=\\s*", ""));
            return;
        }
        String[] parts = required(rest, "time NAME PATTERN, message NAME").split("\\s+", 2);
        Name name = Name.of(parts[0]);
        if (name.pointer() == null
                && format.regex != null
                && !format.regex.groups().contains(name.text())) {
            throw invalid("the format has no group (?<" + name.text() + ">...)");
        }
        if (keyword.equals("message")) {
            format.message = name.text();
        } else {
            format.clock = Clock.of(name, required(parts.length < 2 ? "" : parts[1], "time NAME PATTERN"));
        }
    }

    private void inFile(String keyword, String rest) throws InvalidInputException {
        if (!(block instanceof Block.OfFile file)) {
            throw invalid(keyword + " comes after file");
        }
        Matcher duration = matcher(DURATION, rest, keyword + " N ms, or s, us, ns");
        long nanoseconds = new BigDecimal(duration.group(1))
                .multiply(BigDecimal.valueOf(NANOSECONDS.getOrDefault(duration.group(2), 1L)))
                .longValue();
        if (keyword.equals("offset")) {
            file.offset = nanoseconds;
        } else {
            file.uncertainty = Math.abs(nanoseconds);
        }
    }

    private void process(String rest) throws InvalidInputException {
        Template value = template(rest.replaceFirst("^=\\s*", ""));
        Block.OfEvent event = block instanceof Block.OfRule rule ? rule.event() : null;
        if (event != null) {
            event.process = value;
        } else if (block instanceof Block.OfFile file) {
            file.process = value;
        } else if (block instanceof Block.OfFormat format) {
            format.process = value;
        } else {
            throw invalid("process comes after file, format, or event");
        }
    }

    private void inRule(String keyword, String rest) throws InvalidInputException {
        if (keyword.equals("on")) {
            if (!(block instanceof Block.OfRule rule) || !rule.isOfLines() || rule.ignores) {
                open(new Block.OfRule(place, false));
            }
            ((Block.OfRule) java.util.Objects.requireNonNull(block))
                    .lines.add(new Like(rest.isEmpty() ? null : Regex.of(rest), new ArrayList<>()));
            return;
        }
        if (!(block instanceof Block.OfRule rule) || rule.ignores && !keyword.equals("where")) {
            throw invalid(keyword + " comes after on");
        }
        switch (keyword) {
            case "where" -> {
                if (!rule.isOfLines()) {
                    throw invalid("where comes right after on");
                }
                Matcher condition = matcher(CONDITION, rest, "where NAME = TEXT, or where NAME ~ REGEX");
                boolean isText = condition.group(2).equals("=");
                String like = condition.group(3);
                rule.lines
                        .get(rule.lines.size() - 1)
                        .conditions()
                        .add(new Condition(
                                Name.of(condition.group(1)), isText ? like : null, isText ? null : Regex.of(like)));
            }
            case "remember" -> {
                Matcher given = matcher(NAMED, rest, "remember NAME = VALUE");
                rule.remembered.put(given.group(1), template(given.group(2)));
            }
            default -> {
                boolean isStep = keyword.equals("event");
                Event.Kind kind = isStep ? Event.Kind.STEP : Event.Kind.valueOf(keyword.toUpperCase(Locale.ROOT));
                rule.events.add(new Block.OfEvent(place, kind, name(rest)));
            }
        }
    }

    private void inEvent(String keyword, String rest) throws InvalidInputException {
        Block.OfEvent event = block instanceof Block.OfRule rule ? rule.event() : null;
        if (event == null) {
            throw invalid(keyword + " comes after event, call or return");
        }
        switch (keyword) {
            case "instance" -> event.instance = text(rest);
            case "send" -> event.sends.add(text(rest));
            case "receive" -> {
                boolean mayBeMissing = rest.endsWith(MAY_BE_MISSING);
                String key = mayBeMissing ? rest.substring(0, rest.length() - MAY_BE_MISSING.length()) : rest;
                LogMapping.Which which = key.startsWith(EACH)
                        ? LogMapping.Which.EACH
                        : key.startsWith(LAST) ? LogMapping.Which.LAST : LogMapping.Which.FIRST;
                String text = which == LogMapping.Which.FIRST ? key : key.substring(EACH.length());
                event.receives.add(new Cause(text(text.strip()), which, mayBeMissing));
            }
            default -> {
                Matcher given = matcher(NAMED, rest, keyword + " NAME = VALUE");
                if (event.values(keyword).put(given.group(1), template(given.group(2))) != null) {
                    throw invalid("a second " + keyword + " " + given.group(1));
                }
            }
        }
    }

    private void said(Part part, String rest) throws InvalidInputException {
        Matcher given = matcher(GIVEN, rest, "NAME = VALUE, NAME += VALUE, or NAME[VALUE] = VALUE");
        boolean isElement = given.group(3).equals("+=");
        if (isElement && given.group(2) != null) {
            throw invalid("NAME[VALUE] += VALUE: there is no such form");
        }
        Block.OfRule by = block instanceof Block.OfRule rule && !rule.ignores ? rule : null;
        if (by == null) {
            open(null);
        }
        Template argument = given.group(2) == null ? null : template(given.group(2));
        Said one = new Said(place, part, given.group(1), argument, isElement, template(given.group(4)));
        (by == null ? said : by.said).add(one);
    }

    private String required(String rest, String form) throws InvalidInputException {
        if (rest.isEmpty()) {
            throw invalid("the form is: " + form);
        }
        return rest;
    }

    private void required(String rest, String word, String form) throws InvalidInputException {
        if (!rest.equals(word)) {
            throw invalid("the form is: " + form);
        }
    }

    private Matcher matcher(Pattern pattern, String rest, String form) throws InvalidInputException {
        Matcher matcher = pattern.matcher(rest);
        if (!matcher.matches()) {
            throw invalid("the form is: " + form);
        }
        return matcher;
    }

    private String name(String rest) throws InvalidInputException {
        if (!rest.matches("[A-Za-z_]\\w*")) {
            throw invalid("\"" + rest + "\" is no name");
        }
        return rest;
    }

    private void names(String rest, Set<String> into) throws InvalidInputException {
        for (String each : required(rest, "a list of names").split("[\\s,]+")) {
            into.add(name(each));
        }
    }

    private Template template(String text) {
        return used(Template.of(text));
    }

    private Template text(String text) throws InvalidInputException {
        return used(Template.ofText(required(text, "instance, send or receive, and a text")));
    }

    private Template used(Template template) {
        conversions.computeIfAbsent(place, none -> new ArrayList<>()).addAll(template.tables());
        return template;
    }
}
