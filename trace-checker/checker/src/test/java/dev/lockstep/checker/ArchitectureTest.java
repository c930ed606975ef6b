package dev.lockstep.checker;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.lockstep.checker.reason.canary.MatchesText;
import dev.lockstep.checker.reason.canary.ReadsText;
import dev.lockstep.checker.tlc.canary.first.First;
import dev.lockstep.checker.tlc.canary.second.Second;
import dev.lockstep.checker.tlc.value.canary.LooksAhead;
import dev.lockstep.checker.trace.canary.UsesTlc;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may use what. Each rule is shown to notice a class that breaks it. */
class ArchitectureTest {
    private static final String TLC = "dev.lockstep.checker.tlc";

    /** TLC's subpackages: each uses only those before it, and the root package uses them all. */
    private static final List<String> CONCERNS =
            List.of("value", "load", "outline", "relation", "compile", "observe", "symmetry", "step", "explain");

    private static final JavaClasses CHECKER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.lockstep.checker");

    private static void holds(ArchRule rule, Class<?>... canary) {
        assertThat(CHECKER).hasSizeGreaterThan(50);
        rule.check(CHECKER);
        assertThat(rule.evaluate(new ClassFileImporter().importClasses(canary)).hasViolation())
                .isTrue();
    }

    @Test
    void onlyOnePackageAndThoseBelowItUseTlc() {
        holds(
                noClasses()
                        .that(not(resideInAPackage(TLC + "..")))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("tlc2..", "tla2sany..", "util..", "pcal..", "model.."),
                UsesTlc.class);
    }

    @Test
    void tracesAreReadWithoutKnowingOfSpecs() {
        holds(
                classes()
                        .that()
                        .resideInAPackage("dev.lockstep.checker.trace..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "dev.lockstep.checker.trace", "java..", "tools.jackson..", "org.jspecify.."),
                UsesTlc.class);
    }

    @Test
    void nothingOfTheProtocolsIsKnown() {
        holds(
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "dev.lockstep.checker..",
                                "dev.lockstep.explorable",
                                "dev.lockstep.evaluator..",
                                "java..",
                                "tools.jackson..",
                                "org.jspecify..",
                                "tlc2..",
                                "tla2sany..",
                                "util.."),
                UsesTlc.class);
    }

    @Test
    void whatIsBehindTheLoaderIsReachedByItOnly() {
        holds(
                noClasses()
                        .that(not(resideInAPackage(TLC + "..")))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(TLC + ".."),
                UsesTlc.class);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.lockstep.checker.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CHECKER);
    }

    @Test
    void theConcernsOfTlcHaveNoCycles() {
        slices().matching(TLC + ".(**)").should().beFreeOfCycles().check(CHECKER);
        assertThat(slices().matching(TLC + ".(**)")
                        .should()
                        .beFreeOfCycles()
                        .evaluate(new ClassFileImporter().importClasses(First.class, Second.class))
                        .hasViolation())
                .isTrue();
    }

    @Test
    void eachConcernOfTlcUsesOnlyThoseBeforeIt() {
        for (int i = 0; i < CONCERNS.size(); i++) {
            ArchRule rule = noClasses()
                    .that()
                    .resideInAPackage(TLC + "." + CONCERNS.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Stream.concat(
                                    Stream.of(TLC),
                                    CONCERNS.subList(i + 1, CONCERNS.size()).stream()
                                            .map(later -> TLC + "." + later + ".."))
                            .toArray(String[]::new));
            rule.check(CHECKER);
            if (i == 0) {
                holds(rule, LooksAhead.class);
            }
        }
    }

    /** What explains is data, and text is made of it last: nothing on the way looks for patterns in text. */
    @Test
    void noReasonIsReadBackFromText() {
        String[] explaining = {
            "dev.lockstep.checker",
            "dev.lockstep.checker.reason..",
            "dev.lockstep.checker.diagnosis..",
            TLC + ".explain..",
            TLC + ".observe.."
        };
        DescribedPredicate<JavaClass> findsFiles = JavaClass.Predicates.type(Specs.class);
        holds(
                noClasses()
                        .that(resideInAnyPackage(explaining))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("java.util.regex"),
                ReadsText.class);
        holds(
                noClasses()
                        .that(resideInAnyPackage(explaining).and(not(findsFiles)))
                        .should()
                        .callMethodWhere(target(owner(JavaClass.Predicates.type(String.class)))
                                .and(target(nameMatching("matches|replaceAll|replaceFirst|split")))),
                MatchesText.class);
    }
}
