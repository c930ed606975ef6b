package dev.lockstep.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** One run of the command, with what it printed. */
record Run(int exitCode, String out, String err) {
    static Run of(Object... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            int code =
                    Lockstep.run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
            return new Run(code, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    static Run validate(Path spec, Path... traces) {
        List<Object> arguments = new java.util.ArrayList<>(List.of("validate", "--spec", spec));
        arguments.addAll(List.of(traces));
        return of(arguments.toArray());
    }
}
