package dev.lockstep.checker.trace;

import java.io.IOException;

/** Opens a trace from its beginning, as often as it is asked to. */
public interface TraceSource {
    /**
     * Returns a reader of the trace, which the caller closes.
     *
     * @throws InvalidInputException the trace cannot be read, or its header makes no sense
     * @throws IOException reading fails
     */
    TraceReader open() throws InvalidInputException, IOException;
}
