package dev.lockstep.evaluator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.lockstep.evaluator.value.canary.KnowsTrees;
import org.junit.jupiter.api.Test;

/** The evaluator uses the JDK alone. Each rule is shown to notice a class that breaks it. */
class ArchitectureTest {
    private static final JavaClasses EVALUATOR = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.lockstep.evaluator");

    private static void holds(ArchRule rule) {
        assertThat(EVALUATOR).hasSizeGreaterThan(20);
        rule.check(EVALUATOR);
        assertThat(rule.evaluate(new ClassFileImporter().importClasses(KnowsTrees.class))
                        .hasViolation())
                .isTrue();
    }

    @Test
    void theEvaluatorUsesTheJdkAlone() {
        holds(classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.lockstep.evaluator..", "java..", "org.jspecify.."));
    }

    @Test
    void valuesDoNotKnowTheTreesThatMakeThem() {
        holds(classes()
                .that()
                .resideInAPackage("dev.lockstep.evaluator.value..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.lockstep.evaluator.value", "java..", "org.jspecify.."));
    }
}
