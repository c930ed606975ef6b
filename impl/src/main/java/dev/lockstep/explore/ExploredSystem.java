package dev.lockstep.explore;

import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import dev.lockstep.explorable.Explorable;
import dev.lockstep.explorable.Tape;
import dev.lockstep.explore.Delivery.Network;
import dev.lockstep.explore.Parcels.Parcel;
import dev.lockstep.explore.ProcessStates.Outcome;
import dev.lockstep.recorder.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lets all states of some processes be visited, with a network between them. In a state each process may take any of its own steps, receive
 * any message that can be delivered to it, end a write, crash or restart.
 *
 * @param <M> the protocol's messages
 */
public final class ExploredSystem<M extends Message> implements Explorable {
    private final Bounds bounds;
    private final Delivery delivery;
    private final List<ProcessStates<M>> processes;
    private final Parcels<M> parcels = new Parcels<>();

    /**
     * Says what is explored, and with what it is compared.
     *
     * @param model the model, as {@code mutex/LamportMutex-2x2}
     * @param header the first line of the processes' traces, with the model's constants
     * @param differences actions of the spec that the processes do not always take, with the reasons
     */
    public record Bounds(String model, Header header, Map<String, String> differences) {}

    /**
     * @param processes makes the processes, all in their first states, as often as it is asked
     */
    public ExploredSystem(
            Bounds bounds,
            Delivery delivery,
            Supplier<? extends List<? extends Process<M>>> processes,
            Environment<M> environment) {
        this.bounds = bounds;
        this.delivery = delivery;
        this.processes = IntStream.range(0, processes.get().size())
                .mapToObj(i -> new ProcessStates<M>(() -> processes.get().get(i), environment, parcels))
                .toList();
    }

    @Override
    public String model() {
        return bounds.model;
    }

    @Override
    public String header() {
        return bounds.header.toJson();
    }

    @Override
    public Map<String, String> differences() {
        return bounds.differences;
    }

    @Override
    public State initial() {
        return new Whole(processes.stream().map(ProcessStates::initial).toList(), delivery.empty(parcels));
    }

    /** Holds the state of each process, and what is under way between them. */
    private final class Whole implements State {
        private final List<ProcessStates<M>.State> states;
        private final Network<M> network;

        Whole(List<ProcessStates<M>.State> states, Network<M> network) {
            this.states = states;
            this.network = network;
        }

        @Override
        public Object key() {
            int[] numbers = new int[states.size()];
            Arrays.setAll(numbers, i -> states.get(i).number());
            return new Key(numbers, network);
        }

        @Override
        public List<Transition> steps() {
            List<Transition> steps = new ArrayList<>();
            List<Parcel<M>> deliverable = network.deliverable();
            try (Tape tape = new Tape(bounds.header)) {
                for (int i = 0; i < states.size(); i++) {
                    for (Outcome<M> outcome : states.get(i).own(tape)) {
                        steps.add(new Transition(outcome.event(), after(i, outcome, network)));
                    }
                    for (Parcel<M> parcel : deliverable) {
                        for (Outcome<M> outcome : states.get(i).receive(parcel, tape)) {
                            steps.add(new Transition(outcome.event(), after(i, outcome, network.received(parcel))));
                        }
                    }
                }
            }
            return steps;
        }

        private Whole after(int process, Outcome<M> outcome, Network<M> rest) {
            List<ProcessStates<M>.State> after = new ArrayList<>(states);
            after.set(process, outcome.after());
            return new Whole(after, rest.sent(outcome.sent()));
        }
    }

    /** Holds the numbers of the processes' states, and what is under way between them. */
    private record Key(int[] numbers, Object network) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && Arrays.equals(numbers, that.numbers) && network.equals(that.network);
        }

        @Override
        public int hashCode() {
            int hash = (Arrays.hashCode(numbers) * 0x9E3779B9 ^ network.hashCode()) * 0x85EBCA6B;
            return hash ^ hash >>> 16; // small numbers, and sets with the same ones, would come together
        }
    }
}
