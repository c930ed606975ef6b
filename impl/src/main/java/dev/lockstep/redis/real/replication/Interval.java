package dev.lockstep.redis.real.replication;

import dev.lockstep.redis.real.replication.Seen.Command;
import dev.lockstep.redis.real.replication.Seen.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the steps of a server between two turns. A turn is that it is started, promoted, told whom to follow, asks its master (PSYNC), or is killed. In an
 * interval it is a master, or is fed on one connection, so that the offsets of its steps tell their order.
 */
final class Interval {
    final String server;

    /** Counts which run of the server it is in. */
    final int life;

    /** The command that begins it, or began the one in which the server asked its master. */
    final Command command;

    /** The connection on which it is fed; null: none. */
    final @Nullable Session session;

    /** The histories in which it was seen, in this order. */
    final List<String> replids = new ArrayList<>();

    /** The turn itself; null: the start of the run. */
    @Nullable
    Item begin;

    /** The next turn; null: there is none. */
    @Nullable
    Interval next;

    private final List<Placed> placed = new ArrayList<>();
    private final List<Item> others = new ArrayList<>();

    /**
     * Holds a step whose place is known.
     *
     * @param offset the offset that the server had then, in bytes
     * @param history counts the histories of the interval
     * @param rank puts what was executed before what was said of it
     */
    private record Placed(long offset, int history, int rank, long size, Item item) {}

    Interval(String server, int life, Command command, @Nullable Session session) {
        this.server = server;
        this.life = life;
        this.command = command;
        this.session = session;
    }

    boolean isDown() {
        return command.kind() == Kind.CRASH;
    }

    boolean isMaster() {
        return !isDown() && command.host() == null;
    }

    /** Returns when it may have begun at the earliest. */
    long begun() {
        return session == null ? command.asked() : session.at;
    }

    /** Returns the offset at which it begins. */
    long start() {
        return session != null
                ? session.start()
                : command.info() == null ? 0 : command.info().offset();
    }

    /** Returns the offset at which it ends, as far as that was told. */
    long end() {
        Interval following = next;
        if (following == null || following.life != life || following.isDown()) {
            return Long.MAX_VALUE;
        }
        if (following.session != null) {
            return following.session.offset == Session.ALL ? Long.MAX_VALUE : following.session.offset;
        }
        return following.command.info() == null
                ? Long.MAX_VALUE
                : following.command.info().offset();
    }

    private int history(String replid) {
        if (!replids.contains(replid)) {
            replids.add(replid);
        }
        return replids.indexOf(replid);
    }

    /** Adds what was executed, which moved the offset to this. */
    void executed(long end, Item item) {
        placed.add(new Placed(end, -1, 0, 0, item));
    }

    /** Adds a write that did not move the offset. */
    void uncounted(long offset, String replid, long size, Item item) {
        placed.add(new Placed(offset, history(replid), 0, size, item));
    }

    /** Adds a step at an offset, in a history. */
    void at(long offset, String replid, Item item) {
        placed.add(new Placed(offset, history(replid), 1, 0, item));
    }

    /** Adds a step at an offset of the one history that a replica is in. */
    void at(long offset, Item item) {
        placed.add(new Placed(offset, 0, 1, 0, item));
    }

    /** Adds a step whose place is not known, but that it is in this interval. */
    void somewhere(Item item) {
        others.add(item);
    }

    /** Returns the last step that was executed up to an offset; null: none. */
    @Nullable
    Item lastUntil(long offset) {
        return placed.stream()
                .filter(each -> each.rank == 0 && each.offset <= offset)
                .max(Comparator.comparingLong(Placed::offset))
                .map(Placed::item)
                .orElse(null);
    }

    /** Returns the step by which the offset became this; null: none. */
    @Nullable
    Item executing(long end) {
        return placed.stream()
                .filter(each -> each.history < 0 && each.offset == end)
                .findFirst()
                .map(Placed::item)
                .orElse(null);
    }

    /**
     * Orders the steps.
     *
     * @param taken the step by which a replica took its master's answer; null: none
     */
    List<Item> ordered(@Nullable Item taken) {
        placed.sort(Comparator.comparingLong(Placed::offset)
                .thenComparingInt(Placed::history)
                .thenComparingInt(Placed::rank)
                .thenComparingLong(Placed::size)
                .thenComparingLong(each -> each.item.at));
        List<Item> items = new ArrayList<>();
        if (begin != null) {
            items.add(begin);
        }
        Item before = begin;
        if (taken != null) {
            taken.after(begin);
            items.add(taken);
            before = taken;
        }
        for (Placed each : placed) {
            each.item.after(before);
            items.add(each.item);
            before = each.item;
        }
        for (Item each : others) {
            each.after(taken != null ? taken : begin);
            items.add(each);
        }
        if (next != null && next.begin != null) {
            next.begin.after(before);
            for (Item each : others) {
                next.begin.after(each);
            }
        }
        return items;
    }
}
