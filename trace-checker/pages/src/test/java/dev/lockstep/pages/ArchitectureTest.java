package dev.lockstep.pages;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.lockstep.pages.canary.KnowsArchUnit;
import org.junit.jupiter.api.Test;

/** Pages use the JDK alone. The rule is shown to notice a class that breaks it. */
class ArchitectureTest {
    @Test
    void pagesUseTheJdkAlone() {
        JavaClasses pages = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.lockstep.pages");
        ArchRule rule = classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.lockstep.pages..", "java..", "org.jspecify..");

        assertThat(pages).hasSizeGreaterThan(4);
        rule.check(pages);
        assertThat(rule.evaluate(new ClassFileImporter().importClasses(KnowsArchUnit.class))
                        .hasViolation())
                .isTrue();
    }
}
