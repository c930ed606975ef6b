package dev.lockstep.raft.kv;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Texts in one line, with a space between them: so are requests and answers written in the log, in traces, and between client and server.
 * What would end a text or the line is escaped as in a URL.
 */
final class Words {
    private Words() {}

    static String line(String... texts) {
        return Stream.of(texts)
                .map(text -> isPlain(text) ? text : URLEncoder.encode(text, StandardCharsets.UTF_8))
                .collect(Collectors.joining(" "));
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 127 && c != '%' && c != '+');
    }

    static List<String> of(String line) {
        return Stream.of(line.split(" ", -1))
                .map(word -> isPlain(word) ? word : URLDecoder.decode(word, StandardCharsets.UTF_8))
                .toList();
    }
}
