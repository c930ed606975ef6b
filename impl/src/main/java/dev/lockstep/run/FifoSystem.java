package dev.lockstep.run;

import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.protocol.Explorable;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Lets all states of some processes be visited, with channels between them that are FIFO and lose nothing. In a state each process may take
 * any of its own steps, or receive the oldest message of any channel to it.
 *
 * <p>A state is made by new processes that take all steps that led to it. So a core needs no right copy, and nothing that it hides is lost.
 *
 * @param <M> the protocol's messages
 */
public final class FifoSystem<M extends Message> implements Explorable {
    /** The numbers of an event are those in its run, and an explored step belongs to many runs. */
    private static final Pattern NUMBERS = Pattern.compile(",\"clock\":\\d+,\"seq\":\\d+");

    private final String model;
    private final Header header;
    private final Supplier<List<? extends Process<M>>> processes;
    private final Map<String, Integer> most;
    private final Map<String, String> differences;

    /**
     * @param model the model at whose bounds the processes are explored
     * @param processes makes them, all in their first states
     * @param most for steps by their names, how often each process takes them at most: what clients ask for has no bound of its own
     * @param differences actions of the spec that the processes do not take, with the reasons
     */
    public FifoSystem(
            String model,
            Header header,
            Supplier<List<? extends Process<M>>> processes,
            Map<String, Integer> most,
            Map<String, String> differences) {
        this.model = model;
        this.header = header;
        this.processes = processes;
        this.most = Map.copyOf(most);
        this.differences = Map.copyOf(differences);
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public String header() {
        return header.toJson();
    }

    @Override
    public State initial() {
        return new Reached(List.of());
    }

    @Override
    public Map<String, String> differences() {
        return differences;
    }

    /**
     * Says what happens next.
     *
     * @param process the index of the process that takes the step
     * @param step the index of its own step; -1: it receives a message
     * @param from who sent the message; empty: it receives none
     */
    private record Choice(int process, int step, String from) {}

    /** Holds the processes, and what is under way. */
    private final class Running {
        private final List<? extends Process<M>> all = processes.get();
        private final Map<List<String>, Deque<M>> channels = new LinkedHashMap<>();
        private final Map<List<String>, Integer> taken = new HashMap<>();

        Running(List<Choice> choices) {
            choices.forEach(this::take);
        }

        List<Choice> choices() {
            List<Choice> choices = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                Process<M> process = all.get(i);
                List<Step> steps = process.steps();
                for (int j = 0; j < steps.size(); j++) {
                    String name = steps.get(j).action();
                    if (taken.getOrDefault(List.of(process.id(), name), 0)
                            < most.getOrDefault(name, Integer.MAX_VALUE)) {
                        choices.add(new Choice(i, j, ""));
                    }
                }
                for (Process<M> other : all) {
                    if (channels.containsKey(List.of(other.id(), process.id()))) {
                        choices.add(new Choice(i, -1, other.id()));
                    }
                }
            }
            return choices;
        }

        void take(Choice choice) {
            Process<M> process = all.get(choice.process);
            if (choice.step >= 0) {
                Step step = process.steps().get(choice.step);
                if (most.containsKey(step.action())) {
                    taken.merge(List.of(process.id(), step.action()), 1, Integer::sum);
                }
                step.take().run();
            } else {
                List<String> channel = List.of(choice.from, process.id());
                process.receive(channels.get(channel).removeFirst());
                channels.computeIfPresent(channel, (of, waiting) -> waiting.isEmpty() ? null : waiting);
            }
            for (M message : process.drain()) {
                channels.computeIfAbsent(List.of(message.from(), message.to()), of -> new ArrayDeque<>())
                        .add(message);
            }
        }

        /** Takes the step, and returns its event. */
        String recorded(Choice choice, Recorder recorder, List<String> lines) {
            Process<M> process = all.get(choice.process);
            lines.clear();
            recorder.attach(process);
            take(choice);
            recorder.detach(process);
            if (lines.size() != 1) {
                throw new IllegalStateException(
                        process.id() + " takes a step that is " + lines.size() + " events, not one: " + lines);
            }
            return NUMBERS.matcher(lines.get(0)).replaceFirst("");
        }

        Object key() {
            List<Object> key = new ArrayList<>();
            all.forEach(process -> key.add(process.state()));
            Map<String, List<M>> waiting = new TreeMap<>();
            channels.forEach((channel, messages) -> waiting.put(channel.toString(), List.copyOf(messages)));
            return List.of(key, waiting, Map.copyOf(taken));
        }
    }

    /** Holds the way to a state. */
    private final class Reached implements State {
        private final List<Choice> choices;
        private final Object key;

        Reached(List<Choice> choices) {
            this(choices, new Running(choices));
        }

        private Reached(List<Choice> choices, Running running) {
            this.choices = choices;
            this.key = running.key();
        }

        @Override
        public Object key() {
            return key;
        }

        @Override
        public List<Transition> steps() {
            List<Transition> steps = new ArrayList<>();
            List<String> lines = new ArrayList<>();
            try {
                Path file = Files.createTempFile("lockstep-step", ".ndjson");
                try (Recorder recorder = Recorder.open(file, header, lines::add)) {
                    for (Choice choice : new Running(choices).choices()) {
                        Running running = new Running(choices);
                        String event = running.recorded(choice, recorder, lines);
                        List<Choice> longer = new ArrayList<>(choices);
                        longer.add(choice);
                        steps.add(new Transition(event, new Reached(List.copyOf(longer), running)));
                    }
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return steps;
        }
    }
}
