package dev.lockstep.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Is a spec of a user, and traces of it: a gate that coins open and a push closes; instances are gates of many houses. */
final class Turnstile {
    private final Path folder;

    Turnstile(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        Files.writeString(module(), """
                ---- MODULE Turnstile ----
                EXTENDS Naturals
                CONSTANT Gate
                VARIABLES locked, coins
                Init == locked = [g \\in Gate |-> TRUE] /\\ coins = 0
                Coin(g) == locked' = [locked EXCEPT ![g] = FALSE] /\\ coins' = coins + 1
                Push(g) == ~locked[g] /\\ locked' = [locked EXCEPT ![g] = TRUE] /\\ UNCHANGED coins
                Next == \\E g \\in Gate : Coin(g) \\/ Push(g)
                Spec == Init /\\ [][Next]_<<locked, coins>>
                ====
                """);
        Files.writeString(folder.resolve("Turnstile.cfg"), "SPECIFICATION Spec\nCONSTANT Gate = {\"n\", \"s\"}\n");
    }

    Path module() {
        return folder.resolve("Turnstile.tla");
    }

    static String header() {
        return "{\"lockstep\":1,\"spec\":\"Turnstile\",\"local\":[\"locked\"]}\n";
    }

    /** Returns a line; instance "": it has none. */
    static String event(String gate, long clock, String action, String instance) {
        String of = instance.isEmpty() ? "" : ",\"instance\":\"" + instance + "\"";
        return "{\"process\":\"" + gate + "\",\"clock\":" + clock + of + ",\"action\":\"" + action
                + "\",\"args\":{\"g\":\"" + gate + "\"},\"state\":{\"locked\":" + action.equals("Push") + "}}\n";
    }

    /** Returns the lines of a trace: gates are opened and closed, in each of some instances. */
    static List<String> trace(int rounds, String... instances) {
        List<String> lines = new ArrayList<>(List.of(header()));
        long clock = 0;
        for (int i = 0; i < rounds; i++) {
            for (String instance : instances) {
                lines.add(event("n", ++clock, "Coin", instance));
                lines.add(event("s", ++clock, "Coin", instance));
                lines.add(event("n", ++clock, "Push", instance));
            }
        }
        return lines;
    }

    Path write(String name, List<String> lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("", lines));
    }

    Settings settings(long lateness, boolean isFollowing) {
        return new Settings(module().toString(), "", new String[0], 1000, lateness, isFollowing, 0);
    }
}
