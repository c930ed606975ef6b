package dev.lockstep.checker.tlc.value;

import dev.lockstep.evaluator.value.Order;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import util.UniqueString;

/**
 * Knows the order in which TLC has met strings and model values. Those of the spec and of its config have places that are fixed when these
 * are read. Those of a trace come after them, in an order that depends on what else was checked: they have no place.
 */
public final class Interned implements Order.Names {
    private final int last = UniqueString.uniqueStringOf("\0 all strings that the spec has come before this")
            .getTok();
    private final Map<String, Integer> places = new ConcurrentHashMap<>();

    @Override
    public int place(String name) {
        Integer known = places.get(name);
        if (known == null) {
            int token = UniqueString.uniqueStringOf(name).getTok();
            known = token <= last ? token : -1;
            places.put(name, known);
        }
        return known;
    }
}
