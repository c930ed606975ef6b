package dev.lockstep.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds what the agent is told: {@code mapping=FILE,attach=new,trace=FILE}, each at most once. The last two may also be lines of the mapping.
 *
 * @param trace where objects are recorded that are attached when their first action begins; null: the program attaches its objects
 */
record AgentArguments(Mapping mapping, Path trace) {
    private static final String FORM = "expected mapping=FILE, attach=new and trace=FILE, separated by commas";

    /**
     * Reads the arguments, and the mapping that they name.
     *
     * @param text the text behind {@code -javaagent:lockstep-agent.jar=}; null: there is none
     * @throws IOException the mapping cannot be read
     * @throws Refusal an argument is unknown, or another one is missing
     */
    static AgentArguments read(String text) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String argument : text == null || text.isEmpty() ? new String[0] : text.split(",(?=(?:\\w+=))")) {
            int equals = argument.indexOf('=');
            String key = equals < 0 ? argument : argument.substring(0, equals);
            if (equals < 0 || !key.matches("mapping|attach|trace")) {
                throw new Refusal("unknown argument " + argument + ": " + FORM);
            }
            if (values.put(key, argument.substring(equals + 1)) != null) {
                throw new Refusal("a second argument " + key + ": " + FORM);
            }
        }
        Mapping mapping = values.containsKey("mapping") ? Mapping.read(Path.of(values.get("mapping"))) : Mapping.NONE;
        String attach = values.getOrDefault("attach", mapping.attach());
        String trace = values.getOrDefault("trace", mapping.trace());
        if (!attach.isEmpty() && !attach.equals("new")) {
            throw new Refusal("attach=" + attach + ": expected attach=new");
        }
        if (attach.isEmpty() != trace.isEmpty()) {
            throw new Refusal(
                    attach.isEmpty()
                            ? "trace=FILE is for objects that attach=new attaches; a program that attaches its own names the file"
                            : "attach=new needs trace=FILE, where the objects are recorded");
        }
        return new AgentArguments(mapping, trace.isEmpty() ? null : Path.of(trace));
    }
}
