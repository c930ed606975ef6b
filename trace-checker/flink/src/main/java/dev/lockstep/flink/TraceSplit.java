package dev.lockstep.flink;

import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import java.io.IOException;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Is a file that is to be read, from some line on.
 *
 * @param trace the name of the trace that it is of
 * @param file its path
 * @param parts the number of files that the trace consists of
 * @param offset how many bytes of text of it were read
 * @param lines how many lines of it were read
 */
record TraceSplit(String trace, String file, int parts, long offset, long lines) implements SourceSplit {
    @Override
    public String splitId() {
        return file;
    }

    TraceSplit at(long newOffset, long newLines) {
        return new TraceSplit(trace, file, parts, newOffset, newLines);
    }

    void pack(PackedWriter out) {
        out.string(trace);
        out.string(file);
        out.number(parts);
        out.number(offset);
        out.number(lines);
    }

    static TraceSplit unpacked(PackedReader in) {
        return new TraceSplit(in.string(), in.string(), (int) in.number(), in.number(), in.number());
    }

    /** Writes and reads splits. */
    static final class Form implements SimpleVersionedSerializer<TraceSplit> {
        static final int VERSION = 1;

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(TraceSplit split) {
            PackedWriter out = new PackedWriter();
            split.pack(out);
            return out.bytes();
        }

        @Override
        public TraceSplit deserialize(int version, byte[] bytes) throws IOException {
            if (version != VERSION) {
                throw new IOException(
                        "the checkpoint has files in version " + version + "; this is version " + VERSION);
            }
            return unpacked(new PackedReader(bytes));
        }
    }
}
