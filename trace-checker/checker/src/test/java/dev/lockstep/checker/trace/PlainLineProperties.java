package dev.lockstep.checker.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
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
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final List<String> INTEGERS =
            List.of("0", "7", "-5", "-0", "00", "012", "123456789", "-123456789", "1234567890", "1.5", "2e3", "-", "");
    private static final String ALPHABET = "{}[],:\"\\ 0123456789.-eatruefls#mpxyé\t";

    private static final List<String> HEADERS = List.of(
            "{\"lockstep\":1,\"spec\":\"S\",\"constants\":{\"P\":{\"#set\":[\"p\",\"q\"]},\"N\":3},\"local\":[\"x\",\"y\"]}",
            "{\"lockstep\":1,\"spec\":\"S\",\"complete\":[\"x\"],\"hidden\":[],\"meta\":{\"seed\":1}}",
            "{\"lockstep\":2,\"spec\":\"S\",\"local\":[1]}",
            "{\"spec\":1,\"lockstep\":1,\"hidden\":\"A\",\"constants\":{\"#map\":[]}}");

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.of(HEADERS);
    }

    @Property(tries = 2000)
    void theTwoParsersAgreeOnHeaders(@ForAll("headers") String header, @ForAll long seed) throws Exception {
        String line = altered(header, new Random(seed));
        assertThat(header(line, new Shapes("t"))).as(line).isEqualTo(header(line, null));
    }

    /** The header, or why it is none. */
    private static Object header(String line, @Nullable Shapes shapes) throws Exception {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try (LockstepReader reader = new LockstepReader("t", new ByteArrayInputStream(bytes), shapes)) {
            return reader.header();
        } catch (InvalidInputException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Provide
    Arbitrary<String> events() {
        return Arbitraries.of(EVENTS);
    }

    @Property(tries = 4000)
    void theTwoParsersAgree(@ForAll("events") String event, @ForAll long seed) throws Exception {
        String line = altered(event, new Random(seed));
        String byLibrary = read(line, null);
        assertThat(read(line, new Shapes("t"))).as(line).isEqualTo(byLibrary);
        assertThat(read(line, afterOthers())).as(line).isEqualTo(byLibrary);
    }

    /** It expects the words that it read, and knows the shapes of their lines. */
    private static Shapes afterOthers() {
        Shapes shapes = new Shapes("t");
        for (String other : EVENTS) {
            read(shapes, other);
        }
        return shapes;
    }

    private static @Nullable Event read(Shapes shapes, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return shapes.read(bytes, bytes.length, 1, 2);
    }

    /** As it is read after a line that the reader had to look at. */
    private static @Nullable Event known(Shapes shapes, String line) throws Exception {
        byte[] bytes = (HEADER + line + "\n").getBytes(StandardCharsets.UTF_8);
        try (Lines lines = new Lines("t", new ByteArrayInputStream(bytes))) {
            lines.next();
            return shapes.next(lines, 1);
        }
    }

    private static String altered(String event, Random random) {
        StringBuilder line = new StringBuilder(INTEGER.matcher(event)
                .replaceAll(found ->
                        random.nextInt(4) == 0 ? INTEGERS.get(random.nextInt(INTEGERS.size())) : found.group()));
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

    private static String read(String line, @Nullable Shapes shapes) throws Exception {
        byte[] bytes = (HEADER + line + "\n").getBytes(StandardCharsets.UTF_8);
        try (LockstepReader reader = new LockstepReader("t", new ByteArrayInputStream(bytes), shapes)) {
            return String.valueOf(reader.next());
        } catch (InvalidInputException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Otherwise the property compares the library's parser with itself. */
    @Test
    void eventsAsTheRecorderWritesThemArePlain() {
        for (String event : EVENTS.subList(0, 3)) {
            assertThat(read(new Shapes("t"), event)).as(event).isNotNull();
        }
    }

    @Test
    void usualHeadersArePlain() {
        for (String header : HEADERS.subList(0, 2)) {
            byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
            assertThat(new Shapes("t").header(bytes, bytes.length)).as(header).isNotNull();
        }
    }

    /** Otherwise all lines would be read word by word. */
    @Test
    void linesThatDifferInIntegersAndInstancesHaveOneShape() throws Exception {
        Shapes shapes = new Shapes("t");
        String line = "{\"instance\":\"i%d\",\"process\":\"p\",\"clock\":%d,\"args\":{\"m\":{\"to\":\"q\",\"n\":[%d]}},"
                + "\"state\":{\"x\":{\"#map\":[[1,%d]]},\"y\":0},\"added\":{\"n\":[{\"#set\":[%d,2]}]}}";
        read(shapes, line.formatted(1, 2, 3, 4, 5));
        Event event = known(shapes, line.formatted(10, -20, 30, 40, 50));
        OpenNumbers openNumbers = OpenNumbers.of(event);
        assertThat(openNumbers).isNotNull();
        assertThat(openNumbers.number(1)).isEqualTo(30);
        assertThat(event.clock()).isEqualTo(-20);
        assertThat(event.instance()).isEqualTo("i10");
        assertThat(event.toString())
                .isEqualTo(read(new Shapes("t"), line.formatted(10, -20, 30, 40, 50))
                        .toString());
        assertThat(OpenNumbers.of(known(shapes, line.formatted(0, 0, 0, 0, 0)))).isNotSameAs(openNumbers);
        assertThat(known(shapes, line.formatted(0, 0, 0, 0, 1234567890))).isNull();
        assertThat(openNumbers.shape().strings())
                .map(Object::toString)
                .containsExactlyInAnyOrder("\"p\"", "\"to\"", "\"q\"", "\"n\"");
    }

    /** Also lines of which the buffer has a part only, and a last one without its end. */
    @Test
    void aLongTraceIsReadAsByTheLibrary() throws Exception {
        Random random = new Random(7);
        StringBuilder trace = new StringBuilder(HEADER.trim());
        for (int i = 1; i <= 4000; i++) {
            String name = random.nextInt(100) == 0 ? "new" + i : "usual";
            trace.append("\n{\"action\":\"A\",\"args\":{\"n\":%d},\"state\":{\"%s\":[%d,%d]}}"
                    .formatted(random.nextInt(), name, i, random.nextInt(100)));
        }
        byte[] bytes = trace.toString().getBytes(StandardCharsets.UTF_8);
        int shaped = 0;
        try (LockstepReader reader = new LockstepReader("t", new ByteArrayInputStream(bytes));
                LockstepReader byLibrary = new LockstepReader("t", new ByteArrayInputStream(bytes), null)) {
            for (int i = 1; i <= 4000; i++) {
                Event event = reader.next();
                shaped += OpenNumbers.of(event) != null ? 1 : 0;
                assertThat(event.toString()).isEqualTo(byLibrary.next().toString());
            }
            assertThat(reader.next()).isNull();
        }
        assertThat(shaped).isBetween(200, 3999);
    }

    /** What an altered event says is what it says, not what its shape has. */
    @Test
    void alteredEventsHaveNoShape() throws Exception {
        Shapes shapes = new Shapes("t");
        read(shapes, EVENTS.get(0));
        Event event = known(shapes, EVENTS.get(0));
        assertThat(OpenNumbers.of(event)).isNotNull();
        assertThat(OpenNumbers.of(event.at(7))).isSameAs(OpenNumbers.of(event));
        assertThat(OpenNumbers.of(event.of("Send", event.args()))).isNull();
        assertThat(OpenNumbers.of(event.of(event.action(), Map.of()))).isNull();
        assertThat(OpenNumbers.of(event.observing(Map.of("x", new Value.Int(1)), Map.of(), Map.of())))
                .isNull();
    }
}
