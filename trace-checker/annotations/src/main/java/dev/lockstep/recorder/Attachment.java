package dev.lockstep.recorder;

import dev.lockstep.recorder.CoreType.Observed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A core that is being recorded: what was last written of it, and the action that it is in.
 *
 * <p>Locked before the recorder, never after it.
 */
final class Attachment {
    /** Classes whose objects cannot change as long as their elements do not. */
    private static final Set<Class<?>> IMMUTABLE = Set.copyOf(List.of(
            String.class,
            Integer.class,
            Long.class,
            Short.class,
            Byte.class,
            Boolean.class,
            BigInteger.class,
            List.of().getClass(),
            List.of(1).getClass(),
            Set.of(1).getClass(),
            Set.of(1, 2, 3).getClass(),
            Map.of(1, 1).getClass(),
            Map.of(1, 1, 2, 2).getClass()));

    private final Recorder recorder;
    private final CoreType type;
    private final String process;
    private final String instance;

    /** Per variable: the value as last recorded, and its text. Until the first event: as it was when attached. */
    private final Object[] values;

    private final String[] texts;
    private boolean begun;

    /** Events that are not written before {@link Recorder#release}; null: each is written at once. */
    private List<Line> held;

    /** The outermost action that runs now, or null. */
    private Call current;

    /** @param rest of the line, from {@code ,"args":} on, without the closing brace */
    record Line(String action, CharSequence rest) {}

    private record Call(
            Object core,
            Thread thread,
            String action,
            String parameters,
            String source,
            Object[] arguments,
            Outbox[] outboxes) {}

    /** An outbox as the action found it. */
    private record Outbox(Observed field, List<?> list, int size, Object last) {}

    Attachment(Recorder recorder, CoreType type, Object core, String instance) {
        this.recorder = recorder;
        this.type = type;
        this.process = type.process(core);
        this.instance = instance;
        values = new Object[type.variables().size()];
        texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            Observed variable = type.variables().get(i);
            values[i] = variable.of(core);
            texts[i] = Json.encode(values[i], variable.toString());
        }
        type.outboxes().forEach(outbox -> found(outbox, core));
    }

    String process() {
        return process;
    }

    String instance() {
        return instance;
    }

    Recorder recorder() {
        return recorder;
    }

    synchronized Attachment enter(Object core, String action, String parameters, String source, Object[] arguments) {
        if (current != null) {
            if (current.thread() == Thread.currentThread()) {
                return null;
            }
            throw new IllegalStateException(Thread.currentThread().getName() + " calls " + action + " of " + process
                    + " while " + current.thread().getName() + " is in " + current.action()
                    + ": actions of one core must not overlap");
        }
        Outbox[] outboxes = new Outbox[type.outboxes().size()];
        for (int i = 0; i < outboxes.length; i++) {
            outboxes[i] = found(type.outboxes().get(i), core);
        }
        current = new Call(core, Thread.currentThread(), action, parameters, source, arguments, outboxes);
        return this;
    }

    private static Outbox found(Observed field, Object core) {
        List<?> list = (List<?>) field.of(core);
        if (list == null) {
            throw new IllegalStateException(field + " is null: an outbox must be a List");
        }
        int size = list.size();
        return new Outbox(field, list, size, size == 0 ? null : list.get(size - 1));
    }

    /** The outermost action ends; {@code thrown} is null when it returns. Does nothing when it has ended before. */
    synchronized void exit(Throwable thrown) {
        if (current == null || current.thread() != Thread.currentThread()) {
            return;
        }
        Call call = current;
        current = null;
        try {
            record(call, thrown);
        } catch (RuntimeException | Error e) {
            if (thrown != null) {
                e.addSuppressed(thrown);
            }
            recorder.fail(e);
            throw e;
        }
    }

    private void record(Call call, Throwable thrown) {
        Map<String, List<?>> added = sent(call);
        Map<String, List<?>> removed = new LinkedHashMap<>();
        boolean changed = added.values().stream().anyMatch(elements -> !elements.isEmpty());
        Object[] now = new Object[values.length];
        String[] written = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            Observed variable = type.variables().get(i);
            now[i] = variable.of(call.core());
            if (variable.changes() && begun) {
                written[i] = texts[i];
                changed |= shifted(variable, values[i], now[i], added, removed);
            } else if (now[i] == values[i] && IMMUTABLE.contains(now[i].getClass())) {
                written[i] = texts[i];
            } else {
                written[i] = Json.encode(now[i], variable.toString());
            }
            changed |= !written[i].equals(texts[i]);
        }
        if (thrown != null && !changed) {
            return;
        }

        StringBuilder line = new StringBuilder();
        arguments(line, call);
        line.append(",\"state\":{");
        String separator = "";
        for (int i = 0; i < values.length; i++) {
            String name = type.variables().get(i).name();
            boolean isNews = !written[i].equals(texts[i]) || !added.containsKey(name) && !recorder.isComplete(name);
            if (!begun || isNews) {
                line.append(separator);
                separator = ",";
                Itf.string(line, name);
                line.append(':').append(written[i]);
            }
        }
        difference(line.append('}'), "added", added);
        difference(line, "removed", removed);
        line.append(",\"source\":");
        Itf.string(line, call.source());
        if (thrown != null) {
            line.append(",\"threw\":");
            Itf.string(line, thrown.getClass().getName());
        }
        if (held == null) {
            recorder.write(process, instance, List.of(new Line(call.action(), line)));
        } else {
            held.add(new Line(call.action(), line));
        }

        System.arraycopy(now, 0, values, 0, values.length);
        System.arraycopy(written, 0, texts, 0, texts.length);
        begun = true;
    }

    /** Notes what came and went of a list; returns whether anything did. */
    private boolean shifted(
            Observed variable, Object before, Object after, Map<String, List<?>> added, Map<String, List<?>> removed) {
        Shift shift = Shift.between((List<?>) before, (List<?>) after);
        if (!shift.isNone() || !recorder.isComplete(variable.name())) {
            added.put(variable.name(), shift.put());
            removed.put(variable.name(), shift.taken());
        }
        return !shift.isNone();
    }

    private static void difference(StringBuilder line, String key, Map<String, List<?>> elements) {
        if (!elements.isEmpty()) {
            Json.object(line.append(",\"").append(key).append("\":"), elements, key);
        }
    }

    private void arguments(StringBuilder line, Call call) {
        line.append(",\"args\":{");
        String separator = "";
        if (!type.parameter().isEmpty()) {
            Itf.string(line, type.parameter());
            Itf.string(line.append(':'), process);
            separator = ",";
        }
        String[] names =
                call.parameters().isEmpty() ? new String[0] : call.parameters().split(",");
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(type.parameter())) {
                throw new IllegalStateException(call.source() + ": the parameter " + names[i] + " of " + call.action()
                        + " has the name by which @Self passes the process; rename one of them with @Argument");
            }
            line.append(separator);
            separator = ",";
            Itf.string(line, names[i]);
            String where = "argument " + names[i] + " of " + call.action() + " (" + call.source() + ")";
            line.append(':').append(Json.encode(call.arguments()[i], where));
        }
        line.append('}');
    }

    /** What the action has put into the core's outboxes, by variable. */
    private static Map<String, List<?>> sent(Call call) {
        Map<String, List<?>> sent = new LinkedHashMap<>();
        for (Outbox before : call.outboxes()) {
            Outbox after = found(before.field(), call.core());
            boolean appended = after.size() >= before.size()
                    && (before.size() == 0 || after.list().get(before.size() - 1) == before.last());
            if (!appended) {
                throw new IllegalStateException(before.field() + " lost elements during " + call.action() + " ("
                        + call.source() + "): an action may only append to it; what it sent cannot be told");
            }
            sent.put(before.field().name(), new ArrayList<>(after.list().subList(before.size(), after.size())));
        }
        return sent;
    }

    synchronized void hold() {
        held = held == null ? new ArrayList<>() : held;
    }

    synchronized void release() {
        if (held != null && !held.isEmpty()) {
            List<Line> lines = List.copyOf(held);
            held.clear();
            recorder.write(process, instance, lines);
        }
    }

    synchronized void checkIdle() {
        if (current != null) {
            throw new IllegalStateException(process + " is in its action " + current.action());
        }
    }

    /** An event by hand tells of this core's variables: what it says is now the last recorded. */
    synchronized void recorded(Map<String, Object> state) {
        for (int i = 0; i < values.length; i++) {
            Object value = state.get(type.variables().get(i).name());
            if (value != null) {
                values[i] = value;
                texts[i] = Itf.encode(value);
            }
        }
    }
}
