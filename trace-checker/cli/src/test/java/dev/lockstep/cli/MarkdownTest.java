package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in Markdown, as for the summary of a step on GitHub. */
class MarkdownTest {
    @TempDir
    Path folder;

    private String report(Object... traces) throws IOException {
        Path file = folder.resolve("summary.md");
        Object[] arguments = new Object[5 + traces.length];
        System.arraycopy(
                new Object[] {"validate", "--spec", folder.resolve("Coins.tla"), "--report", "markdown=" + file},
                0,
                arguments,
                0,
                5);
        System.arraycopy(traces, 0, arguments, 5, traces.length);
        assertThat(Run.of(arguments).err()).doesNotContain("--report");
        return Files.readString(file).replace(folder + "/", "");
    }

    @Test
    void aTableHasAllTracesAndThoseThatAreNotAcceptedAreExplained() throws Exception {
        Coins coins = new Coins(folder);
        Path accepted = coins.trace("accepted.ndjson", Coins.pay("a", "b", 2, 1));
        Path rejected = coins.trace("rejected.ndjson", Coins.pay("a", "b", 2, 1), Coins.pay("a", "b", 3, 0));
        Path invalid = coins.file("invalid.ndjson", Coins.HEADER + "{\"x\":1}\n");

        assertThat(report(accepted, rejected, invalid))
                .startsWith("""
                        ### Lockstep: 1 of 3 traces are accepted

                        | trace | spec | events | verdict |
                        |---|---|--:|---|
                        | accepted.ndjson | Coins | 1 | :white_check_mark: accepted |
                        | rejected.ndjson | Coins | 2 | :x: rejected at event 2 |
                        | invalid.ndjson |  |  | :x: invalid |

                        <details open><summary>rejected.ndjson:3:16: error: event 2 is no step of Coins: Pay(""")
                .containsPattern(
                        "(?s)</summary>\n\n```text\nrejected.ndjson:3:16: error: .*purse\\[p\\] >= m.coins is FALSE.*\n```\n\n</details>")
                .contains("invalid.ndjson:2")
                .endsWith("```\n\n</details>\n");
    }

    @Test
    void nothingThatATraceSaysIsTakenForMarkup() throws Exception {
        Coins coins = new Coins(folder);
        Path hostile = coins.file(
                "a|b<img src=x>`*_.ndjson",
                Coins.HEADER + "{\"process\":\"a\",\"action\":\"```</details><script>\"}\n");

        assertThat(report(hostile))
                .contains("\n| a&#124;b&lt;img src=x&gt;&#96;&#42;&#95;.ndjson | ")
                .contains("````text\n")
                .contains("<details open><summary>a|b&lt;img src=x&gt;`*_.ndjson:2");
    }
}
