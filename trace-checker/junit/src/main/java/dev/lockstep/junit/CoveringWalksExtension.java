package dev.lockstep.junit;

import dev.lockstep.checker.explore.Bounds;
import dev.lockstep.checker.explore.SpecWalk;
import dev.lockstep.checker.explore.SpecWalks;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs tests that are annotated with {@link CoveringWalks} for each walk. */
final class CoveringWalksExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        CoveringWalks annotation = context.getRequiredTestMethod().getAnnotation(CoveringWalks.class);
        try {
            LoadedSpec spec = Bounds.of(
                            Path.of(annotation.value()),
                            annotation.config().isEmpty() ? null : Path.of(annotation.config()))
                    .load();
            SpecWalks walks = SpecWalks.covering(spec, Set.of(annotation.without()), annotation.states(), () -> false)
                    .orElseThrow(() -> new AssertionError("there are no walks: " + spec.name() + " has more than "
                            + annotation.states() + " states at these bounds"));
            if (walks.walks().isEmpty()) {
                throw new AssertionError("there are no walks: " + spec.name() + " takes no step at these bounds");
            }
            return walks.walks().stream().map(walk -> new Invocation(spec, walk));
        } catch (InvalidInputException e) {
            throw new AssertionError("there are no walks: " + e.getMessage(), e);
        }
    }

    private record Invocation(LoadedSpec spec, SpecWalk walk) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocation) {
            return walk.toString();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Given(new Walk(spec, walk)));
        }
    }

    /** Gives a test its walk, and requires that some code is to take it. */
    private record Given(Walk walk) implements ParameterResolver, AfterTestExecutionCallback {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Walk.class;
        }

        @Override
        public Walk resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return walk;
        }

        @Override
        public void afterTestExecution(ExtensionContext context) {
            if (!walk.isUsed() && context.getExecutionException().isEmpty()) {
                throw new AssertionError(
                        "the test is annotated with @CoveringWalks and no code has taken the walk: it needs a parameter Walk");
            }
        }
    }
}
