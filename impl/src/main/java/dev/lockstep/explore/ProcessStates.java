package dev.lockstep.explore;

import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.explorable.Tape;
import dev.lockstep.explore.Parcels.Parcel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the states of one process that have been visited, and what each step of each leads to. A step is taken once, however many states of
 * the others there are beside it.
 *
 * <p>A state is made by a new process that takes all steps that led to it. So a core needs no right copy, and nothing that it hides is lost.
 */
final class ProcessStates<M extends Message> {
    private final Supplier<? extends Process<M>> first;
    private final Environment<M> environment;
    private final Parcels<M> parcels;
    private final Map<Object, State> known = new HashMap<>();

    /**
     * Names a step that is chosen of those that a process in some state can take.
     *
     * @param name the name by which the step is bounded; empty: it is not
     * @param isDown whether the process is down after it
     */
    private record Input<M extends Message>(
            String name, boolean isDown, BiConsumer<Environment<M>, Process<M>> taken) {}

    /**
     * Says what a step leads to.
     *
     * @param event the line of a trace that the process writes for it
     * @param sent what it sends, in order
     */
    record Outcome<M extends Message>(String event, ProcessStates<M>.State after, List<Parcel<M>> sent) {}

    ProcessStates(Supplier<? extends Process<M>> first, Environment<M> environment, Parcels<M> parcels) {
        this.parcels = parcels;
        this.first = first;
        this.environment = environment;
    }

    State initial() {
        return state(first.get(), List.of(), false, Map.of());
    }

    private State state(Process<M> process, List<Input<M>> way, boolean isDown, Map<String, Integer> taken) {
        return known.computeIfAbsent(
                List.of(process.state(), isDown, taken), key -> new State(known.size(), way, isDown, taken));
    }

    private void take(Input<M> input, Process<M> process) {
        input.taken.accept(environment, process);
        environment.ended(process);
    }

    /** Represents a state of the process, whatever the others are in. */
    final class State {
        private final int number;
        private final List<Input<M>> way;
        private final boolean isDown;

        /** Counts how often each of the bounded steps was taken. */
        private final Map<String, Integer> taken;

        /** Holds what the receipt of each message leads to, by its number. */
        private final List<@Nullable List<Outcome<M>>> receipts = new ArrayList<>();

        private @Nullable List<Outcome<M>> own;

        /** A process in this state that is asked what it can do, and never does it. */
        private @Nullable Process<M> asked;

        private State(int number, List<Input<M>> way, boolean isDown, Map<String, Integer> taken) {
            this.number = number;
            this.way = way;
            this.isDown = isDown;
            this.taken = taken;
        }

        /** Returns a number that no other state of this process has. */
        int number() {
            return number;
        }

        /** Returns a process in this state. */
        private Process<M> process() {
            Process<M> process = first.get();
            for (Input<M> input : way) {
                take(input, process);
                process.drain();
            }
            return process;
        }

        private Process<M> asked() {
            if (asked == null) {
                asked = process();
            }
            return asked;
        }

        /** Returns what the steps lead to that need no message. */
        List<Outcome<M>> own(Tape tape) {
            if (own == null) {
                own = outcomes(ownInputs(), tape);
            }
            return own;
        }

        private List<Input<M>> ownInputs() {
            if (isDown) {
                return List.of(new Input<>("", false, (env, process) -> process.restart()));
            }
            List<Input<M>> inputs = new ArrayList<>();
            Process<M> here = asked();
            if (here.unwritten().isPresent()) {
                inputs.add(new Input<>("", false, (env, process) -> process.written()));
            }
            List<Step> steps = here.steps();
            for (int i = 0; i < steps.size(); i++) {
                int index = i;
                if (!environment.takes(here, steps.get(i))) {
                    continue;
                }
                inputs.add(new Input<>(
                        steps.get(i).action(),
                        false,
                        (env, process) -> process.steps().get(index).take().run()));
            }
            List<Step> calls = here.isReady() ? environment.calls(here) : List.of();
            for (int i = 0; i < calls.size(); i++) {
                int index = i;
                inputs.add(new Input<>(
                        calls.get(i).action(),
                        false,
                        (env, process) -> env.calls(process).get(index).take().run()));
            }
            if (environment.crashes(here)) {
                inputs.add(new Input<>("", true, (env, process) -> process.crash()));
            }
            inputs.removeIf(input -> taken.getOrDefault(input.name, 0)
                    >= environment.most().getOrDefault(input.name, Integer.MAX_VALUE));
            return inputs;
        }

        /** Returns what the receipt of a message leads to; nothing if it is not for this process, or waits. */
        List<Outcome<M>> receive(Parcel<M> parcel, Tape tape) {
            while (receipts.size() <= parcel.number()) {
                receipts.add(null);
            }
            List<Outcome<M>> outcomes = receipts.get(parcel.number());
            if (outcomes == null) {
                outcomes = outcomes(receiptsOf(parcel.message()), tape);
                receipts.set(parcel.number(), outcomes);
            }
            return outcomes;
        }

        private List<Input<M>> receiptsOf(M message) {
            if (isDown) {
                return List.of();
            }
            Process<M> here = asked();
            List<Input<M>> inputs = new ArrayList<>();
            if (here.isReady() && environment.isFor(here, message)) {
                int ways = environment.receipts(here, message).size();
                for (int i = 0; i < ways; i++) {
                    int index = i;
                    inputs.add(new Input<>(
                            "",
                            false,
                            (env, process) ->
                                    env.receipts(process, message).get(index).run()));
                }
            }
            return inputs;
        }

        private List<Outcome<M>> outcomes(List<Input<M>> inputs, Tape tape) {
            return inputs.stream().map(input -> outcome(input, tape)).toList();
        }

        private Outcome<M> outcome(Input<M> input, Tape tape) {
            Process<M> process = process();
            String event = tape.event(process, () -> take(input, process));
            List<Parcel<M>> sent = parcels.of(process.drain());
            List<Input<M>> longer = new ArrayList<>(way);
            longer.add(input);
            Map<String, Integer> more = new HashMap<>(taken);
            if (environment.most().containsKey(input.name)) {
                more.merge(input.name, 1, Integer::sum);
            }
            return new Outcome<>(event, state(process, List.copyOf(longer), input.isDown, Map.copyOf(more)), sent);
        }
    }
}
