package dev.lockstep.checker;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.lockstep.checker.trace.canary.UsesTlc;
import org.junit.jupiter.api.Test;

/** What may use what. Each rule is shown to notice a class that breaks it. */
class ArchitectureTest {
    private static final JavaClasses CHECKER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.lockstep.checker");
    private static final JavaClasses CANARY = new ClassFileImporter().importClasses(UsesTlc.class);

    private static void holds(ArchRule rule) {
        assertThat(CHECKER).hasSizeGreaterThan(50);
        rule.check(CHECKER);
        assertThat(rule.evaluate(CANARY).hasViolation()).isTrue();
    }

    @Test
    void onlyOnePackageUsesTlc() {
        holds(noClasses()
                .that(not(resideInAPackage("dev.lockstep.checker.tlc")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tlc2..", "tla2sany..", "util..", "pcal..", "model.."));
    }

    @Test
    void tracesAreReadWithoutKnowingOfSpecs() {
        holds(classes()
                .that()
                .resideInAPackage("dev.lockstep.checker.trace..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.lockstep.checker.trace", "java..", "tools.jackson..", "org.jspecify.."));
    }

    @Test
    void nothingOfTheProtocolsIsKnown() {
        holds(classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.lockstep.checker..",
                        "java..",
                        "tools.jackson..",
                        "org.jspecify..",
                        "tlc2..",
                        "tla2sany..",
                        "util.."));
    }

    @Test
    void whatIsBehindTheLoaderIsReachedByItOnly() {
        noClasses()
                .that(not(resideInAPackage("dev.lockstep.checker.tlc")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.lockstep.checker.tlc")
                .check(CHECKER);
        slices().matching("dev.lockstep.checker.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CHECKER);
    }
}
