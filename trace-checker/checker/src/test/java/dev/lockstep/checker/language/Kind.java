package dev.lockstep.checker.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What kind of value an expression is meant to have. */
sealed interface Kind {
    /** Kinds without parts. */
    enum Plain implements Kind {
        INTEGER,
        BOOLEAN,
        STRING,
        MODEL,
        /** Records of several shapes, as messages are: of which one field tells what kinds the others have. */
        MESSAGE
    }

    record SetOf(Kind element) implements Kind {}

    record SeqOf(Kind element) implements Kind {}

    record FunOf(Kind argument, Kind value) implements Kind {}

    /** The fields are a, b, c. */
    record RecOf(List<Kind> fields) implements Kind {}

    record TupleOf(List<Kind> parts) implements Kind {}

    static Kind random(Random random, int depth) {
        if (depth <= 0 || random.nextInt(3) == 0) {
            Plain[] plain = Plain.values();
            return random.nextInt(3) == 0 ? Plain.INTEGER : plain[random.nextInt(plain.length)];
        }
        return switch (random.nextInt(6)) {
            case 0, 1 -> new SetOf(random(random, depth - 1));
            case 2 -> new SeqOf(random(random, depth - 1));
            case 3 -> new FunOf(random(random, random.nextInt(4) == 0 ? 1 : 0), random(random, depth - 1));
            case 4 -> new RecOf(some(random, depth - 1, 1));
            default -> new TupleOf(some(random, depth - 1, 2));
        };
    }

    private static List<Kind> some(Random random, int depth, int least) {
        List<Kind> kinds = new ArrayList<>();
        int size = least + random.nextInt(2);
        for (int i = 0; i < size; i++) {
            kinds.add(random(random, depth));
        }
        return kinds;
    }
}
