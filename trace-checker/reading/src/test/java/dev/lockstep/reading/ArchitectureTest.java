package dev.lockstep.reading;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.lockstep.reading.canary.KnowsTheCommand;
import org.junit.jupiter.api.Test;

/** Reading knows the checker, pages and reports, no protocol and no TLC. The rule is shown to notice a class that breaks it. */
class ArchitectureTest {
    @Test
    void readingKnowsTheCheckerPagesAndItsParsers() {
        JavaClasses reading = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.lockstep.reading");
        ArchRule rule = classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.lockstep.reading..",
                        "dev.lockstep.checker..",
                        "dev.lockstep.pages..",
                        "dev.lockstep.report..",
                        "com.github.javaparser..",
                        "org.commonmark..",
                        "java..",
                        "org.jspecify..");

        assertThat(reading).hasSizeGreaterThan(20);
        rule.check(reading);
        assertThat(rule.evaluate(new ClassFileImporter().importClasses(KnowsTheCommand.class))
                        .hasViolation())
                .isTrue();
    }
}
