package dev.lockstep.junit;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests that are annotated with {@link ExploreAgainst} what they explore with, and requires that they do. */
final class ExploringExtension implements ParameterResolver, AfterTestExecutionCallback {
    private static final Namespace NAMESPACE = Namespace.create(ExploringExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Exploring.class;
    }

    @Override
    public Exploring resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExploreAgainst annotation = context.getRequiredTestMethod().getAnnotation(ExploreAgainst.class);
        Exploring exploring = new Exploring(
                Path.of(annotation.value()), annotation.config().isEmpty() ? null : Path.of(annotation.config()));
        context.getStore(NAMESPACE).put(Exploring.class, exploring);
        return exploring;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Exploring exploring = context.getStore(NAMESPACE).get(Exploring.class, Exploring.class);
        boolean isUsed = exploring != null && exploring.isUsed();
        if (!isUsed && context.getExecutionException().isEmpty()) {
            throw new AssertionError(
                    "the test is annotated with @ExploreAgainst and has explored nothing: it needs a parameter Exploring");
        }
    }
}
