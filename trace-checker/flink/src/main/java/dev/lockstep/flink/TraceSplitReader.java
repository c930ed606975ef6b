package dev.lockstep.flink;

import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.LineBlocks;
import dev.lockstep.checker.trace.Place;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.core.fs.Path;

/** Reads the files of one reader by turns, a block of each. */
final class TraceSplitReader implements SplitReader<Block, TraceSplit> {
    /** For so long it waits before it looks again whether files have grown, in milliseconds. */
    private static final long PATIENCE = 50;

    /** So many blocks are read before they are given. */
    private static final int MOST_AT_ONCE = 8;

    private static final byte[] END = "{\"end\":true".getBytes(StandardCharsets.US_ASCII);

    private final boolean isFollowing;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Object wait = new Object();
    private boolean isAwake;

    TraceSplitReader(boolean isFollowing) {
        this.isFollowing = isFollowing;
    }

    /** Holds a file that is being read. */
    private static final class Open {
        private final TraceSplit split;
        private LineBlocks blocks;

        Open(TraceSplit split) {
            this.split = split;
        }
    }

    @Override
    public RecordsWithSplitIds<Block> fetch() throws IOException {
        RecordsBySplits.Builder<Block> records = new RecordsBySplits.Builder<>();
        boolean isAny = false;
        int tried = 0;
        int most = Math.max(MOST_AT_ONCE, open.size());
        while (!open.isEmpty() && tried++ < most) {
            Open file = open.removeFirst();
            Block block = next(file);
            boolean isLast = block != null && block.isLast();
            isAny |= block != null;
            if (block != null) {
                records.add(file.split.splitId(), block);
            }
            if (isLast) {
                records.addFinishedSplit(file.split.splitId());
                close(file);
            } else if (isFollowing || file.split.parts() > 1) {
                open.addLast(file);
            } else {
                open.addFirst(file);
            }
        }
        if (!isAny) {
            await();
        }
        return records.build();
    }

    /** Returns the next block; null: there is none now. */
    private Block next(Open file) throws IOException {
        TraceSplit split = file.split;
        long before = split.lines();
        try {
            if (file.blocks == null && !isThere(file)) {
                return null;
            }
            before = file.blocks.lines();
            byte[] bytes = file.blocks.next();
            if (bytes == null && !file.blocks.isAtEnd()) {
                return null;
            }
            byte[] lines = bytes == null ? new byte[0] : bytes;
            return block(split, before, lines, file.blocks.isAtEnd() || isFollowing && isEnd(lines), "", 0);
        } catch (InvalidInputException e) {
            long line = e.place().map(Place::line).orElse(0L);
            return block(split, before, new byte[0], true, e.what(), line);
        }
    }

    private static Block block(
            TraceSplit split, long before, byte[] bytes, boolean isLast, String failure, long failureLine) {
        return new Block(split.trace(), split.file(), split.parts(), before, bytes, isLast, failure, failureLine);
    }

    /** Opens the file; false: it is not there yet. */
    private boolean isThere(Open file) throws InvalidInputException {
        TraceSplit split = file.split;
        Path path = new Path(split.file());
        try {
            if (!path.getFileSystem().exists(path)) {
                if (isFollowing) {
                    return false;
                }
                throw new InvalidInputException(split.file() + ": no such trace file");
            }
            boolean isGrowing = isFollowing && !split.file().endsWith(".gz");
            file.blocks = new LineBlocks(split.file(), path.getFileSystem().open(path), isGrowing);
            file.blocks.skip(split.offset(), split.lines());
            return true;
        } catch (FileNotFoundException e) {
            throw new InvalidInputException(split.file() + ": cannot be read: access denied");
        } catch (EOFException e) {
            throw new InvalidInputException(
                    split.file() + ": is shorter than it was: " + split.offset() + " bytes of it were read before");
        } catch (IOException e) {
            throw new InvalidInputException(split.file() + ": cannot be read: " + e.getMessage());
        }
    }

    /** Returns whether the last line says that the trace is whole. */
    private static boolean isEnd(byte[] lines) {
        int start = lines.length - 1;
        while (start > 0 && lines[start - 1] != '\n') {
            start--;
        }
        int stop = start + END.length;
        if (start < 0 || stop >= lines.length) {
            return false;
        }
        for (int i = 0; i < END.length; i++) {
            if (lines[start + i] != END[i]) {
                return false;
            }
        }
        return lines[stop] == '}' || lines[stop] == ',';
    }

    private void await() throws IOException {
        synchronized (wait) {
            try {
                if (!isAwake) {
                    wait.wait(PATIENCE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while no file had grown", e);
            }
            isAwake = false;
        }
    }

    @Override
    public void handleSplitsChanges(SplitsChange<TraceSplit> change) {
        change.splits().forEach(split -> open.addLast(new Open(split)));
    }

    @Override
    public void wakeUp() {
        synchronized (wait) {
            isAwake = true;
            wait.notifyAll();
        }
    }

    private static void close(Open file) throws IOException {
        if (file.blocks != null) {
            file.blocks.close();
        }
    }

    @Override
    public void close() throws IOException {
        List<Open> all = new ArrayList<>(open);
        open.clear();
        for (Open file : all) {
            close(file);
        }
    }
}
