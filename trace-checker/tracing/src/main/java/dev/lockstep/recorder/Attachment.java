package dev.lockstep.recorder;

import dev.lockstep.annotations.Immutable;
import dev.lockstep.recorder.CoreType.Observed;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Records a core. It knows what was last written of the core, and which action the core is in. */
final class Attachment extends Attached {
    private static final Set<Class<?>> SCALARS = Set.of(
            String.class,
            Integer.class,
            Long.class,
            Short.class,
            Byte.class,
            Boolean.class,
            BigInteger.class,
            Character.class,
            UUID.class,
            Instant.class,
            Duration.class);

    /** These classes have objects that cannot change as long as their elements do not. */
    private static final Set<Class<?>> COLLECTIONS = Set.copyOf(List.of(
            List.of().getClass(),
            List.of(1).getClass(),
            Set.of(1).getClass(),
            Set.of(1, 2, 3).getClass(),
            Map.of(1, 1).getClass(),
            Map.of(1, 1, 2, 2).getClass()));

    private final CoreType type;
    private final Origin origin;

    private final Observed[] variables;
    private final Observed[] outboxes;

    /** Holds, for each variable, the text that comes before its value. */
    private final byte[][] labels;

    /** Holds, for each variable, the index of the outbox of the same name, or -1. */
    private final int[] outboxOf;

    /** Says, for each variable, whether an event that does not mention it leaves it unchanged. */
    private final boolean[] isComplete;

    /** Holds, for each variable, the value that was last recorded. Before the first event, it is the value at the time of attaching. */
    private final Object[] values;

    private final byte[][] texts;

    /** Says, for each variable, whether it has the last recorded text as long as it has the last recorded value. */
    private final boolean[] lasts;

    private boolean begun;

    /** Holds, for each place in the code, the text that all lines of the action there have in common. */
    private final Map<String, ActionText> actions = new HashMap<>();

    /** The events that are not written yet. The rest of their lines, behind the action's name, is in {@link #lines}. */
    private final List<Pending> pending = new ArrayList<>();

    private final Text lines = new Text();

    /** The text of the value that is being compared with the last recorded one. */
    private final Text news = new Text();

    /** Whether events wait until {@link Recorder#release} is called; otherwise each is written at once. */
    private boolean isHolding;

    /** The outermost action that runs now, or null. */
    private Call current;

    /** Whether an action has ended and its effects are being read. */
    private boolean isReading;

    private record Call(
            Object core,
            Thread thread,
            String action,
            String parameters,
            String source,
            Object[] arguments,
            Outbox[] outboxes) {
        /**
         * Returns this call without a place for a result. An action that throws has no result, and the place among its arguments stays
         * empty.
         */
        Call withoutResult() {
            int last = arguments.length - 1;
            if (last < 0 || arguments[last] != Probe.NO_RESULT) {
                return this;
            }
            return new Call(
                    core,
                    thread,
                    action,
                    parameters.substring(0, Math.max(0, parameters.lastIndexOf(','))),
                    source,
                    Arrays.copyOf(arguments, last),
                    outboxes);
        }
    }

    /** Remembers an outbox as the action found it. */
    private record Outbox(List<?> list, int size, Object last) {}

    Attachment(Recorder recorder, CoreType type, Object core, String instance) {
        super(recorder, type.process(core), instance);
        this.type = type;
        this.origin = new Origin(process(), instance);
        variables = type.variables().toArray(new Observed[0]);
        outboxes = type.outboxes().toArray(new Observed[0]);
        labels = new byte[variables.length][];
        outboxOf = new int[variables.length];
        isComplete = new boolean[variables.length];
        values = new Object[variables.length];
        texts = new byte[variables.length][];
        lasts = new boolean[variables.length];
        List<String> sent = type.outboxes().stream().map(Observed::name).toList();
        for (int i = 0; i < variables.length; i++) {
            String name = variables[i].name();
            labels[i] = new Text().string(name).plain(":").copy();
            outboxOf[i] = sent.indexOf(name);
            isComplete[i] = recorder.isComplete(name);
            Object value = variables[i].of(core);
            remember(i, value, text(i, value));
        }
        for (Observed outbox : outboxes) {
            found(outbox, core);
        }
    }

    @Override
    synchronized Attachment enter(Object core, String action, String parameters, String source, Object[] arguments) {
        if (current != null) {
            if (current.thread() == Thread.currentThread()) {
                return null;
            }
            IllegalStateException overlap =
                    new IllegalStateException(Thread.currentThread().getName() + " calls " + action + " of " + process()
                            + " while " + current.thread().getName() + " is in " + current.action()
                            + ": actions of one core must not overlap");
            recorder().fail(overlap);
            throw overlap;
        }
        if (isReading) {
            throw new IllegalStateException("a @Variable method calls the action " + action + " of " + process());
        }
        Outbox[] found = new Outbox[outboxes.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = found(outboxes[i], core);
        }
        current = new Call(core, Thread.currentThread(), action, parameters, source, arguments, found);
        return this;
    }

    private static Outbox found(Observed field, Object core) {
        List<?> list = (List<?>) field.of(core);
        if (list == null) {
            throw new IllegalStateException(field + " is null: an outbox must be a List");
        }
        int size = list.size();
        return new Outbox(list, size, size == 0 ? null : list.get(size - 1));
    }

    @Override
    synchronized void exit(Throwable thrown) {
        if (current == null || current.thread() != Thread.currentThread()) {
            return;
        }
        Call call = current;
        current = null;
        isReading = true;
        try {
            record(thrown == null ? call : call.withoutResult(), thrown);
        } catch (RuntimeException | Error e) {
            if (thrown != null) {
                e.addSuppressed(thrown);
            }
            recorder().fail(e);
            throw e;
        } finally {
            isReading = false;
        }
    }

    @Override
    synchronized void returned(Object result) {
        if (current != null && current.thread() == Thread.currentThread()) {
            current.arguments()[current.arguments().length - 1] = result;
        }
    }

    private void record(Call call, Throwable thrown) {
        List<?>[] sent = new List<?>[outboxes.length];
        Shift[] shifts = new Shift[values.length];
        boolean changed = false;
        for (int i = 0; i < sent.length; i++) {
            sent[i] = sent(outboxes[i], call.outboxes()[i], call);
            changed |= !sent[i].isEmpty();
        }
        Object[] now = new Object[values.length];
        byte[][] written = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            now[i] = variables[i].of(call.core());
            if (variables[i].changes() && begun) {
                written[i] = texts[i];
                Shift shift = Shift.between((List<?>) values[i], (List<?>) now[i]);
                changed |= !shift.isNone();
                if (!shift.isNone() || !isComplete[i]) {
                    shifts[i] = shift;
                    if (outboxOf[i] >= 0) {
                        sent[outboxOf[i]] = shift.put();
                    }
                }
            } else {
                written[i] = text(i, now[i]);
                changed |= written[i] != texts[i];
            }
        }
        if (thrown != null && !changed) {
            return;
        }

        ActionText action = text(call);
        int start = lines.length();
        try {
            line(call, action, thrown, written, sent, shifts);
        } catch (RuntimeException e) {
            lines.cut(start);
            throw e;
        }
        pending.add(new Pending(action.name(), lines.length()));
        counted();
        if (!isHolding) {
            release();
        }

        for (int i = 0; i < values.length; i++) {
            remember(i, now[i], written[i]);
        }
        begun = true;
    }

    private ActionText text(Call call) {
        ActionText known = actions.get(call.source());
        if (known == null
                || !known.action().equals(call.action())
                || !known.parameters().equals(call.parameters())) {
            known = ActionText.of(call.action(), call.parameters(), call.source(), process(), type.parameter());
            actions.put(call.source(), known);
        }
        return known;
    }

    private void line(
            Call call, ActionText action, Throwable thrown, byte[][] written, List<?>[] sent, Shift[] shifts) {
        for (int i = 0; i < action.labels().length; i++) {
            lines.bytes(action.labels()[i]);
            try {
                Itf.write(lines, call.arguments()[i]);
            } catch (IllegalArgumentException e) {
                throw Json.in("argument " + action.names()[i] + " of " + call.action() + " (" + call.source() + ")", e);
            }
        }
        lines.bytes(action.end());
        String separator = "";
        for (int i = 0; i < values.length; i++) {
            boolean isTold = outboxOf[i] >= 0 || isComplete[i] || variables[i].changes();
            if (!begun || written[i] != texts[i] || !isTold) {
                lines.plain(separator).bytes(labels[i]).bytes(written[i]);
                separator = ",";
            }
        }
        lines.plain("}");
        differences(sent, shifts);
        lines.bytes(action.origin());
        if (thrown != null) {
            lines.plain(",\"threw\":").string(thrown.getClass().getName());
        }
    }

    /** Returns the text of a variable's value. If the text is unchanged, it returns the same array as before. */
    private byte[] text(int i, Object value) {
        if (lasts[i] && (value == values[i] || value instanceof Number && values[i].equals(value))) {
            return texts[i];
        }
        news.cut(0);
        try {
            Itf.write(news, value);
        } catch (IllegalArgumentException e) {
            throw Json.in(variables[i], e);
        }
        return texts[i] != null && news.is(texts[i]) ? texts[i] : news.copy();
    }

    /** Remembers a value and its text as the last recorded ones. */
    private void remember(int i, Object value, byte[] text) {
        if (value != values[i] && !(lasts[i] && text == texts[i])) {
            values[i] = value;
            lasts[i] = !variables[i].changes() && isImmutable(value);
        }
        texts[i] = text;
    }

    private static boolean isImmutable(Object value) {
        Class<?> type = value.getClass();
        if (value instanceof Enum<?> || SCALARS.contains(type) || type.isAnnotationPresent(Immutable.class)) {
            return true;
        } else if (value instanceof Optional<?> optional) {
            return optional.isEmpty() || isImmutable(optional.get());
        } else if (!COLLECTIONS.contains(type)) {
            return false;
        } else if (value instanceof Map<?, ?> map) {
            return areImmutable(map.keySet()) && areImmutable(map.values());
        }
        return areImmutable((Collection<?>) value);
    }

    private static boolean areImmutable(Collection<?> values) {
        for (Object value : values) {
            if (!isImmutable(value)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the elements that the action has appended to an outbox. */
    private static List<?> sent(Observed outbox, Outbox before, Call call) {
        Outbox after = found(outbox, call.core());
        boolean appended = after.size() >= before.size()
                && (before.size() == 0 || after.list().get(before.size() - 1) == before.last());
        if (!appended) {
            throw new IllegalStateException(outbox + " lost elements during " + call.action() + " (" + call.source()
                    + "): an action may only append to it; what it sent cannot be told");
        }
        return after.size() == before.size() ? List.of() : after.list().subList(before.size(), after.size());
    }

    private void differences(List<?>[] sent, Shift[] shifts) {
        String before = ",\"added\":{";
        for (int i = 0; i < sent.length; i++) {
            before = difference(before, "added", outboxes[i].name(), sent[i]);
        }
        for (int i = 0; i < shifts.length; i++) {
            if (shifts[i] != null && outboxOf[i] < 0) {
                before = difference(before, "added", variables[i].name(), shifts[i].put());
            }
        }
        lines.plain(before.equals(",") ? "}" : "");
        before = ",\"removed\":{";
        for (int i = 0; i < shifts.length; i++) {
            if (shifts[i] != null) {
                before = difference(before, "removed", variables[i].name(), shifts[i].taken());
            }
        }
        lines.plain(before.equals(",") ? "}" : "");
    }

    /** Writes one member of a difference, and returns the text that comes before the next one. */
    private String difference(String before, String key, String name, List<?> elements) {
        lines.plain(before).string(name).plain(":");
        try {
            Itf.write(lines, elements);
        } catch (IllegalArgumentException e) {
            throw Json.in(key + " " + name, e);
        }
        return ",";
    }

    @Override
    synchronized void hold() {
        isHolding = true;
    }

    @Override
    synchronized void release() {
        if (!pending.isEmpty()) {
            try {
                recorder().write(origin, pending, lines);
            } finally {
                pending.clear();
                lines.cut(0);
            }
        }
    }

    @Override
    synchronized void checkIdle() {
        if (current != null) {
            throw new IllegalStateException(process() + " is in its action " + current.action());
        }
    }

    @Override
    synchronized void recorded(Map<String, Object> state) {
        for (int i = 0; i < values.length; i++) {
            Object value = state.get(variables[i].name());
            if (value != null) {
                remember(i, value, text(i, value));
            }
        }
    }
}
