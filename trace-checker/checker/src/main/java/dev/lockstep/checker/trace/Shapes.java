package dev.lockstep.checker.trace;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads events by the shapes of those before them. Most lines of a trace differ from an earlier one in a few integers. A line is compared
 * with the texts between these, which are kept as a tree. Lines that are like none are read as {@link PlainLine} does.
 */
final class Shapes {
    private static final int LONGEST_LINE = 1 << 14;
    private static final int MOST_NODES = 1 << 14;

    /** So many shapes are tried that no line has had yet. */
    private static final int MOST_UNUSED = 256;

    private static final int MOST_DIGITS = 9;
    private static final Node[] NONE = {};

    private final Words instances = new Words(false);
    private final PlainLine plain;
    private final boolean isLearning;
    private final Node root = new Node(new byte[0], Then.INTEGER, null);
    private int nodes;
    private int unused;
    private int[] numbers = new int[16];

    private enum Then {
        INTEGER,
        INSTANCE,
        END
    }

    /** Holds a text of a line, and what is after it. */
    private static final class Node {
        private final byte[] text;
        private final Then then;
        private final @Nullable Shape shape;
        private Node[] next = NONE;

        Node(byte[] text, Then then, @Nullable Shape shape) {
            this.text = text;
            this.then = then;
            this.shape = shape;
        }

        /** Returns whether the text is what the line has from there on. A character of the line or its end comes after it. */
        boolean isAt(byte[] line, int at, int end) {
            int stop = at + text.length;
            return stop < end && isFollowedBy(line[stop]) && Arrays.equals(text, 0, text.length, line, at, stop);
        }

        private boolean isFollowedBy(byte character) {
            return switch (then) {
                case INTEGER -> startsInteger(character);
                case INSTANCE -> true;
                case END -> character == '\n';
            };
        }

        private static boolean startsInteger(byte character) {
            return character >= '0' && character <= '9' || character == '-';
        }
    }

    Shapes(String file) {
        this(file, true);
    }

    /** @param isLearning false: no line is read by the shape of another */
    Shapes(String file, boolean isLearning) {
        this.plain = new PlainLine(file);
        this.isLearning = isLearning;
    }

    /** Reads lines of another file from now on, by the shapes of those before. */
    void open(String file) {
        plain.open(file);
    }

    /** Returns the header in the first bytes; null: the line is not plain, or not a header. */
    @Nullable
    Header header(byte[] line, int length) {
        return plain.header(line, length);
    }

    /** Reads the event on the next line, which is taken. Returns null and takes no line if none was like it, or not all of it is read. */
    @Nullable
    Event next(Lines lines, long index) {
        byte[] line = lines.buffer();
        int limit = lines.limit();
        int at = lines.position();
        int count = 0;
        String instance = null;
        Node node = at(line, at, limit, root.next);
        while (node != null) {
            at += node.text.length;
            if (node.then == Then.END) {
                lines.take(at);
                unused = Math.max(0, unused - 1);
                int[] own = new int[count];
                System.arraycopy(numbers, 0, own, 0, count);
                return Objects.requireNonNull(node.shape).filled(index, lines.file(), lines.number(), own, instance);
            }
            boolean isInteger = node.then == Then.INTEGER;
            int stop = isInteger ? endOfInteger(line, at, limit) : endOfInstance(line, at, limit);
            if (stop < 0) {
                return null;
            } else if (isInteger) {
                if (count == numbers.length) {
                    numbers = Arrays.copyOf(numbers, count * 2);
                }
                numbers[count++] = integer(line, at, stop);
            } else {
                instance = instance(line, at, stop);
            }
            at = stop;
            node = at(line, at, limit, node.next);
        }
        return null;
    }

    /** Returns the event in the first bytes; null: the line is not plain. */
    @Nullable
    Event read(byte[] line, int length, long index, long number) {
        Event event = plain.read(line, length, index, number);
        if (isLearning && event != null && unused < MOST_UNUSED && nodes < MOST_NODES && length <= LONGEST_LINE) {
            learn(line, length);
        }
        return event;
    }

    private static @Nullable Node at(byte[] line, int at, int end, Node[] among) {
        for (int i = 0; i < among.length; i++) {
            Node node = among[i];
            if (node.isAt(line, at, end)) {
                if (i > 0) { // what there often is comes to the front
                    among[i] = among[i - 1];
                    among[i - 1] = node;
                }
                return node;
            }
        }
        return null;
    }

    /** Returns the end of an integer; -1: it is none of at most nine digits, or has superfluous zeros. */
    private static int endOfInteger(byte[] line, int start, int end) {
        int digits = line[start] == '-' ? start + 1 : start;
        int stop = digits;
        while (stop < end && line[stop] >= '0' && line[stop] <= '9') {
            stop++;
        }
        int count = stop - digits;
        return count == 0 || count > MOST_DIGITS || count > 1 && line[digits] == '0' ? -1 : stop;
    }

    private static int integer(byte[] line, int start, int stop) {
        boolean isNegative = line[start] == '-';
        int number = 0;
        for (int i = isNegative ? start + 1 : start; i < stop; i++) {
            number = number * 10 + line[i] - '0';
        }
        return isNegative ? -number : number;
    }

    /** Returns the end of an instance's name; -1: it has characters that are not plain. */
    private static int endOfInstance(byte[] line, int start, int end) {
        int stop = start;
        while (stop < end && line[stop] != '"') {
            if (line[stop] < ' ' || line[stop] == '\\') {
                return -1;
            }
            stop++;
        }
        return stop - start > Words.LONGEST ? -1 : stop;
    }

    private String instance(byte[] line, int start, int stop) {
        int hash = 0;
        for (int i = start; i < stop; i++) {
            hash = Words.hash(hash, line[i]);
        }
        return instances.word(line, start, stop, hash).text.value();
    }

    // ---------------------------------------------------------------- learning

    /** Lines like this one, which is plain, are read by its shape from now on. */
    private void learn(byte[] line, int length) {
        OpenPlaces openPlaces = new OpenPlaces();
        Event pattern = Objects.requireNonNull(plain.pattern(line, length, openPlaces));
        int at = 0;
        Node parent = root;
        for (int i = 0; i < openPlaces.count(); i++) {
            byte[] text = Arrays.copyOfRange(line, at, openPlaces.start(i));
            Then then = openPlaces.isInstance(i) ? Then.INSTANCE : Then.INTEGER;
            Node known = known(parent.next, text, then);
            parent = known != null ? known : add(parent, new Node(text, then, null));
            at = openPlaces.stop(i);
        }
        byte[] rest = Arrays.copyOfRange(line, at, length);
        if (known(parent.next, rest, Then.END) == null) {
            unused++;
            add(parent, new Node(rest, Then.END, new Shape(pattern)));
        }
    }

    private static @Nullable Node known(Node[] among, byte[] text, Then then) {
        for (Node known : among) {
            if (known.then == then && Arrays.equals(known.text, text)) {
                return known;
            }
        }
        return null;
    }

    private Node add(Node parent, Node child) {
        nodes++;
        int count = parent.next.length;
        parent.next = Arrays.copyOf(parent.next, count + 1);
        parent.next[count] = child;
        return child;
    }
}
