package dev.lockstep.checker.explore;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells what an exploration found.
 *
 * @param header the header of the program's traces
 * @param codeStates states of the program
 * @param specStates states of the spec that the program comes to
 * @param codeSteps steps that the program takes from these, told apart by action and by the spec's state after them
 * @param specSteps steps that the spec has from these
 * @param depth states of the longest of the shortest ways to a state
 * @param wrong the first step that is none of the spec, or leads to a state that violates something; empty: there is none
 * @param missing what the spec can do and the program does not, by action
 * @param early why the exploration was ended early, in a few words; empty: it was not
 */
public record ExplorationResult(
        Header header,
        long codeStates,
        long specStates,
        long codeSteps,
        long specSteps,
        int depth,
        Optional<Wrong> wrong,
        Map<String, Missing> missing,
        String early) {

    /**
     * Holds a shortest run to what is wrong.
     *
     * @param run the events; the last is wrong
     * @param why what is wrong with it
     */
    public record Wrong(List<Event> run, String why) {}

    /**
     * Holds what the program does not do.
     *
     * @param count the number of states in which it does not
     * @param run the events of a shortest run to the first of these
     */
    public record Missing(long count, List<Event> run) {}

    /** Returns whether all states were visited, or as many as were needed to find what is wrong. */
    public boolean isComplete() {
        return early.isEmpty();
    }

    /** Returns the actions that the program does not always take where it could, and that are not declared. */
    public Set<String> undeclared(Set<String> declared) {
        Set<String> undeclared = new TreeSet<>(missing.keySet());
        undeclared.removeAll(declared);
        return undeclared;
    }

    /** Returns the declared actions that the program always takes: what is declared is not so. */
    public Set<String> stale(Set<String> declared) {
        Set<String> stale = new TreeSet<>(declared);
        stale.removeAll(missing.keySet());
        return stale;
    }

    /** Returns whether the program refines the spec and does all that the spec can, but for what is declared. */
    public boolean holds(Set<String> declared) {
        return isComplete()
                && wrong.isEmpty()
                && undeclared(declared).isEmpty()
                && stale(declared).isEmpty();
    }
}
