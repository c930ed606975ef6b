package dev.lockstep.checker.tlc.value;

import dev.lockstep.checker.trace.Filling;

/** Makes for an event what differs between the events of its shape: a value that has integers in it, or what is seen of one. */
public abstract class Maker<T> {
    public abstract T of(Filling filling);

    public static Maker<Object> constant(Object value) {
        return new Maker<>() {
            @Override
            public Object of(Filling filling) {
                return value;
            }
        };
    }

    public static Maker<Object> number(int place) {
        return new Maker<>() {
            @Override
            public Object of(Filling filling) {
                return filling.number(place);
            }
        };
    }

    public static Object[] all(Maker<Object>[] makers, Filling filling) {
        Object[] made = new Object[makers.length];
        for (int i = 0; i < made.length; i++) {
            made[i] = makers[i].of(filling);
        }
        return made;
    }
}
