package dev.lockstep.net;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/**
 * Writes texts in one line, with a space between them. So are requests and answers written between client and server, and in logs and traces.
 * What would end a text or the line is escaped as in a URL.
 */
public final class Words {
    private Words() {}

    /** Writes texts, one at least, as one line. */
    public static String line(String... texts) {
        StringJoiner line = new StringJoiner(" ");
        for (String text : texts) {
            line.add(isPlain(text) ? text : URLEncoder.encode(text, StandardCharsets.UTF_8));
        }
        return line.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 127 || c == '%' || c == '+') {
                return false;
            }
        }
        return true;
    }

    /** Reads the texts of a line. */
    public static List<String> of(String line) {
        String[] words = line.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = isPlain(words[i]) ? words[i] : URLDecoder.decode(words[i], StandardCharsets.UTF_8);
        }
        return List.of(words);
    }
}
