package dev.lockstep.gossip;

import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what the sites of all modules have in common: a replica of the database, on the site's disk. Which updates a site has issued, the
 * spec's {@code issued}, is of interest to properties only, and no site keeps it.
 */
public abstract class Site<M extends Message> extends Process<M> {
    @Self("s")
    final String id;

    final Replicas replicas;
    final Place place;

    @Variable
    boolean up = true;

    /** The database, on disk. */
    @Variable(path = "entries()")
    Database db;

    /** The disk has all of the database: what a step changes is written before what it sends leaves. */
    private boolean isWritten = true;

    /** @param stable what is on its disk */
    Site(Place place, Set<Update> stable) {
        this.place = place;
        this.id = place.id();
        this.replicas = place.replicas();
        this.db = Database.empty(replicas.keys()).resolved(stable);
    }

    @Override
    public final String id() {
        return id;
    }

    /** Returns what the site holds. */
    public final Database db() {
        return db;
    }

    @Override
    public boolean isReady() {
        return up;
    }

    /** Writes a value for a client: action {@code Update}. */
    public abstract void update(String k, String v);

    /** Returns the time of the site's next update: later than all that it holds. */
    int nextTime() {
        return replicas.stamp(id, replicas.tick(db.latestTime()) + 1);
    }

    /** Returns what the site holds when it has met these updates. */
    Database after(Collection<Update> updates) {
        return db.resolved(updates);
    }

    final void take(Collection<Update> updates) {
        hold(after(updates));
    }

    final void hold(Database next) {
        if (next != db) {
            db = next;
            changed();
        }
    }

    /** Remembers that what is on the disk is to change. */
    final void changed() {
        isWritten = false;
    }

    /** Returns what is to be on the disk. */
    Stable stable() {
        return new Stable.Contents(db.contents());
    }

    @Override
    public Optional<? extends Record> unwritten() {
        return isWritten ? Optional.empty() : Optional.of((Record) stable());
    }

    @Override
    public void written() {
        require(!isWritten);

        isWritten = true;
    }

    /** Gives a copy of this site, just made, what it has besides. */
    final <S extends Site<M>> S alike(S copy) {
        Site<M> other = copy;
        other.up = up;
        other.db = db;
        other.isWritten = isWritten;
        return copied(copy);
    }

    @Override
    public List<Object> state() {
        return List.of(id, up, db, isWritten, unsent());
    }
}
