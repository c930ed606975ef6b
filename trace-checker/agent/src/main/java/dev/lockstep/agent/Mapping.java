package dev.lockstep.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what annotations would say, for classes whose source one cannot change. It names the class that is the core, the methods that are
 * the actions, and where the variables and arguments are. All names are checked against the classes when these are woven.
 *
 * @param core internal name of the class whose objects are attached; empty: there is no mapping
 * @param coreWhere the file and the line that name it
 * @param attach {@code new} if objects are attached when their first action begins; empty: the mapping does not say
 * @param trace the file in which these are recorded; empty: the mapping does not say
 * @param actions the actions, by the internal name of their class
 */
record Mapping(
        String spec,
        String core,
        String coreWhere,
        String parameter,
        Reading self,
        List<Reading> variables,
        Map<String, List<Action>> actions,
        String attach,
        String trace) {
    static final Mapping NONE = new Mapping("", "", "", "", null, List.of(), Map.of(), "", "");

    /** Lists fields and methods on the way from an object, and the line that says so. */
    record Reading(String name, String path, String where) {}

    /**
     * @param method its name
     * @param types the types of the method's parameters, as in Java; null: there is only one such method
     * @param toCore path from its object to the core
     */
    record Action(
            String name, String method, List<String> types, String toCore, List<Argument> arguments, String where) {}

    /** @param position the position of the method's parameter, from 0; -1: the method's object */
    record Argument(String name, int position, String path, String where) {}

    /** @throws Refusal the file cannot be read as a mapping; the message begins with file and line */
    static Mapping read(Path file) throws IOException {
        return parse(file.getFileName().toString(), Files.readAllLines(file));
    }

    static Mapping parse(String file, List<String> lines) {
        Parser parser = new Parser(file);
        for (int i = 0; i < lines.size(); i++) {
            parser.line(i + 1, lines.get(i).replaceFirst("#.*", "").strip().replaceAll("\\s+", " "));
        }
        return parser.end();
    }

    boolean concerns(String type) {
        return core.equals(type) || actions.containsKey(type);
    }

    /** Parses one line after the other. */
    private static final class Parser {
        private static final String NAME = "([A-Za-z]\\w*)";
        private static final String TYPE = "([\\w$.]+)";
        private static final String MEMBERS = "([\\w$]+(?:\\(\\))?(?:\\.[\\w$]+(?:\\(\\))?)*)";

        private final String file;
        private String where;
        private String spec;
        private String core;
        private String coreWhere;
        private String attach = "";
        private String trace = "";
        private String parameter = "";
        private Reading self;
        private final List<Reading> variables = new ArrayList<>();
        private final Map<String, List<Action>> actions = new LinkedHashMap<>();
        private final Set<String> methods = new TreeSet<>();

        /** The class and the action that the next lines are about; null: none yet. */
        private String type;

        private Action action;

        Parser(String file) {
            this.file = file;
            this.where = file + ":1";
        }

        void line(int number, String line) {
            where = file + ":" + number;
            String keyword = line.replaceFirst(" .*", "");
            switch (keyword) {
                case "" -> {}
                case "spec" -> {
                    require(spec == null, "a second spec");
                    spec = match(line, "spec " + NAME, "spec NAME")[0];
                }
                case "core" -> {
                    if (action == null) {
                        require(core == null, "a second core");
                        core = match(line, "core " + TYPE, "core CLASS")[0].replace('.', '/');
                        coreWhere = where;
                    } else {
                        String path = match(line, "core = " + MEMBERS, "core = PATH, of an action")[0];
                        action = new Action(
                                action.name(),
                                action.method(),
                                action.types(),
                                path,
                                action.arguments(),
                                action.where());
                    }
                }
                case "attach" -> {
                    require(attach.isEmpty(), "a second attach");
                    attach = match(line, "attach (new)", "attach new")[0];
                }
                case "trace" -> {
                    require(trace.isEmpty(), "a second trace");
                    trace = match(line, "trace (.+)", "trace FILE")[0];
                }
                case "self" -> {
                    requireInCore("self");
                    require(self == null, "a second self");
                    String[] parts = match(line, "self (?:" + NAME + " )?= " + MEMBERS, "self [NAME] = PATH");
                    parameter = parts[0] == null ? "" : parts[0];
                    self = new Reading("self", parts[1], where);
                }
                case "variable" -> {
                    requireInCore("variable");
                    String[] parts = match(line, "variable " + NAME + " = " + MEMBERS, "variable NAME = PATH");
                    require(
                            variables.stream().noneMatch(v -> v.name().equals(parts[0])),
                            "a second variable " + parts[0]);
                    variables.add(new Reading(parts[0], parts[1], where));
                }
                case "action" -> action(line);
                case "argument" -> argument(line);
                default ->
                    require(
                            false,
                            "`" + keyword
                                    + "`: expected spec, core, self, variable, action, argument, attach or trace");
            }
        }

        private void action(String line) {
            String[] parts = match(
                    line,
                    "action " + NAME + " = " + TYPE + "\\.([\\w$]+)(\\([^()]*\\))?",
                    "action NAME = CLASS.METHOD or CLASS.METHOD(TYPE, ...)");
            endAction();
            require(methods.add(parts[1] + "." + parts[2] + parts[3]), "a second action for this method");
            type = parts[1].replace('.', '/');
            action = new Action(parts[0], parts[2], types(parts[3]), "", List.of(), where);
        }

        private static List<String> types(String listed) {
            if (listed == null) {
                return null;
            }
            String types = listed.substring(1, listed.length() - 1).strip();
            return types.isEmpty() ? List.of() : List.of(types.split(" ?, ?"));
        }

        private void argument(String line) {
            require(action != null, "an argument before the first action");
            String[] parts = match(
                    line,
                    "argument " + NAME + " = (?:\\$([1-9]\\d?)(?:\\." + MEMBERS + ")?|" + MEMBERS + ")",
                    "argument NAME = $N.PATH, of the N-th parameter, or = PATH, of the object");
            boolean taken = parts[0].equals(parameter)
                    || action.arguments().stream().anyMatch(a -> a.name().equals(parts[0]));
            require(
                    !taken,
                    "a second argument " + parts[0] + (parts[0].equals(parameter) ? ", by which self is passed" : ""));
            int position = parts[1] == null ? -1 : Integer.parseInt(parts[1]) - 1;
            String path = position < 0 ? parts[3] : parts[2] == null ? "" : parts[2];
            List<Argument> arguments = new ArrayList<>(action.arguments());
            arguments.add(new Argument(parts[0], position, path, where));
            action = new Action(
                    action.name(),
                    action.method(),
                    action.types(),
                    action.toCore(),
                    List.copyOf(arguments),
                    action.where());
        }

        private void requireInCore(String keyword) {
            require(
                    core != null && action == null,
                    "`" + keyword + "` belongs behind `core CLASS`, before the actions");
        }

        private void endAction() {
            if (action != null) {
                actions.computeIfAbsent(type, key -> new ArrayList<>()).add(action);
            }
            action = null;
        }

        Mapping end() {
            endAction();
            require(spec != null, "no line `spec NAME`");
            require(core != null, "no line `core CLASS`");
            require(self != null, "no line `self [NAME] = PATH`: whose events would the actions be?");
            require(!actions.isEmpty(), "no line `action NAME = CLASS.METHOD`");
            return new Mapping(spec, core, coreWhere, parameter, self, List.copyOf(variables), actions, attach, trace);
        }

        private String[] match(String line, String pattern, String form) {
            Matcher matcher = Pattern.compile(pattern).matcher(line);
            require(matcher.matches(), "`" + line + "`: expected " + form);
            String[] groups = new String[matcher.groupCount()];
            for (int i = 0; i < groups.length; i++) {
                groups[i] = matcher.group(i + 1);
            }
            return groups;
        }

        private void require(boolean condition, String message) {
            if (!condition) {
                throw new Refusal(where + ": " + message);
            }
        }
    }
}
