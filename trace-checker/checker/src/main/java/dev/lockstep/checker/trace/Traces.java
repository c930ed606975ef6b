package dev.lockstep.checker.trace;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens trace files. */
public final class Traces {
    private Traces() {}

    /** Tells what a trace file may be. */
    public enum Format {
        LOCKSTEP,
        /** The full states that Apalache, Quint and others write. */
        ITF,
        /** The full states that TLC's {@code -dumpTrace json} writes. */
        TLC
    }

    /** Tells how lines of Lockstep's own format are read; the events are the same. */
    public enum Reading {
        /** A line that differs from an earlier one in numbers alone is read as that one was. */
        BY_SHAPE,
        /** Each line is parsed, usual ones by a parser of their own. */
        BY_LINE,
        /** Each line is parsed by the JSON library. */
        BY_LIBRARY
    }

    /**
     * Opens one file.
     *
     * @throws InvalidInputException there is no such file, or its beginning is not of the format
     */
    public static TraceReader open(Path file, Format format) throws InvalidInputException {
        return open(file, format, Reading.BY_SHAPE);
    }

    /** Does the same as {@link #open(Path, Format)}, in one of the ways that give the same events. */
    public static TraceReader open(Path file, Format format, Reading reading) throws InvalidInputException {
        if (Files.isDirectory(file)) {
            throw new InvalidInputException(file + ": is a folder, not a trace");
        }
        InputStream in;
        try {
            in = Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(file + ": no such trace file");
        } catch (AccessDeniedException e) {
            throw new InvalidInputException(file + ": cannot be read: access denied");
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read: " + reason(e));
        }
        try {
            return read(file.toString(), in, format, reading);
        } catch (InvalidInputException e) {
            close(in, e);
            throw e;
        }
    }

    /** Reads a stream, which is closed with the reader. */
    public static TraceReader read(String name, InputStream in, Format format) throws InvalidInputException {
        return read(name, in, format, Reading.BY_SHAPE);
    }

    /** Does the same as {@link #read(String, InputStream, Format)}, in one of the ways that give the same events. */
    public static TraceReader read(String name, InputStream in, Format format, Reading reading)
            throws InvalidInputException {
        return switch (format) {
            case LOCKSTEP -> LockstepReader.of(name, in, reading);
            case ITF -> new ItfReader(name, in);
            case TLC -> new TlcReader(name, in);
        };
    }

    /** Opens the parts of one trace, written by a process each. */
    public static TraceReader merge(List<Path> files) throws InvalidInputException {
        return merge(files, Reading.BY_SHAPE);
    }

    /** Does the same as {@link #merge(List)}, in one of the ways that give the same events. */
    public static TraceReader merge(List<Path> files, Reading reading) throws InvalidInputException {
        List<TraceReader> parts = new ArrayList<>();
        try {
            for (Path file : files) {
                parts.add(open(file, Format.LOCKSTEP, reading));
            }
            return parts.size() == 1 ? parts.get(0) : new MergedReader(parts);
        } catch (InvalidInputException e) {
            parts.forEach(part -> close(part, e));
            throw e;
        }
    }

    /** Returns the system's word for it; Java's message is mostly the name of the file. */
    private static String reason(IOException e) {
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : e.getClass().getSimpleName();
    }

    private static void close(Closeable open, Exception because) {
        try {
            open.close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
