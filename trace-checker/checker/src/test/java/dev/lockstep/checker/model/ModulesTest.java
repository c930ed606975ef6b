package dev.lockstep.checker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are not beside a model: those of the user, whose Java TLC runs if it fits, and Lockstep's own. */
class ModulesTest {
    private static final Path TLC = ModelChecker.ownTlc();

    /** As the CommunityModules have it: an index of classes, and an operator that is done in Java. */
    private static final String INDEX = """
            package tlc2.overrides;
            public class TLCOverrides implements ITLCOverrides {
                public Class[] get() { return new Class[] {Twos.class}; }
            }
            """;

    private static final String OVERRIDE = """
            package tlc2.overrides;
            import tlc2.value.impl.*;
            public class Twos {
                @TLAPlusOperator(identifier = "Two", module = "Twos", warn = false)
                public static Value two() { %s return IntValue.gen(2); }
            }
            """;

    @TempDir
    Path folder;

    private Model model;

    private Model model(String extended, String invariant) throws Exception {
        Files.writeString(folder.resolve("M.tla"), """
                ---- MODULE M ----
                EXTENDS Integers, %s
                VARIABLE n
                Init == n = 0
                Next == n' = 1 - n
                Inv == %s
                ====
                """.formatted(extended, invariant));
        return Model.readAny(Files.writeString(folder.resolve("M.cfg"), "INIT Init NEXT Next INVARIANT Inv"));
    }

    @BeforeEach
    void aModelWhoseOperatorIsTwoInJavaAndThreeInItsDefinition() throws Exception {
        model = model("Twos", "Two + 0 * n = 2");
    }

    private static ModelOutcome check(Model model, Path... modules) throws Exception {
        return new ModelChecker(TLC, "256m", null, Modules.of(List.of(modules), TLC), false).check(model);
    }

    /**
     * Makes a jar of a module and of Java.
     *
     * @param java what the operator does first
     * @param newer a class of a TLC to come, against which the Java is compiled
     */
    private Path jar(String java, String name, String newer) throws IOException {
        Path future = Files.createDirectories(folder.resolve("future"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(TLC.toString(), future, source(name, newer));
        compile(
                future + File.pathSeparator + TLC,
                classes,
                source("TLCOverrides", INDEX),
                source("Twos", OVERRIDE.formatted(java)));
        Path jar = folder.resolve("twos.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            zip.putNextEntry(new ZipEntry("Twos.tla"));
            zip.write("---- MODULE Twos ----\nTwo == 3\n====\n".getBytes(StandardCharsets.UTF_8));
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                zip.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private String source(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".java"), text).toString();
    }

    private static void compile(String classPath, Path to, String... sources) {
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-cp", classPath, "-d", to.toString()));
        arguments.addAll(List.of(sources));
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, told, told, arguments.toArray(String[]::new)))
                .as(told.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    @Test
    void theJavaOfAJarIsRunIfItFits() throws Exception {
        Path jar = jar("", "Unused", "class Unused {}");
        assertThat(Modules.of(List.of(jar), TLC).withoutJava()).isEmpty();
        assertThat(check(model, jar).difference(model)).isNull();
    }

    @Test
    void javaThatUsesAClassThatThisTlcDoesNotHaveIsLeftOut() throws Exception {
        Path jar = jar(
                "Newer.call();",
                "Newer",
                "package tlc2.value.impl; public class Newer { public static void call() {} }");
        assertThat(Modules.of(List.of(jar), TLC).withoutJava()).isEqualTo(Map.of(jar, "tlc2.value.impl.Newer.call"));
        assertThat(check(model, jar).difference(model)).contains("violation of invariant Inv");
    }

    @Test
    void soIsJavaThatUsesAMethodThatThisTlcDoesNotHave() throws Exception {
        Path jar = jar("IntValue.call();", "IntValue", """
                package tlc2.value.impl;
                public abstract class IntValue extends Value {
                    public static IntValue gen(int n) { return null; }
                    public static void call() {}
                }
                """);
        assertThat(Modules.of(List.of(jar), TLC).withoutJava()).isEqualTo(Map.of(jar, "tlc2.value.impl.IntValue.call"));
    }

    @Test
    void ownModulesAreUsedWhereTheUserHasNone() throws Exception {
        Model folds = model("SequencesExt", "FoldLeft(+, n, <<1, 2>>) < 5");
        ModelOutcome outcome = check(folds);
        assertThat(outcome.difference(folds)).isNull();
        assertThat(outcome.ownModules())
                .contains("SequencesExt", "FiniteSetsExt")
                .doesNotContain("Json");
        assertThat(check(model("SequencesExt", "FoldLeft(+, n, <<1, 2>>) < 4"), folder)
                        .difference(folds))
                .contains("violation of invariant Inv");
    }

    @Test
    void aModuleOfTheUsersComesBeforeAnOwnOne() throws Exception {
        Path more = Files.createDirectory(folder.resolve("more"));
        Files.writeString(more.resolve("SequencesExt.tla"), "---- MODULE SequencesExt ----\nLast(s) == 7\n====\n");
        Model last = model("SequencesExt", "Last(<<1>>) = 7");
        ModelOutcome outcome = check(last, more);
        assertThat(outcome.difference(last)).isNull();
        assertThat(outcome.ownModules()).isEmpty();
    }

    @Test
    void whatOnlyJavaCanDoSaysSoWhenItIsEvaluated() throws Exception {
        Model mentions = model("Json, IOUtils", "TRUE \\/ JsonSerialize(\"x\", n)");
        assertThat(check(mentions).difference(mentions)).isNull();
        Model evaluates = model("Json", "JsonSerialize(\"x\", n)");
        assertThat(check(evaluates).difference(evaluates))
                .contains("Json!JsonSerialize is done in Java by the CommunityModules: give their jar with --modules");
    }

    @Test
    void aModuleThatIsNowhereIsTold() throws Exception {
        assertThat(check(model).difference(model))
                .contains("there is no module Twos: it is not beside the model, not below --modules, and TLC has none");
    }
}
