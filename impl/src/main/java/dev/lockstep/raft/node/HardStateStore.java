package dev.lockstep.raft.node;

import dev.lockstep.raft.Group;
import dev.lockstep.raft.HardState;
import dev.lockstep.raft.Log;
import dev.lockstep.raft.Snapshot;
import dev.lockstep.run.Store;
import java.util.Optional;
import java.util.Set;

/** Writes what a server asks for, but only what differs from what it has on its disk. One sync is enough, whatever the number of steps. */
final class HardStateStore implements Store {
    private final RaftStore disk;
    private HardState written;

    /** The content of the log's snapshot, which is on the disk, or is to be with the next write. */
    private byte[] content;

    private boolean isInstalling;

    HardStateStore(RaftStore disk, Group group) {
        this.disk = disk;
        this.written = disk.found().orElse(group.hardState());
        this.content = disk.foundContent();
    }

    /** Returns the state machine in the snapshot that the log begins with. */
    byte[] content() {
        return content;
    }

    /** The next write has a snapshot in it that the server has made, with this content. */
    void compact(byte[] made) {
        content = made;
    }

    /** The next write has a snapshot in it that another server has sent, with this content. */
    void install(byte[] sent) {
        content = sent;
        isInstalling = true;
    }

    @Override
    public Optional<HardState> read(String instance, String role) {
        return disk.found();
    }

    @Override
    public void write(String instance, String role, Record record) {
        HardState now = (HardState) record;
        if (now.term() != written.term() || !now.votedFor().equals(written.votedFor())) {
            disk.save(now.term(), now.votedFor());
        }
        Log log = now.log();
        Snapshot snapshot = log.snapshot();
        if (isInstalling) {
            disk.install(snapshot, content, log.after(snapshot.index()));
        } else if (snapshot.index() > written.log().snapshot().index()) {
            disk.compact(snapshot, content);
        } else if (log != written.log()) {
            int first = log.differsFrom(written.log());
            if (first <= Math.max(log.lastIndex(), written.log().lastIndex())) {
                disk.append(first, log.after(first - 1));
            }
        }
        disk.sync();
        written = now;
        isInstalling = false;
    }

    /** Logs are equal if their entries are: the snapshots before these are compared too. */
    @Override
    public boolean holds(String instance, String role, Record record) {
        return disk.found().filter(found -> isSame(found, (HardState) record)).isPresent();
    }

    private static boolean isSame(HardState one, HardState other) {
        return one.equals(other) && one.log().snapshot().equals(other.log().snapshot());
    }

    /** The server is always there. */
    @Override
    public Set<String> unfinished() {
        return Set.of(RaftNode.INSTANCE);
    }

    @Override
    public void close() {
        disk.close();
    }
}
