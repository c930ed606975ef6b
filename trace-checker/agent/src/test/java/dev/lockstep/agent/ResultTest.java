package dev.lockstep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Result;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Goal: what an action returns, and variables that are no fields, are in its event. Method: a small woven stack, its trace line by line. */
@ExtendWith(WeavingExtension.class)
class ResultTest {
    @Spec("Stack")
    static class Stack {
        @Self("p")
        final String id = "s";

        final Deque<Integer> elements = new ArrayDeque<>();

        @Variable(path = "get()")
        final AtomicInteger pushed = new AtomicInteger();

        @Variable(value = "height", path = "elements.size()")
        Stack self() {
            return this;
        }

        @Variable
        List<Integer> content() {
            return List.copyOf(elements);
        }

        @Action
        void push(int v) {
            elements.push(v);
            pushed.incrementAndGet();
        }

        @Action
        @Result("v")
        int pop() {
            return elements.pop();
        }

        @Action
        @Result("v")
        Integer poll() {
            return elements.poll();
        }

        @Action
        @Result("n")
        long popTwo() {
            return (long) pop() + pop();
        }

        @Action
        @Result("v")
        int popOrFail(@SuppressWarnings("unused") int limit) {
            elements.pop();
            throw new IllegalStateException("after the element is gone");
        }
    }

    @Spec("Stack")
    static class Meddler {
        @Self
        final String id = "m";

        @Variable
        int count() {
            act();
            return 1;
        }

        @Action
        void act() {}
    }

    private interface Run {
        void on(Stack stack) throws IOException;
    }

    private static List<String> trace(Path dir, Run run) throws IOException {
        Path file = dir.resolve("trace.ndjson");
        try (Recorder recorder = Recorder.open(file, Header.of(Map.of(), Stack.class))) {
            Stack stack = new Stack();
            recorder.attach(stack);
            run.on(stack);
        }
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line ->
                        line.replaceAll("\\{\"process\":\"s\",\"clock\":\\d+,\"seq\":\\d+,|,\"source\":\"[^\"]*\"", ""))
                .toList();
    }

    @Test
    void theResultIsAnArgument(@TempDir Path dir) throws IOException {
        assertThat(trace(dir, stack -> {
                    stack.push(7);
                    stack.push(8);
                    assertThat(stack.pop()).isEqualTo(8);
                    assertThat(stack.poll()).isEqualTo(7);
                    assertThat(stack.poll()).isNull();
                }))
                .containsExactly(
                        "\"action\":\"Push\",\"args\":{\"p\":\"s\",\"v\":7},\"state\":{\"pushed\":1,\"height\":1,\"content\":[7]}}",
                        "\"action\":\"Push\",\"args\":{\"p\":\"s\",\"v\":8},\"state\":{\"pushed\":2,\"height\":2,\"content\":[8,7]}}",
                        "\"action\":\"Pop\",\"args\":{\"p\":\"s\",\"v\":8},\"state\":{\"height\":1,\"content\":[7]}}",
                        "\"action\":\"Poll\",\"args\":{\"p\":\"s\",\"v\":7},\"state\":{\"height\":0,\"content\":[]}}",
                        "\"action\":\"Poll\",\"args\":{\"p\":\"s\",\"v\":\"None\"},\"state\":{}}");
    }

    @Test
    void theResultIsThatOfTheOutermostCall(@TempDir Path dir) throws IOException {
        assertThat(trace(dir, stack -> {
                    stack.push(1);
                    stack.push(2);
                    assertThat(stack.popTwo()).isEqualTo(3);
                }))
                .last()
                .isEqualTo(
                        "\"action\":\"PopTwo\",\"args\":{\"p\":\"s\",\"n\":3},\"state\":{\"height\":0,\"content\":[]}}");
    }

    @Test
    void whatThrowsHasNoResult(@TempDir Path dir) throws IOException {
        assertThat(trace(dir, stack -> {
                    assertThatThrownBy(stack::pop).isInstanceOf(NoSuchElementException.class);
                    stack.push(1);
                    assertThatThrownBy(() -> stack.popOrFail(5)).hasMessage("after the element is gone");
                }))
                .last()
                .isEqualTo(
                        "\"action\":\"PopOrFail\",\"args\":{\"p\":\"s\",\"limit\":5},\"state\":{\"height\":0,\"content\":[]},"
                                + "\"threw\":\"java.lang.IllegalStateException\"}");
    }

    @Test
    void aVariableMethodThatActsIsFoundOut(@TempDir Path dir) throws IOException {
        Recorder recorder = Recorder.open(dir.resolve("t"), Header.of(Map.of(), Meddler.class));
        Meddler meddler = new Meddler();
        recorder.attach(meddler);
        assertThatThrownBy(meddler::act).rootCause().hasMessage("a @Variable method calls the action Act of m");
        assertThatThrownBy(recorder::close).hasMessageContaining("incomplete");
    }
}
