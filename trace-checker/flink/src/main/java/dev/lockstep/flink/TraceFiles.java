package dev.lockstep.flink;

import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Is a source of trace files: NDJSON, also gzip, given one by one or in folders. Where it follows them, files grow, and more come into the
 * folders. Flink's own source of files reads each to its end once, and does not follow one that grows.
 */
final class TraceFiles implements Source<Block, TraceSplit, TraceFiles.Found> {
    private static final long serialVersionUID = 1L;

    /** The traces are read as one trace of this name. */
    static final String MERGED = "merged";

    private final List<String> paths;
    private final boolean isMerged;
    private final boolean isFollowing;

    /**
     * Makes a source of some files.
     *
     * @param paths files and folders
     * @param isMerged whether the files are the parts of one trace
     * @param isFollowing whether they are still being written
     */
    TraceFiles(List<String> paths, boolean isMerged, boolean isFollowing) {
        this.paths = List.copyOf(paths);
        this.isMerged = isMerged;
        this.isFollowing = isFollowing;
    }

    /**
     * Is what the enumerator remembers.
     *
     * @param seen all files that were found
     * @param open those of them that no reader has
     */
    record Found(Set<String> seen, List<TraceSplit> open) {
        Found {
            seen = new LinkedHashSet<>(seen);
            open = new ArrayList<>(open);
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return isFollowing ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<TraceSplit, Found> createEnumerator(SplitEnumeratorContext<TraceSplit> context) {
        return restoreEnumerator(context, new Found(Set.of(), List.of()));
    }

    @Override
    public SplitEnumerator<TraceSplit, Found> restoreEnumerator(
            SplitEnumeratorContext<TraceSplit> context, Found found) {
        return new TraceEnumerator(context, paths, isMerged, isFollowing, found);
    }

    @Override
    public SimpleVersionedSerializer<TraceSplit> getSplitSerializer() {
        return new TraceSplit.Form();
    }

    @Override
    public SimpleVersionedSerializer<Found> getEnumeratorCheckpointSerializer() {
        return new FoundForm();
    }

    @Override
    public SourceReader<Block, TraceSplit> createReader(SourceReaderContext context) {
        return new Reader(context, isFollowing);
    }

    /** Holds how far a file was read; the emitter moves it on with each block that is given. */
    private static final class At {
        private TraceSplit split;

        At(TraceSplit split) {
            this.split = split;
        }
    }

    /** Gives the blocks of the files that were assigned to it. */
    private static final class Reader extends SingleThreadMultiplexSourceReaderBase<Block, Block, TraceSplit, At> {
        Reader(SourceReaderContext context, boolean isFollowing) {
            super(() -> new TraceSplitReader(isFollowing), emitter(), context.getConfiguration(), context);
        }

        private static RecordEmitter<Block, Block, At> emitter() {
            return (block, output, at) -> {
                long lines = block.linesBefore();
                for (byte each : block.bytes()) {
                    lines += each == '\n' ? 1 : 0;
                }
                at.split = at.split.at(at.split.offset() + block.bytes().length, lines);
                output.collect(block);
            };
        }

        @Override
        public void start() {
            if (getNumberOfCurrentlyAssignedSplits() == 0) {
                context.sendSplitRequest();
            }
        }

        @Override
        protected void onSplitFinished(Map<String, At> finished) {
            if (getNumberOfCurrentlyAssignedSplits() == 0) {
                context.sendSplitRequest();
            }
        }

        @Override
        protected At initializedState(TraceSplit split) {
            return new At(split);
        }

        @Override
        protected TraceSplit toSplitType(String id, At at) {
            return at.split;
        }
    }

    /** Writes and reads what the enumerator remembers. */
    private static final class FoundForm implements SimpleVersionedSerializer<Found> {
        @Override
        public int getVersion() {
            return TraceSplit.Form.VERSION;
        }

        @Override
        public byte[] serialize(Found found) {
            PackedWriter out = new PackedWriter();
            out.strings(found.seen);
            out.number(found.open.size());
            found.open.forEach(split -> split.pack(out));
            return out.bytes();
        }

        @Override
        public Found deserialize(int version, byte[] bytes) throws IOException {
            if (version != getVersion()) {
                throw new IOException("the checkpoint has files in version " + version);
            }
            PackedReader in = new PackedReader(bytes);
            Set<String> seen = new LinkedHashSet<>(in.strings());
            List<TraceSplit> open = new ArrayList<>();
            for (int i = in.count(); i > 0; i--) {
                open.add(TraceSplit.unpacked(in));
            }
            return new Found(seen, open);
        }
    }

    /** Returns splits by the number of a reader. */
    static Map<Integer, List<TraceSplit>> byReader(List<TraceSplit> splits, int readers) {
        Map<Integer, List<TraceSplit>> byReader = new HashMap<>();
        for (TraceSplit split : splits) {
            byReader.computeIfAbsent(Math.floorMod(split.file().hashCode(), readers), reader -> new ArrayList<>())
                    .add(split);
        }
        return byReader;
    }
}
