package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The helps, and the manual page that is made of them. */
class HelpTest {
    @Test
    void theHelpTellsExitCodesTheEnvironmentAndExamples() {
        Run help = Run.of("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("Exit codes:\n  0   holds, or accepted", "LOCKSTEP_JAVA_OPTIONS", "NO_COLOR", "Examples:");
        assertThat(Run.of("help").out()).isEqualTo(help.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "check", "run", "validate", "import", "figures", "doctor", "completion", "help"})
    void theHelpOfEachCommandTellsItsExitCodes(String command) {
        Run help = Run.of("help", command);

        assertThat(help.out()).containsPattern("(?s)Exit codes:.* 0 .* 2 ");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).as("no line is longer than a terminal").doesNotContainPattern("(?m)^.{81,}$");
    }

    @Test
    void theHelpOfACommandThatIsNoneTellsThoseThatThereAre() {
        Run help = Run.of("help", "frob");

        assertThat(help.exitCode()).isEqualTo(2);
        assertThat(help.err())
                .contains("there is no command frob; there are: demo, check, explore, read, run, validate");
    }

    @Test
    void theManualPageHasAllCommandsAndOptions() {
        String manual = Run.of("help", "--man").out().replace("\\-", "-");

        assertThat(manual)
                .startsWith(".TH \"LOCKSTEP\" \"1\"")
                .contains(
                        ".SH \"EXIT STATUS\"",
                        ".SS \"lockstep validate\"",
                        ".B \"--any-order\"",
                        ".B \"--report FORMAT=FILE\"")
                .contains(".SS \"lockstep completion\"", ".B \"-o, --output FILE\"")
                .doesNotContain("${", "@|");
    }

    @Test
    void groffFormatsTheManualPageWithoutAWarning(@TempDir Path folder) throws Exception {
        Programs.assumeInCi("groff");
        Path page = Files.writeString(
                folder.resolve("lockstep.1"), Run.of("help", "--man").out());
        Process process = new ProcessBuilder("groff", "-man", "-Tascii", "-ww", page.toString())
                .redirectError(folder.resolve("warnings").toFile())
                .start();
        String formatted = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(process.waitFor()).isZero();
        assertThat(folder.resolve("warnings")).isEmptyFile();
        assertThat(formatted.replaceAll(".\b", "")).contains("\nENVIRONMENT\n");
    }

    @Test
    void whatIsFalseIsColouredOnlyWhereTheLauncherSaysSo(@TempDir Path folder) throws Exception {
        Coins coins = new Coins(folder);
        Path rejected = coins.trace("t.ndjson", Coins.pay("a", "b", 2, 1), Coins.pay("a", "b", 3, 0));
        String plain = Run.validate(coins.spec, rejected).out();
        System.setProperty("lockstep.coloured", "true");
        try {
            String coloured = Run.validate(coins.spec, rejected).out();

            assertThat(coloured).containsOnlyOnce("  \u001b[1;31mpurse[p] >= m.coins is FALSE\u001b[0m: purse[p] = 1");
            assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
        } finally {
            System.clearProperty("lockstep.coloured");
        }
        assertThat(plain).contains("purse[p] >= m.coins is FALSE: purse[p] = 1").doesNotContain("\u001b");
    }

    @Test
    void theDoctorTellsProgramsThatSomeCommandsAndTestsNeed() {
        String told = Run.of("doctor").out();

        for (String program :
                new String[] {"javac", "redis-server", "redis-sentinel", "python3", "node", "gcc", "go", "rustc"}) {
            assertThat(told)
                    .containsPattern(
                            "(?m)^(ok|absent)   *" + program + " +(/.*|needed .*; on Debian: apt-get install .*)$");
        }
    }
}
