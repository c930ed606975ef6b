package dev.lockstep.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs a test by the engine of JUnit, and tells how it ended. */
final class ExampleRun {
    private final EngineExecutionResults results;

    /** @param parameter the type of the only parameter of the test */
    ExampleRun(Class<?> type, String test, Class<?> parameter) {
        results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(type, test, parameter.getName()))
                .execute();
    }

    /** Returns the message with which it failed first; empty: it passed. */
    String failure() {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow().getMessage())
                .findFirst()
                .orElse("");
    }

    /** Returns how many tests began. A template is as many as it has invocations. */
    long started() {
        return results.testEvents().started().count();
    }

    long succeeded() {
        return results.testEvents().succeeded().count();
    }
}
