package dev.lockstep.raft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.raft.Configuration;
import dev.lockstep.raft.Entry;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.HardState;
import dev.lockstep.raft.Log;
import dev.lockstep.raft.Snapshot;
import dev.lockstep.storage.StorageException;
import dev.lockstep.storage.faulty.CrashStates;
import dev.lockstep.storage.faulty.CrashStates.Tears;
import dev.lockstep.storage.faulty.Fault;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import dev.lockstep.storage.faulty.StopAt;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of what was written up to a sync all is found after a crash, or nothing. */
class JournalStoreTest {
    private static final Group GROUP = new Group(Set.of("s1", "s2", "s3"), Set.of("s1", "s2"), true, true);
    private static final Configuration JOINT = Configuration.joint(Set.of("s1", "s2"), Set.of("s2", "s3"));

    private static Entry command(int term, String command) {
        return new Entry.Command(term, command);
    }

    /** What is found, and what the state machine was. */
    private record Found(HardState state, String content) {}

    /** What a store has promised. */
    private static final class Promise {
        private Found before = new Found(GROUP.hardState(), "");
        private Found after = before;
        private long batches;

        void run(FaultyDisk disk) {
            try (JournalStore store = new JournalStore(disk, "s1", GROUP, () -> batches)) {
                batch(store, 1, "s2", Log.of(snapshot(0, 0), List.of()), "", () -> store.save(1, Optional.of("s2")));
                Entry a = command(1, "a");
                Entry b = command(1, "b".repeat(700));
                batch(store, 1, "s2", after.state.log().with(a).with(b), "", () -> store.append(1, List.of(a, b)));
                Entry joint = new Entry.Config(3, JOINT);
                batch(store, 3, "", after.state.log().upTo(1).with(joint), "", () -> {
                    store.save(3, Optional.empty());
                    store.append(2, List.of(joint));
                });
                batch(store, 3, "", after.state.log().upTo(1), "", () -> store.append(2, List.of()));
                batch(store, 3, "", after.state.log().with(joint), "", () -> store.append(2, List.of(joint)));
                Snapshot first = new Snapshot(1, 1, Configuration.simple(Set.of("s1", "s2")));
                batch(store, 3, "", Log.of(first, List.of(joint)), "one", () -> store.compact(first, "one".getBytes()));
                Snapshot other = new Snapshot(9, 4, JOINT);
                batch(store, 4, "", Log.of(other, List.of()), "nine", () -> {
                    store.save(4, Optional.empty());
                    store.install(other, "nine".getBytes(), List.of());
                });
                Entry tenth = command(4, "\u00fc\ud83d\ude00");
                batch(store, 4, "s1", after.state.log().with(tenth), "nine", () -> {
                    store.save(4, Optional.of("s1"));
                    store.append(10, List.of(tenth));
                });
            }
        }

        private static Snapshot snapshot(int index, int term) {
            return new Snapshot(index, term, Configuration.simple(Set.of("s1", "s2")));
        }

        private void batch(JournalStore store, int term, String vote, Log log, String content, Runnable writes) {
            Optional<String> voted = Optional.of(vote).filter(v -> !v.isEmpty());
            after = new Found(new HardState(term, voted, log), content);
            batches++;
            writes.run();
            store.sync();
            before = after;
        }
    }

    private static Found found(FaultyDisk disk) {
        try (JournalStore store = new JournalStore(disk, "s1", GROUP)) {
            return new Found(store.found().orElse(GROUP.hardState()), new String(store.foundContent()));
        }
    }

    @Test
    void aCrashAtAnyPhysicalStepLeavesABatchWholeOrNotAtAll() {
        long states = 0;
        for (long step = 1; ; step++) {
            FaultyDisk disk = new FaultyDisk("disk", new StopAt(step, Fault.POWER_FAILURE));
            Promise promise = new Promise();
            try {
                promise.run(disk);
                assertThat(found(disk)).isEqualTo(promise.after);
                assertThat(promise.batches).isEqualTo(8);
                break;
            } catch (StorageException e) {
                String point = "physical step " + step;
                states += CrashStates.each(
                        List.of(disk),
                        Tears.CLASSES,
                        Faults.NONE,
                        left -> assertThat(found(left.get(0))).as(point).isIn(promise.before, promise.after));
            }
        }
        System.out.println("journal store: " + states + " states after a crash");
        assertThat(states).isGreaterThan(150);
    }

    @Test
    void aNewStoreHasNothingAndOneThatWasThereHasWhatItBeganWith() {
        FaultyDisk disk = new FaultyDisk("disk", Faults.NONE);
        try (JournalStore store = new JournalStore(disk, "s1", GROUP)) {
            assertThat(store.found()).isEmpty();
        }
        try (JournalStore store = new JournalStore(disk, "s1", GROUP)) {
            assertThat(store.found()).contains(GROUP.hardState());
        }
    }

    @Test
    void itTellsHowFarTheTraceWasWhenItWasLastSynced() {
        FaultyDisk disk = new FaultyDisk("disk", Faults.NONE);
        new Promise().run(disk);
        try (JournalStore store = new JournalStore(disk, "s1", GROUP)) {
            assertThat(store.synced()).isEqualTo(8);
        }
    }

    @Test
    void oldEntriesAreGoneFromTheDiskOnceASnapshotIsThere() {
        FaultyDisk disk = new FaultyDisk("disk", Faults.NONE);
        new Promise().run(disk);
        assertThat(new String(disk.durable("s1.journal"))).doesNotContain("bbb").contains("nine");
        assertThat(disk.exists("s1.journal.new")).isFalse();
    }

    @Test
    void whatIsNoRecordOfAStoreIsRefused() {
        FaultyDisk disk = new FaultyDisk("disk", Faults.NONE);
        dev.lockstep.storage.Journal.openOrCreate(disk, "s1", () -> new byte[] {7, 1, 2}, record -> {})
                .close();
        assertThatThrownBy(() -> new JournalStore(disk, "s1", GROUP))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("cannot open disk/s1.journal", "no part of a batch: 7");
    }
}
