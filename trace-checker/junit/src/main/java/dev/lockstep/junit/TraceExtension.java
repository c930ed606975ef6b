package dev.lockstep.junit;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Validates the traces of tests that are annotated with {@link ValidateTraces}. The files of an accepted trace are deleted, those of any
 * other stay below {@code target}.
 */
final class TraceExtension
        implements ParameterResolver, AfterTestExecutionCallback, TestExecutionExceptionHandler, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(TraceExtension.class);

    /** Collects which actions of their spec the traces of a class take. */
    private static final class Taken {
        private final Set<String> actions = new TreeSet<>();
        private final Set<String> taken = new TreeSet<>();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RecordedTrace.class;
    }

    @Override
    public RecordedTrace resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return kept(context, RecordedTrace.class, () -> newTrace(context));
    }

    /** Returns what is kept of this class, and makes it if nothing is. The store's own method for that is another in JUnit 5 than in 6. */
    private static synchronized <T> T kept(ExtensionContext context, Class<T> type, Supplier<T> made) {
        @Nullable T found = context.getStore(NAMESPACE).get(type, type);
        if (found != null) {
            return found;
        }
        T fresh = made.get();
        context.getStore(NAMESPACE).put(type, fresh);
        return fresh;
    }

    private static RecordedTrace newTrace(ExtensionContext context) {
        ValidateTraces annotation = annotation(context);
        return new RecordedTrace(
                folder(context),
                annotation.atEnd(),
                annotation.online()
                        ? header -> TraceAssertions.load(header, path(annotation.spec()), path(annotation.config()))
                        : null);
    }

    private static Path folder(ExtensionContext context) {
        String test = context.getRequiredTestClass().getSimpleName() + "-"
                + context.getRequiredTestMethod().getName();
        String which = String.format(
                "%08x", context.getUniqueId().hashCode()); // of its invocations, and of classes of one name
        return Path.of("target", "traces", test + "-" + which);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        RecordedTrace trace = context.getStore(NAMESPACE).get(RecordedTrace.class, RecordedTrace.class);
        if (trace == null) {
            return;
        }
        @Nullable ExpectRejection expected = context.getRequiredTestMethod().getAnnotation(ExpectRejection.class);
        @Nullable CheckResult online = trace.verdict();
        if (online != null && online.verdict() != Verdict.ACCEPTED) {
            ended(trace, online, expected, context);
            return;
        }
        List<Path> files = trace.finish();
        if (context.getExecutionException().isPresent()) {
            return; // the test has failed already, for a reason of its own
        }
        if (files.isEmpty()) {
            throw new AssertionError("the test took a RecordedTrace and recorded nothing");
        }
        ValidateTraces annotation = annotation(context);
        CheckResult result = TraceAssertions.check(files, path(annotation.spec()), path(annotation.config()));
        if (expected != null) {
            ExpectedRejection.of(expected).require(result);
        } else {
            TraceAssertions.requireAccepted(result, files, path(annotation.spec()), path(annotation.config()));
        }
        if (annotation.everyActionTaken() && expected == null) {
            Taken taken = taken(context.getParent().orElseThrow());
            taken.actions.addAll(TraceAssertions.load(files, path(annotation.spec()), path(annotation.config()))
                    .actions()
                    .keySet());
            taken.taken.addAll(result.actions().keySet());
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.deleteIfExists(FailureReport.page(files)); // of an earlier build, in which the test failed
        Files.delete(folder(context));
    }

    /** Judges a trace that ended at an event that was no step. The action that was recorded has thrown, whether or not the test noticed. */
    private static void ended(
            RecordedTrace trace, CheckResult online, @Nullable ExpectRejection expected, ExtensionContext context)
            throws IOException {
        try {
            trace.finish();
        } catch (IOException endsThere) {
            // as it must: nothing follows the event that is no step
        }
        if (expected != null) {
            ExpectedRejection.of(expected).require(online);
        } else if (context.getExecutionException().isEmpty()) {
            throw new AssertionError(online.toString());
        }
    }

    /** Drops a failure that the test expects: the action was rejected while it was recorded. */
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        @Nullable RecordedTrace trace = context.getStore(NAMESPACE).get(RecordedTrace.class, RecordedTrace.class);
        @Nullable CheckResult online = trace == null ? null : trace.verdict();
        boolean expected = context.getRequiredTestMethod().isAnnotationPresent(ExpectRejection.class)
                && online != null
                && online.verdict() == Verdict.REJECTED;
        if (!expected) {
            throw thrown;
        }
    }

    private static Taken taken(ExtensionContext ofClass) {
        return kept(ofClass, Taken.class, Taken::new);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        ValidateTraces annotation = annotation(context);
        if (!annotation.everyActionTaken()) {
            return;
        }
        Taken taken = taken(context);
        taken.taken.addAll(List.of(annotation.except()));
        List<String> untaken = SpecActions.without(taken.actions, taken.taken);
        if (taken.actions.isEmpty() || !untaken.isEmpty()) {
            throw new AssertionError(
                    taken.actions.isEmpty()
                            ? "no test of this class has a trace that is accepted, so no action is taken"
                            : "no test of this class takes these actions: " + String.join(", ", untaken));
        }
    }

    private static ValidateTraces annotation(ExtensionContext context) {
        Class<?> current = context.getRequiredTestClass();
        while (current != null) {
            ValidateTraces annotation = current.getAnnotation(ValidateTraces.class);
            if (annotation != null) {
                return annotation;
            }
            current = current.getEnclosingClass();
        }
        throw new IllegalStateException("no @ValidateTraces on " + context.getRequiredTestClass());
    }

    private static @Nullable Path path(String file) {
        return file.isEmpty() ? null : Path.of(file);
    }
}
