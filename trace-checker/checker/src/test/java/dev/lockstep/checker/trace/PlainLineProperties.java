package dev.lockstep.checker.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read the short way is what the library's parser reads; and what that refuses, it does not read. */
class PlainLineProperties {
    private static final String HEADER = "{\"lockstep\":1,\"spec\":\"S\"}\n";
    private static final List<String> EVENTS = List.of(
            "{\"process\":\"p\",\"clock\":12,\"seq\":1,\"action\":\"Receive\",\"args\":{\"p\":\"p\",\"m\":{\"to\":\"q\",\"n\":-3}}}",
            "{\"action\":\"A\",\"state\":{\"x\":{\"#set\":[1,2]},\"y\":{\"#map\":[[\"a\",true],[\"b\",false]]}},\"source\":\"A.java:7\"}",
            "{ \"action\": \"B\", \"added\": {\"n\": [{\"#tup\": [1, [], {}]}]}, \"removed\": {\"n\": []}, \"instance\": \"t1\" }",
            "{\"state\":{\"big\":123456789012,\"text\":\"a\\n\u00e9\",\"deep\":[[[0]]],\"z\":{\"#bigint\":\"7\"}},\"threw\":\"E\"}");
    private static final String ALPHABET = "{}[],:\"\\ 0123456789.-eatruefls#mpxyé\t";

    @Provide
    Arbitrary<String> events() {
        return Arbitraries.of(EVENTS);
    }

    @Property(tries = 4000)
    void theTwoParsersAgree(@ForAll("events") String event, @ForAll long seed) throws Exception {
        String line = altered(event, new Random(seed));
        String byLibrary = read(line, null);
        assertThat(read(line, new PlainLine("t"))).as(line).isEqualTo(byLibrary);
        assertThat(read(line, afterOthers())).as(line).isEqualTo(byLibrary);
    }

    /** It expects the words that it read. */
    private static PlainLine afterOthers() {
        PlainLine plain = new PlainLine("t");
        for (String other : EVENTS) {
            byte[] bytes = other.getBytes(StandardCharsets.UTF_8);
            plain.read(bytes, bytes.length, 1, 2);
        }
        return plain;
    }

    private static String altered(String event, Random random) {
        StringBuilder line = new StringBuilder(event);
        for (int change = random.nextInt(4); change > 0; change--) {
            int place = random.nextInt(line.length());
            char character = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(3)) {
                case 0 -> line.setCharAt(place, character);
                case 1 -> line.insert(place, character);
                default -> line.deleteCharAt(place);
            }
        }
        return line.toString();
    }

    private static String read(String line, @Nullable PlainLine plain) throws Exception {
        byte[] bytes = (HEADER + line + "\n").getBytes(StandardCharsets.UTF_8);
        try (LockstepReader reader = new LockstepReader("t", new ByteArrayInputStream(bytes), plain)) {
            return String.valueOf(reader.next());
        } catch (InvalidInputException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Otherwise the property compares the library's parser with itself. */
    @Test
    void eventsAsTheRecorderWritesThemArePlain() {
        for (String event : EVENTS.subList(0, 3)) {
            byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
            assertThat(new PlainLine("t").read(bytes, bytes.length, 1, 2))
                    .as(event)
                    .isNotNull();
        }
    }
}
