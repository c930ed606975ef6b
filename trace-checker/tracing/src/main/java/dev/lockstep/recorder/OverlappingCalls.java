package dev.lockstep.recorder;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records an object that threads share, so that its actions overlap. Each call is two events of its thread, {@code "call"} and
 * {@code "return"}. The first is in the file before the action does anything, the second after the action has done everything.
 */
final class OverlappingCalls extends Attached {
    private final String parameter;

    /** The outermost call that each thread is in. */
    private final Map<Thread, Call> running = new HashMap<>();

    /** The threads that have called, by name. */
    private final Map<String, Thread> threads = new HashMap<>();

    private record Call(Origin origin, String action, String resultName, Object[] result) {}

    OverlappingCalls(Recorder recorder, CoreType type, String instance) {
        super(recorder, type.spec() + " shared by threads", instance);
        this.parameter = type.parameter();
    }

    @Override
    synchronized Attached enter(Object core, String action, String parameters, String source, Object[] arguments) {
        Thread thread = Thread.currentThread();
        if (running.containsKey(thread)) {
            return null;
        }
        try {
            Thread previous = threads.put(thread.getName(), thread);
            if (previous != null && previous != thread && previous.isAlive()) {
                throw new IllegalStateException("two threads that call " + action + " have the name " + thread.getName()
                        + ": a thread is a process of the trace, so its name must be its own");
            }
            Call call = new Call(
                    new Origin(thread.getName(), instance()),
                    action,
                    parameters.substring(parameters.lastIndexOf(',') + 1),
                    hasResult(arguments) ? new Object[] {Probe.NO_RESULT} : new Object[0]);
            Text line = new Text();
            Json.object(
                    line.plain(",\"args\":"),
                    args(thread, parameters, arguments),
                    action + " (" + source + "), argument");
            line.plain(",\"source\":").string(source);
            write(call, "call", line);
            running.put(thread, call);
        } catch (RuntimeException e) {
            recorder().fail(e);
            throw e;
        }
        return this;
    }

    private static boolean hasResult(Object[] arguments) {
        return arguments.length > 0 && arguments[arguments.length - 1] == Probe.NO_RESULT;
    }

    /** Returns the arguments that are known when the action begins, and the thread. */
    private Map<String, Object> args(Thread thread, String parameters, Object[] arguments) {
        Map<String, Object> args = new LinkedHashMap<>();
        if (!parameter.isEmpty()) {
            args.put(parameter, thread.getName());
        }
        String[] names = parameters.split(",");
        for (int i = 0; i < arguments.length - (hasResult(arguments) ? 1 : 0); i++) {
            args.put(names[i], arguments[i]);
        }
        return args;
    }

    @Override
    synchronized void returned(Object result) {
        Call call = running.get(Thread.currentThread());
        if (call != null) {
            call.result()[0] = result;
        }
    }

    @Override
    synchronized void exit(Throwable thrown) {
        Call call = running.remove(Thread.currentThread());
        if (call == null) {
            return;
        }
        try {
            Text line = new Text();
            if (thrown == null && call.result().length > 0) {
                Json.object(line.plain(",\"args\":"), Map.of(call.resultName(), call.result()[0]), "result");
            }
            if (thrown != null) {
                line.plain(",\"threw\":").string(thrown.getClass().getName());
            }
            write(call, "return", line);
        } catch (RuntimeException | Error e) {
            if (thrown != null) {
                e.addSuppressed(thrown);
            }
            recorder().fail(e);
            throw e;
        }
    }

    private void write(Call call, String kind, Text line) {
        byte[] named =
                new Text().plain(",\"" + kind + "\":").string(call.action()).copy();
        recorder().write(call.origin(), List.of(new Pending(named, line.length())), line);
        counted();
    }

    @Override
    synchronized void checkIdle() {
        if (!running.isEmpty()) {
            throw new IllegalStateException(process() + " is in actions of " + running.keySet());
        }
    }

    @Override
    void hold() {
        throw new IllegalStateException(
                "events of an object that threads share cannot be held back: they happen at once");
    }

    @Override
    void release() {
        // none is held back
    }

    @Override
    void recorded(Map<String, Object> state) {
        // it has no variables
    }
}
