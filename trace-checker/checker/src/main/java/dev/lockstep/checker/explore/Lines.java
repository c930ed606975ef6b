package dev.lockstep.checker.explore;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.LockstepReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;

/** Holds what was read of lines that code has written: the header, and the events behind it. */
record Lines(Header header, List<Event> events) {
    /** @throws InvalidInputException a line is none of a trace */
    static Lines read(String header, List<String> events) throws InvalidInputException {
        List<String> lines = new ArrayList<>(List.of(header));
        lines.addAll(events);
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        try (LockstepReader reader = new LockstepReader("exploration", new ByteArrayInputStream(bytes))) {
            List<Event> read = new LinkedList<>();
            for (Event event = reader.next(); event != null; event = reader.next()) {
                read.add(event);
            }
            return new Lines(reader.header(), read);
        } catch (IOException e) {
            throw new IllegalStateException(e); // it is in memory
        }
    }
}
