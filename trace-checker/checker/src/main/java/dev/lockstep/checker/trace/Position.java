package dev.lockstep.checker.trace;

import org.jspecify.annotations.Nullable;

/** Tells how far a trace has been read, and what its next event must fit to. That is the numbers and clocks before it, and open calls. */
public final class Position {
    private final Numbering numbering;
    private final Calls calls;
    private final boolean isChecked;
    private long index;
    private boolean hasEnded;

    /** Makes the position before the first event. */
    public Position() {
        this(0, true);
    }

    private Position(long index, boolean isChecked) {
        this.index = index;
        this.isChecked = isChecked;
        this.numbering = new Numbering();
        this.calls = new Calls();
    }

    private Position(PackedReader in) {
        this.index = in.number();
        this.isChecked = true;
        this.hasEnded = in.truth();
        this.numbering = new Numbering(in);
        this.calls = new Calls(in);
    }

    /** Makes a position before the event of this index at which it is not looked at what was before. */
    static Position unchecked(long index) {
        return new Position(index - 1, false);
    }

    /** Returns how many events were read. */
    public long index() {
        return index;
    }

    /** Returns whether what is asked of the last state has been asked. */
    boolean hasEnded() {
        return hasEnded;
    }

    void end() {
        hasEnded = true;
    }

    /** Moves on by an event; returns its index. */
    public long advance() {
        return ++index;
    }

    /** Takes the next event; why it cannot be the next, null: it can. */
    public @Nullable String add(Event event) {
        if (!isChecked) {
            return null;
        }
        String wrong = numbering.add(event);
        return wrong == null ? calls.add(event) : wrong;
    }

    public void pack(PackedWriter out) {
        out.number(index);
        out.truth(hasEnded);
        numbering.pack(out);
        calls.pack(out);
    }

    public static Position unpacked(PackedReader in) {
        return new Position(in);
    }
}
