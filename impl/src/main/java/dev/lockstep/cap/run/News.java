package dev.lockstep.cap.run;

import dev.lockstep.cap.Kind;
import java.util.Optional;

/** Tells what the client of a node asks for, and is told. */
public sealed interface News {
    /** The client asks for an operation; value empty: it reads. */
    record Asked(Kind kind, Optional<String> value) implements News {}

    /** The operation is answered: a read with this value; empty: the initial value. */
    record Answered(Optional<String> value) implements News {}
}
