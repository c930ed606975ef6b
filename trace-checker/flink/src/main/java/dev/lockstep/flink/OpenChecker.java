package dev.lockstep.flink;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import dev.lockstep.flink.Checking.OfHeader;
import java.io.IOException;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Is the keyed state of one instance of a trace: the states that explain it so far. After a recovery it is bytes until the next event comes;
 * the digest of the spec is among them.
 */
final class OpenChecker {
    private byte[] packed;
    private TraceChecker checker;
    private boolean hasFailed;

    /** The spec of the checker; "" as long as there was no event. */
    private String digest = "";

    private Outcome.Counts counts = Outcome.Counts.NONE;

    /** Makes the state before the first event. */
    OpenChecker() {}

    boolean hasFailed() {
        return hasFailed;
    }

    /** Returns how many states explain the instance; 0: it has failed. */
    int candidates() {
        return hasFailed || checker == null ? 0 : checker.candidates();
    }

    /**
     * Takes the next event.
     *
     * @return why the trace is not accepted; null: it is so far, or has failed before
     */
    Outcome accept(String trace, Event event, OfHeader of, Checking checking) throws IOException {
        if (hasFailed) {
            return null;
        }
        try {
            return checker(trace, of).accept(event) ? null : fail(trace, of, checking);
        } catch (InvalidInputException | UnusableSpecException e) {
            end();
            return checking.invalid(trace, Outcome.Kind.FAILED, of, event.index(), e, Outcome.Counts.NONE);
        }
    }

    /** Tells why there can be no event, or that there was none; null: all is well. */
    Outcome withoutEvents(String trace, OfHeader of, Checking checking) throws IOException {
        CheckResult result = checker(trace, of).result();
        boolean isAsked = of.header().initially().isEmpty();
        CheckResult required = isAsked ? result.requireEvents(of.spec().name()) : result;
        if (required.verdict() == Verdict.ACCEPTED) {
            return null;
        }
        end();
        return checking.failed(trace, of, required);
    }

    private Outcome fail(String trace, OfHeader of, Checking checking) throws IOException {
        CheckResult result = checker.result();
        end();
        return checking.failed(trace, of, result);
    }

    /** Keeps nothing but what is counted. */
    private void end() {
        if (checker != null) {
            counts = counts(checker.progress());
        }
        hasFailed = true;
        checker = null;
        packed = null;
    }

    /** Returns how much there was of the instance. */
    Outcome.Counts counts(String trace, OfHeader of) {
        return hasFailed ? counts : counts(checker(trace, of).progress());
    }

    private static Outcome.Counts counts(CheckResult result) {
        return new Outcome.Counts(
                0, 0, result.states(), result.late(), result.actions(), result.byTlc(), result.unbound());
    }

    private TraceChecker checker(String trace, OfHeader of) {
        if (checker == null) {
            String own = of.spec().digest();
            if (!digest.isEmpty() && !digest.equals(own)) {
                throw new SuppressRestartsException(
                        new ChangedSpecException(trace, of.spec().name(), digest, own));
            }
            digest = own;
            checker = of.beginning().ofTrace(trace, Checking.REMEMBERED);
            if (packed != null) {
                checker.unpack(new PackedReader(packed));
                packed = null;
            }
        }
        return checker;
    }

    void pack(PackedWriter out) {
        out.truth(hasFailed);
        counts.pack(out);
        out.string(digest);
        out.bytes(packed());
    }

    private byte[] packed() {
        if (packed != null) {
            return packed;
        } else if (checker == null) {
            return new byte[0];
        }
        PackedWriter own = new PackedWriter();
        checker.pack(own);
        return own.bytes();
    }

    static OpenChecker unpacked(PackedReader in) {
        OpenChecker open = new OpenChecker();
        open.hasFailed = in.truth();
        open.counts = Outcome.Counts.unpacked(in);
        open.digest = in.string();
        byte[] bytes = in.bytes();
        open.packed = bytes.length == 0 ? null : bytes;
        return open;
    }

    /** Writes and reads it. */
    static final class Form extends Packing<OpenChecker> {
        private static final long serialVersionUID = 1L;

        Form() {
            super(OpenChecker.class, false);
        }

        @Override
        int version() {
            return 1;
        }

        @Override
        void pack(OpenChecker value, PackedWriter out) {
            value.pack(out);
        }

        @Override
        OpenChecker unpacked(PackedReader in) {
            return OpenChecker.unpacked(in);
        }
    }
}
