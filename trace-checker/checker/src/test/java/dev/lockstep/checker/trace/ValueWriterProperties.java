package dev.lockstep.checker.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.trace.Value.Bool;
import dev.lockstep.checker.trace.Value.Fun;
import dev.lockstep.checker.trace.Value.Int;
import dev.lockstep.checker.trace.Value.Pair;
import dev.lockstep.checker.trace.Value.Plain;
import dev.lockstep.checker.trace.Value.Rec;
import dev.lockstep.checker.trace.Value.Seq;
import dev.lockstep.checker.trace.Value.SetOf;
import dev.lockstep.checker.trace.Value.Str;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What is written is read as the same value; and plain JSON is that of the values that look so. */
class ValueWriterProperties {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    @Provide
    Arbitrary<Value> values() {
        Arbitrary<Value> simple = Arbitraries.oneOf(
                Arbitraries.bigIntegers().map(Int::new),
                Arbitraries.of(true, false).map(Bool::new),
                Arbitraries.strings().ofMaxLength(5).map(Str::new));
        return Arbitraries.recursive(() -> simple, this::composed, 0, 3);
    }

    private Arbitrary<Value> composed(Arbitrary<Value> inner) {
        Arbitrary<String> names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(4);
        return Arbitraries.oneOf(
                inner.list().ofMaxSize(3).map(Seq::new),
                inner.list().uniqueElements().ofMaxSize(3).map(SetOf::new),
                Arbitraries.maps(names, inner).ofMaxSize(3).map(Rec::new),
                Arbitraries.maps(inner, inner)
                        .ofMaxSize(3)
                        .map(map -> new Fun(map.entrySet().stream()
                                .map(entry -> new Pair(entry.getKey(), entry.getValue()))
                                .collect(Collectors.toList()))));
    }

    @Property(tries = 300)
    void aWrittenValueIsReadAsItself(@ForAll("values") Value value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            ValueWriter.write(json, value);
        }
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text.toString())) {
            json.nextToken();
            assertThat(ValueParser.parse(json)).isEqualTo(value);
        }
    }

    @Example
    void plainJsonIsThatOfASetInAnyOrderAndOfASequenceInItsOwn() {
        Value one = new Int(1);
        Value two = new Int(2);
        Plain array = new Plain(new Seq(List.of(one, two)));
        assertThat(array.isOf(new Seq(List.of(one, two)))).isTrue();
        assertThat(array.isOf(new SetOf(List.of(two, one)))).isTrue();
        assertThat(array.isOf(new Seq(List.of(two, one)))).isFalse();
        assertThat(array.isOf(new SetOf(List.of(one)))).isFalse();
        assertThat(array.isOf(new SetOf(List.of(one, new Int(3))))).isFalse();
        Plain object = new Plain(new Rec(Map.of("1", two)));
        assertThat(object.isOf(new Fun(List.of(new Pair(one, two))))).isTrue();
        assertThat(object.isOf(new Fun(List.of(new Pair(new Str("1"), two))))).isTrue();
        assertThat(object.isOf(new Rec(Map.of("1", one)))).isFalse();
        assertThat(object.isOf(new Rec(Map.of()))).isFalse();
        assertThat(new Plain(one).isOf(two)).isFalse();
    }
}
