package dev.lockstep.report;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.lockstep.report.canary.KnowsArchUnit;
import org.junit.jupiter.api.Test;

/** Reports know the checker and pages, and no protocol. The rule is shown to notice a class that breaks it. */
class ArchitectureTest {
    @Test
    void reportsKnowTheCheckerAndPages() {
        JavaClasses report = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.lockstep.report");
        ArchRule rule = classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.lockstep.report..",
                        "dev.lockstep.checker..",
                        "dev.lockstep.pages..",
                        "dev.lockstep.protocol..",
                        "com.sun.net.httpserver..",
                        "java..",
                        "tools.jackson..",
                        "org.jspecify..");

        assertThat(report).hasSizeGreaterThan(10);
        rule.check(report);
        assertThat(rule.evaluate(new ClassFileImporter().importClasses(KnowsArchUnit.class))
                        .hasViolation())
                .isTrue();
    }
}
