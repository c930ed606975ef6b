package dev.lockstep.recorder;

/**
 * Holds the text that all trace lines of one action have in common.
 *
 * @param parameters the names of the arguments, separated by commas
 * @param name the JSON member that names the action
 * @param names the names of the arguments
 * @param labels the text that comes before each argument
 * @param end the text behind the arguments; if there are none, it also has the text that would have come before the first
 * @param origin the JSON member that tells where the action is in the code
 */
record ActionText(
        String action, String parameters, byte[] name, String[] names, byte[][] labels, byte[] end, byte[] origin) {
    /**
     * Returns the text for one action of a process.
     *
     * @param process the process whose action it is
     * @param parameter the name by which the spec's action takes the process; empty if it takes none
     * @throws IllegalStateException one of the arguments has the name of {@code parameter}
     */
    static ActionText of(String action, String parameters, String source, String process, String parameter) {
        String[] names = parameters.isEmpty() ? new String[0] : parameters.split(",");
        byte[][] labels = new byte[names.length][];
        Text label = new Text().plain(",\"args\":{");
        String separator = "";
        if (!parameter.isEmpty()) {
            label.string(parameter).plain(":").string(process);
            separator = ",";
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(parameter)) {
                throw new IllegalStateException(source + ": the parameter " + names[i] + " of " + action
                        + " has the name by which @Self passes the process; rename one of them with @Argument");
            }
            labels[i] = label.plain(separator).string(names[i]).plain(":").copy();
            label.cut(0);
            separator = ",";
        }
        return new ActionText(
                action,
                parameters,
                Pending.action(action),
                names,
                labels,
                label.plain("},\"state\":{").copy(),
                new Text().plain(",\"source\":").string(source).copy());
    }
}
