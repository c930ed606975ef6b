package dev.lockstep.checker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.trace.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as TLC prints them. */
class PrintedValueTest {
    @Test
    void eachKindOfValueIsRead() {
        assertThat(PrintedValue.parse("-12")).isEqualTo(new Value.Int(-12));
        assertThat(PrintedValue.parse("TRUE")).isEqualTo(new Value.Bool(true));
        assertThat(PrintedValue.parse("\"a \\\"b\\\" , \\\\\"")).isEqualTo(new Value.Str("a \"b\" , \\"));
        assertThat(PrintedValue.parse("p1")).isEqualTo(new Value.Str("p1"));
        assertThat(PrintedValue.parse("{}")).isEqualTo(new Value.SetOf(List.of()));
        assertThat(PrintedValue.parse("1..3"))
                .isEqualTo(new Value.SetOf(List.of(new Value.Int(1), new Value.Int(2), new Value.Int(3))));
        assertThat(PrintedValue.parse("<< <<>>, {2} >>"))
                .isEqualTo(
                        new Value.Seq(List.of(new Value.Seq(List.of()), new Value.SetOf(List.of(new Value.Int(2))))));
        assertThat(PrintedValue.parse("[from |-> \"a\", n |-> 0]"))
                .isEqualTo(new Value.Rec(Map.of("from", new Value.Str("a"), "n", new Value.Int(0))));
        assertThat(PrintedValue.parse("(1 :> \"a\" @@ p2 :> <<>>)"))
                .isEqualTo(new Value.Fun(List.of(
                        new Value.Pair(new Value.Int(1), new Value.Str("a")),
                        new Value.Pair(new Value.Str("p2"), new Value.Seq(List.of())))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SUBSET {1}", "[{1} -> {2}]", "{1", "1 2", "<<1>", "[a |-> ]", "-x", "\"a"})
    void whatIsNotWrittenOutIsNoValue(String text) {
        assertThatThrownBy(() -> PrintedValue.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not written out: " + text);
    }
}
