package dev.lockstep.recorder;

/**
 * What is the same in all lines of an action.
 *
 * @param parameters names of the arguments, separated by commas
 * @param name the member that names it
 * @param names of the arguments
 * @param labels what comes before each argument
 * @param end of the arguments; before it nothing if there are some, otherwise what would have come before the first
 * @param origin the member that tells where it is in the code
 */
record ActionText(
        String action, String parameters, byte[] name, String[] names, byte[][] labels, byte[] end, byte[] origin) {
    /**
     * @param process whose action it is
     * @param parameter by which the spec's action takes it, or empty
     * @throws IllegalStateException one of the arguments has the same name
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
