package dev.lockstep.recorder;

import dev.lockstep.recorder.CoreType.Observed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A core that is being recorded: what was last written of it, and the action that it is in.
 *
 * <p>Locked before the recorder, never after it.
 */
final class Attachment {
    private static final Set<Class<?>> SCALARS =
            Set.of(String.class, Integer.class, Long.class, Short.class, Byte.class, Boolean.class, BigInteger.class);

    /** Classes whose objects cannot change as long as their elements do not. */
    private static final Set<Class<?>> COLLECTIONS = Set.copyOf(List.of(
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

    /** Events that are not written yet; of their lines what follows the action's name, one behind the other. */
    private final List<Pending> pending = new ArrayList<>();

    private final StringBuilder lines = new StringBuilder();

    /** They are written when {@link Recorder#release} is called; otherwise each at once. */
    private boolean isHolding;

    /** The outermost action that runs now, or null. */
    private Call current;

    /**
     * An event.
     *
     * @param end of its line among the {@link #lines}, which goes from {@code ,"args":} to before the closing brace
     */
    record Pending(String action, int end) {}

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
            texts[i] = Json.encode(values[i], variable::toString);
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
        boolean changed = false;
        for (List<?> elements : added.values()) {
            changed |= !elements.isEmpty();
        }
        Object[] now = new Object[values.length];
        String[] written = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            Observed variable = type.variables().get(i);
            now[i] = variable.of(call.core());
            if (variable.changes() && begun) {
                written[i] = texts[i];
                changed |= shifted(variable, values[i], now[i], added, removed);
            } else if (isSame(values[i], now[i])) {
                written[i] = texts[i];
            } else {
                written[i] = Json.encode(now[i], variable::toString);
            }
            changed |= !written[i].equals(texts[i]);
        }
        if (thrown != null && !changed) {
            return;
        }

        int start = lines.length();
        try {
            line(call, thrown, written, added, removed);
        } catch (RuntimeException e) {
            lines.setLength(start);
            throw e;
        }
        pending.add(new Pending(call.action(), lines.length()));
        if (!isHolding) {
            release();
        }

        System.arraycopy(now, 0, values, 0, values.length);
        System.arraycopy(written, 0, texts, 0, texts.length);
        begun = true;
    }

    private void line(
            Call call, Throwable thrown, String[] written, Map<String, List<?>> added, Map<String, List<?>> removed) {
        arguments(call);
        lines.append(",\"state\":{");
        String separator = "";
        for (int i = 0; i < values.length; i++) {
            String name = type.variables().get(i).name();
            boolean isNews = !written[i].equals(texts[i]) || !added.containsKey(name) && !recorder.isComplete(name);
            if (!begun || isNews) {
                lines.append(separator);
                separator = ",";
                Itf.string(lines, name);
                lines.append(':').append(written[i]);
            }
        }
        lines.append('}');
        difference("added", added);
        difference("removed", removed);
        Itf.string(lines.append(",\"source\":"), call.source());
        if (thrown != null) {
            Itf.string(lines.append(",\"threw\":"), thrown.getClass().getName());
        }
    }

    /** Whether it is for sure what it was, and was then what it is. */
    private static boolean isSame(Object before, Object now) {
        return isImmutable(before) && before.equals(now) && isImmutable(now);
    }

    private static boolean isImmutable(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isEmpty() || isImmutable(optional.get());
        } else if (!COLLECTIONS.contains(value.getClass())) {
            return value instanceof Enum<?> || SCALARS.contains(value.getClass());
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

    private void difference(String key, Map<String, List<?>> elements) {
        if (!elements.isEmpty()) {
            Json.object(lines.append(",\"").append(key).append("\":"), elements, key);
        }
    }

    private void arguments(Call call) {
        lines.append(",\"args\":{");
        String separator = "";
        if (!type.parameter().isEmpty()) {
            Itf.string(lines, type.parameter());
            Itf.string(lines.append(':'), process);
            separator = ",";
        }
        String[] names =
                call.parameters().isEmpty() ? new String[0] : call.parameters().split(",");
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(type.parameter())) {
                throw new IllegalStateException(call.source() + ": the parameter " + names[i] + " of " + call.action()
                        + " has the name by which @Self passes the process; rename one of them with @Argument");
            }
            lines.append(separator);
            separator = ",";
            String name = names[i];
            Itf.string(lines, name);
            Json.write(
                    lines.append(':'),
                    call.arguments()[i],
                    () -> "argument " + name + " of " + call.action() + " (" + call.source() + ")");
        }
        lines.append('}');
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
        isHolding = true;
    }

    synchronized void release() {
        if (!pending.isEmpty()) {
            try {
                recorder.write(process, instance, pending, lines);
            } finally {
                pending.clear();
                lines.setLength(0);
            }
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
