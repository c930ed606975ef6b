package dev.lockstep.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodsTest {
    private static final List<String> JAVA = """
            class A {
                int x = 1; // {

                /** Says } and does. */
                @Action
                void push(String name) {
                    if (name.equals("}")) {
                        char c = '{';
                        list.forEach(each -> {
                            x++;
                        });
                    }
                }

                A(int x) { this.x = x; }
            }
            """.lines().toList();

    @ParameterizedTest
    @CsvSource({"6,4,13", "8,4,13", "10,4,13", "13,4,13", "15,15,15"})
    void theMethodAroundALineIsFoundWithItsComment(int line, int first, int last) {
        assertThat(Methods.around(JAVA, line)).isEqualTo(new Methods.Lines(first, last));
    }

    @Test
    void whereThereIsNoMethodTheLinesAroundAreGiven() {
        List<String> python = List.of("class A:", "    def push(self):", "        self.x = {1: 2}", "");

        assertThat(Methods.around(python, 3)).isEqualTo(new Methods.Lines(1, 4));
        assertThat(Methods.around(List.of(), 3)).isEqualTo(new Methods.Lines(1, 1));
    }
}
