package dev.lockstep.simulation;

import java.util.ArrayList;
import java.util.List;

/** Begins with given choices, goes on at random, and keeps all that it has given. Another run can go on from these. */
public final class RecordedSchedule implements Schedule {
    private final List<Integer> begun;
    private final Schedule rest;
    private final List<Integer> given = new ArrayList<>();

    /**
     * @param begun the first choices, each below the bound that it will be asked for with
     * @param seed the seed of the others
     */
    public RecordedSchedule(List<Integer> begun, long seed) {
        this.begun = List.copyOf(begun);
        this.rest = Schedule.random(seed);
    }

    @Override
    public int next(int bound) {
        int next = given.size() < begun.size() ? Math.floorMod(begun.get(given.size()), bound) : rest.next(bound);
        given.add(next);
        return next;
    }

    /** Returns false: it is endless. */
    @Override
    public boolean isOver() {
        return false;
    }

    /** Returns how many choices it has given. */
    public int size() {
        return given.size();
    }

    /** Returns the first choices that it has given, so many. */
    public List<Integer> first(int count) {
        return List.copyOf(given.subList(0, count));
    }
}
