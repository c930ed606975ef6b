package dev.lockstep.simulation;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import java.util.ArrayList;
import java.util.List;

/** A core that sends numbers to another, and remembers what it has received. */
class Counter implements Core<Integer> {
    private final String id;
    private final String peer;
    final List<Integer> received = new ArrayList<>();
    final List<Send<Integer>> outbox = new ArrayList<>();
    int incarnation;
    int sent;

    /** Inputs since the last drain, and how many there were before each. */
    int inputs;

    final List<Integer> batches = new ArrayList<>();

    Counter(String id, String peer) {
        this.id = id;
        this.peer = peer;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void receive(Integer message) {
        inputs++;
        received.add(message);
    }

    @Override
    public List<Step> steps() {
        return List.of(new Step("send", true, this::send));
    }

    private void send() {
        inputs++;
        outbox.add(new Send<>(peer, ++sent));
    }

    @Override
    public List<Send<Integer>> drain() {
        List<Send<Integer>> sends = List.copyOf(outbox);
        outbox.clear();
        batches.add(inputs);
        inputs = 0;
        return sends;
    }

    @Override
    public Core<Integer> restarted() {
        incarnation++;
        received.clear();
        outbox.clear();
        inputs = 0;
        return this;
    }
}
