package dev.lockstep.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Goal: putting lines together from bytes gives what putting them together from strings would.
 *
 * <p>Method: the same with strings, character by character, as simply as can be.
 */
class TextProperties {
    /** Something done to a text: a value is put behind it, or it is cut where it was so many such steps ago. */
    private record Edit(Object value, int back) {}

    private record Pair(String first, Object second) {}

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aTextIsWhatStringsWouldGiveWhateverIsPutThereOrCut(@ForAll("edits") List<Edit> edits) {
        Text text = new Text();
        StringBuilder strings = new StringBuilder();
        List<int[]> lengths = new ArrayList<>(List.of(new int[] {0, 0}));
        for (Edit edit : edits) {
            if (edit.back() > 0) {
                int[] before = lengths.get(Math.max(0, lengths.size() - edit.back()));
                text.cut(before[0]);
                strings.setLength(before[1]);
            } else {
                Itf.write(text, edit.value());
                strings.append(plainly(edit.value()));
            }
            lengths.removeIf(each -> each[0] > text.length());
            lengths.add(new int[] {text.length(), strings.length()});
            assertThat(text.toString()).isEqualTo(strings.toString());
        }
        assertThat(text.copy()).isEqualTo(strings.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Few strings, so that the same come again, and long ones among them. */
    @Provide
    Arbitrary<List<Edit>> edits() {
        return strings().list().ofMinSize(1).ofMaxSize(100).flatMap(strings -> {
            Arbitrary<Object> scalars = Arbitraries.oneOf(
                    Arbitraries.of(strings),
                    Arbitraries.integers(),
                    Arbitraries.longs().between(-(1L << 53) + 1, (1L << 53) - 1),
                    Arbitraries.of(true, false));
            Arbitrary<Edit> put = nested(strings, nested(strings, scalars)).map(value -> new Edit(value, 0));
            Arbitrary<Edit> cut = Arbitraries.integers().between(1, 8).map(back -> new Edit("", back));
            return Arbitraries.frequencyOf(Tuple.of(4, put), Tuple.of(1, cut))
                    .list()
                    .ofMaxSize(30);
        });
    }

    private static Arbitrary<Object> nested(List<String> strings, Arbitrary<Object> elements) {
        return Arbitraries.oneOf(
                elements,
                elements.list().ofMaxSize(9).map(List::copyOf),
                elements.list().ofMaxSize(9).map(LinkedHashSet::new),
                Arbitraries.maps(Arbitraries.of(strings), elements).ofMaxSize(9).map(LinkedHashMap::new),
                Combinators.combine(Arbitraries.of(strings), elements).as(Pair::new));
    }

    /** Of characters that are short and long in UTF-8, escaped and not, halves of surrogate pairs, and whole ones. */
    private static Arbitrary<String> strings() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "\"",
                        "\\",
                        "\n",
                        "\u007f",
                        "\u0080",
                        "\u00e9",
                        "\u07ff",
                        "\u0800",
                        "\ud7ff",
                        "\ue000",
                        "\uffff",
                        "\ud800\udc00",
                        "\udbff\udfff",
                        "\ud800",
                        "\udfff")
                .list()
                .ofMaxSize(60)
                .map(characters -> String.join("", characters));
    }

    private static String plainly(Object value) {
        if (value instanceof String string) {
            return quoted(string);
        } else if (value instanceof Pair pair) {
            return "{\"first\":" + quoted(pair.first()) + ",\"second\":" + plainly(pair.second()) + "}";
        } else if (value instanceof List<?> list) {
            return list.stream().map(TextProperties::plainly).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof Set<?> set) {
            return set.stream()
                    .map(TextProperties::plainly)
                    .sorted()
                    .collect(Collectors.joining(",", "{\"#set\":[", "]}"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> "[" + plainly(entry.getKey()) + "," + plainly(entry.getValue()) + "]")
                    .sorted()
                    .collect(Collectors.joining(",", "{\"#map\":[", "]}"));
        }
        return value.toString();
    }

    private static String quoted(String string) {
        StringBuilder quoted = new StringBuilder();
        string.codePoints().forEach(c -> {
            String escaped = Map.of((int) '"', "\\\"", (int) '\\', "\\\\", (int) '\n', "\\n", 0x7f, "\\u007f")
                    .get(c);
            if (escaped != null) {
                quoted.append(escaped);
            } else if (c >= 0xd800 && c < 0xe000) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return "\"" + quoted + "\"";
    }

    /** As bytes they are in the other order. */
    @Example
    void elementsAreInTheOrderOfStringsNotOfBytes() {
        assertThat(Itf.encode(new LinkedHashSet<>(List.of("\ue000", "\ud800\udc00"))))
                .isEqualTo("{\"#set\":[\"\ud800\udc00\",\"\ue000\"]}");
        assertThat(Itf.encode(new LinkedHashSet<>(List.of("\ud800\udc00", "\ue000"))))
                .isEqualTo("{\"#set\":[\"\ud800\udc00\",\"\ue000\"]}");
    }

    /** Where it stood before there may be something else now. */
    @Example
    void aLongStringIsNotTakenFromWhereElementsHaveBeenSortedOrAPartWasCut() {
        String first = "b".repeat(30);
        String second = "a".repeat(30);
        Text text = new Text();
        Itf.write(text, List.of(new LinkedHashSet<>(List.of(first, second)), first, second));
        assertThat(text.toString())
                .isEqualTo("[{\"#set\":[\"" + second + "\",\"" + first + "\"]},\"" + first + "\",\"" + second + "\"]");
        text.cut(0);
        text.string(second).string(first);
        assertThat(text.toString()).isEqualTo("\"" + second + "\"\"" + first + "\"");
    }

    @Example
    void twoKeysThatAreWrittenAlikeAreFoundWhereverTheyAre() {
        for (List<Object> keys :
                List.of(List.<Object>of(1, 1L, 2), List.<Object>of(2, 1, 3, 1L), List.<Object>of(1, 2, 1L))) {
            Map<Object, Object> map = new LinkedHashMap<>();
            keys.forEach(key -> map.put(key, map.size()));
            assertThatThrownBy(() -> Itf.encode(map)).hasMessage("two keys of a map are written alike: 1");
        }
    }
}
