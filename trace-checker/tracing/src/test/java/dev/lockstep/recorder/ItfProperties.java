package dev.lockstep.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Goal: whatever is written is JSON for another's parser, means the value, and is the same for equal values. */
class ItfProperties {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Property
    void aStringIsReadBackAsItWas(@ForAll("strings") String string) {
        byte[] line = Itf.encode(string).getBytes(StandardCharsets.UTF_8);
        assertThat(JSON.readTree(line).stringValue()).isEqualTo(string);
        assertThat(new String(line, StandardCharsets.UTF_8)).doesNotContain("\n", "\r", "\ufffd");
    }

    /** All of UTF-16, halves of surrogate pairs included; but not the character that stands for what cannot be decoded. */
    @Provide
    Arbitrary<String> strings() {
        return Arbitraries.integers()
                .between(0, 0xffff)
                .filter(c -> c != 0xfffd)
                .list()
                .ofMaxSize(40)
                .map(list -> list.stream()
                        .collect(StringBuilder::new, (s, c) -> s.append((char) c.intValue()), StringBuilder::append)
                        .toString());
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aValueMeansWhatItWas(@ForAll("values") Object value) {
        assertThat(decode(JSON.readTree(Itf.encode(value)))).isEqualTo(value);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void equalValuesAreWrittenAlike(@ForAll("values") Object value, @ForAll Random random) {
        assertThat(Itf.encode(shuffled(value, random))).isEqualTo(Itf.encode(value));
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> scalars =
                Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.of(true, false), Arbitraries.strings());
        return nested(nested(scalars));
    }

    private static Arbitrary<Object> nested(Arbitrary<Object> elements) {
        return Arbitraries.oneOf(
                elements,
                elements.list().ofMaxSize(4),
                elements.set().ofMaxSize(4),
                Arbitraries.maps(elements, elements).ofMaxSize(4));
    }

    private static Object decode(JsonNode node) {
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(element -> list.add(decode(element)));
            return list;
        } else if (node.has("#set")) {
            return new HashSet<>((List<?>) decode(node.get("#set")));
        } else if (node.has("#map")) {
            Map<Object, Object> map = new LinkedHashMap<>();
            node.get("#map").forEach(pair -> map.put(decode(pair.get(0)), decode(pair.get(1))));
            return map;
        } else if (node.has("#bigint")) {
            return Long.parseLong(node.get("#bigint").stringValue());
        } else if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isString() ? node.stringValue() : (Object) node.longValue();
    }

    /** An equal value whose sets and maps are iterated in another order. */
    private static Object shuffled(Object value, Random random) {
        if (value instanceof List<?> list) {
            return list.stream().map(element -> shuffled(element, random)).toList();
        } else if (value instanceof Set<?> set) {
            List<Object> elements = new ArrayList<>();
            set.forEach(element -> elements.add(shuffled(element, random)));
            Collections.shuffle(elements, random);
            return new LinkedHashSet<>(elements);
        } else if (value instanceof Map<?, ?> map) {
            List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
            Collections.shuffle(entries, random);
            Map<Object, Object> shuffled = new LinkedHashMap<>();
            entries.forEach(
                    entry -> shuffled.put(shuffled(entry.getKey(), random), shuffled(entry.getValue(), random)));
            return shuffled;
        }
        return value;
    }
}
