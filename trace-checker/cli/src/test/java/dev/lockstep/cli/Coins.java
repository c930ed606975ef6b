package dev.lockstep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A spec whose processes pay each other with messages, and its traces. */
final class Coins {
    static final String HEADER =
            "{\"lockstep\":1,\"spec\":\"Coins\",\"constants\":{\"Proc\":{\"#set\":[\"a\",\"b\"]}},\"local\":[\"purse\"]}\n";

    private final Path folder;
    final Path spec;

    Coins(Path folder) throws IOException {
        this.folder = folder;
        this.spec = file("Coins.tla", """
                ---- MODULE Coins ----
                EXTENDS Naturals
                CONSTANT Proc
                VARIABLES purse, mail
                Init == purse = [p \\in Proc |-> 3] /\\ mail = {}
                Pay(p, m) ==
                    /\\ m \\in [from : {p}, to : Proc \\ {p}, coins : 1..9]
                    /\\ purse[p] >= m.coins
                    /\\ m \\notin mail
                    /\\ purse' = [purse EXCEPT ![p] = @ - m.coins]
                    /\\ mail' = mail \\cup {m}
                Take(p, m) ==
                    /\\ m.to = p
                    /\\ purse' = [purse EXCEPT ![p] = @ + m.coins]
                    /\\ mail' = mail \\ {m}
                Message == [from : Proc, to : Proc, coins : 1..9]
                Next == \\E p \\in Proc :
                    (\\E m \\in Message : Pay(p, m)) \\/ (\\E m \\in mail : Take(p, m))
                Spec == Init /\\ [][Next]_<<purse, mail>>
                Few == purse["a"] < 6
                ====
                """);
        file("Coins.cfg", "SPECIFICATION Spec\nINVARIANT Few\nCONSTANT Proc = {}\n");
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    Path trace(String name, String... events) throws IOException {
        return file(name, HEADER + String.join("", events));
    }

    static String pay(String from, String to, int coins, int left) {
        String m = message(from, to, coins);
        return "{\"process\":\"%s\",\"action\":\"Pay\",\"args\":{\"p\":\"%s\",\"m\":%s},\"state\":{\"purse\":%d},\"added\":{\"mail\":[%s]},\"source\":\"Purse.java:7\"}\n"
                .formatted(from, from, m, left, m);
    }

    static String take(String to, String from, int coins, int now) {
        return "{\"process\":\"%s\",\"action\":\"Take\",\"args\":{\"p\":\"%s\",\"m\":%s},\"state\":{\"purse\":%d}}\n"
                .formatted(to, to, message(from, to, coins), now);
    }

    private static String message(String from, String to, int coins) {
        return "{\"from\":\"%s\",\"to\":\"%s\",\"coins\":%d}".formatted(from, to, coins);
    }
}
