package dev.lockstep.raft.kv;

import java.util.Optional;

/** Tells what a client does with one key, as KeyValue.tla has it. */
public sealed interface Operation {
    /** Returns the value after this operation; empty: the key is not there. */
    Optional<String> after(Optional<String> value);

    /** Returns what the client is told. */
    Answer told(Optional<String> value);

    /** Changes nothing, so that it need not be in the log. */
    record Get() implements Operation {
        @Override
        public Optional<String> after(Optional<String> value) {
            return value;
        }

        @Override
        public Answer told(Optional<String> value) {
            return new Answer.Value(value);
        }
    }

    record Put(String value) implements Operation {
        @Override
        public Optional<String> after(Optional<String> old) {
            return Optional.of(value);
        }

        @Override
        public Answer told(Optional<String> old) {
            return Answer.DONE;
        }
    }

    record Delete() implements Operation {
        @Override
        public Optional<String> after(Optional<String> value) {
            return Optional.empty();
        }

        @Override
        public Answer told(Optional<String> value) {
            return Answer.DONE;
        }
    }

    /** Puts a value in the place of the one that is expected there; empty: where none is. */
    record CompareAndSet(Optional<String> expected, String value) implements Operation {
        @Override
        public Optional<String> after(Optional<String> old) {
            return old.equals(expected) ? Optional.of(value) : old;
        }

        @Override
        public Answer told(Optional<String> old) {
            return old.equals(expected) ? Answer.SWAPPED : Answer.DIFFERS;
        }
    }
}
