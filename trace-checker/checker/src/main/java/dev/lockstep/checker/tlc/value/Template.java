package dev.lockstep.checker.tlc.value;

import dev.lockstep.checker.trace.OpenNumbers;

/**
 * Makes, from the numbers of one event, what differs between the events of a shape. It may be a value with integers in it, or an
 * observation.
 */
public abstract class Template<T> {
    public abstract T of(OpenNumbers openNumbers);

    public static Template<Object> constant(Object value) {
        return new Template<>() {
            @Override
            public Object of(OpenNumbers openNumbers) {
                return value;
            }
        };
    }

    public static Template<Object> number(int place) {
        return new Template<>() {
            @Override
            public Object of(OpenNumbers openNumbers) {
                return openNumbers.number(place);
            }
        };
    }

    public static Object[] all(Template<Object>[] templates, OpenNumbers openNumbers) {
        Object[] made = new Object[templates.length];
        for (int i = 0; i < made.length; i++) {
            made[i] = templates[i].of(openNumbers);
        }
        return made;
    }
}
