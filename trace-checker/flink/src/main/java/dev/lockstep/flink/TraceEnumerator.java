package dev.lockstep.flink;

import dev.lockstep.flink.TraceFiles.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Finds the files and gives them to readers that ask. Where they are followed it looks for more of them, and each has a reader at once: none
 * of them may wait for the end of another.
 */
final class TraceEnumerator implements SplitEnumerator<TraceSplit, Found> {
    /** So often it is looked for more files, in milliseconds. */
    private static final long INTERVAL = 1000;

    /** The most files that are given at once. One at a time would take longer to ask for than to read. */
    private static final int MOST_AT_ONCE = 16;

    private final SplitEnumeratorContext<TraceSplit> context;
    private final List<String> paths;
    private final boolean isMerged;
    private final boolean isFollowing;
    private final Found found;
    private boolean isComplete;

    TraceEnumerator(
            SplitEnumeratorContext<TraceSplit> context,
            List<String> paths,
            boolean isMerged,
            boolean isFollowing,
            Found found) {
        this.context = context;
        this.paths = paths;
        this.isMerged = isMerged;
        this.isFollowing = isFollowing;
        this.found = found;
    }

    @Override
    public void start() {
        if (isFollowing) {
            context.callAsync(this::list, this::add, 0, INTERVAL);
        } else if (found.seen().isEmpty()) {
            add(list(), null);
        }
    }

    /** Returns the files that there are now. What is named and is not there is among them: the reader tells. */
    private Listing list() {
        List<String> files = new ArrayList<>();
        boolean hasFolder = false;
        for (String path : paths) {
            try {
                Path given = new Path(path);
                FileSystem system = given.getFileSystem();
                if (system.exists(given) && system.getFileStatus(given).isDir()) {
                    hasFolder = true;
                    TreeSet<String> inside = new TreeSet<>();
                    addFiles(system, given, path, inside);
                    files.addAll(inside);
                } else {
                    files.add(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(path + ": cannot be listed: " + e.getMessage(), e);
            }
        }
        return new Listing(files, hasFolder);
    }

    /**
     * Lists files.
     *
     * @param hasFolder whether more may come
     */
    private record Listing(List<String> files, boolean hasFolder) {}

    private static void addFiles(FileSystem system, Path folder, String shown, TreeSet<String> files)
            throws IOException {
        FileStatus[] inside = system.listStatus(folder);
        for (int i = 0; inside != null && i < inside.length; i++) {
            String name = inside[i].getPath().getName();
            boolean isHidden = name.startsWith(".") || name.startsWith("_");
            String path = shown.endsWith("/") ? shown + name : shown + "/" + name;
            if (inside[i].isDir() && !isHidden) {
                addFiles(system, inside[i].getPath(), path, files);
            } else if (!isHidden) {
                files.add(path);
            }
        }
    }

    private void add(Listing listing, Throwable failure) {
        if (failure != null) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        int parts = isMerged ? listing.files().size() : 1;
        for (String file : listing.files()) {
            if (found.seen().add(file)) {
                found.open().add(new TraceSplit(isMerged ? TraceFiles.MERGED : file, file, parts, 0, 0));
            }
        }
        isComplete = !listing.hasFolder() || !isFollowing;
        if (isFollowing || isMerged) {
            assignAll();
        }
    }

    /** Gives each file that is open to its reader, as far as readers are there. */
    private void assignAll() {
        Map<Integer, List<TraceSplit>> byReader = TraceFiles.byReader(found.open(), context.currentParallelism());
        Map<Integer, List<TraceSplit>> assigned = new LinkedHashMap<>();
        byReader.forEach((reader, splits) -> {
            if (context.registeredReaders().containsKey(reader)) {
                assigned.put(reader, splits);
            }
        });
        assigned.values().forEach(found.open()::removeAll);
        if (!assigned.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(assigned));
        }
        if (isComplete && found.open().isEmpty()) {
            context.registeredReaders().keySet().forEach(context::signalNoMoreSplits);
        }
    }

    @Override
    public void handleSplitRequest(int reader, String host) {
        if (!context.registeredReaders().containsKey(reader)) {
            return; // it failed after it asked
        }
        if (isFollowing || isMerged) {
            assignAll();
        } else if (found.open().isEmpty()) {
            context.signalNoMoreSplits(reader);
        } else {
            int fair = found.open().size() / (4 * context.currentParallelism());
            List<TraceSplit> next = found.open().subList(0, Math.max(1, Math.min(MOST_AT_ONCE, fair)));
            context.assignSplits(new SplitsAssignment<>(Map.of(reader, List.copyOf(next))));
            next.clear();
        }
    }

    @Override
    public void addSplitsBack(List<TraceSplit> splits, int reader) {
        found.open().addAll(splits);
        if (isFollowing || isMerged) {
            assignAll();
        }
    }

    @Override
    public void addReader(int reader) {
        if (isFollowing || isMerged) {
            assignAll();
        }
    }

    @Override
    public Found snapshotState(long checkpoint) {
        return new Found(found.seen(), found.open());
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
