package dev.lockstep.storage.faulty;

import java.util.Arrays;

/**
 * Describes a write that was not synced.
 *
 * @param before the bytes that were on the disk there, with zeros where the file ended
 * @param written the bytes that were written, as many as {@code before}
 */
public record Unsynced(String file, long position, byte[] before, byte[] written) {
    /** Decides what is left of an unsynced write on the disk after a crash. */
    public interface Survival {
        /** Returns the bytes that are left: as many as were written. */
        byte[] of(Unsynced write);
    }

    public static final Survival LOST = Unsynced::before;
    public static final Survival DONE = Unsynced::written;

    /** Tears a write: the first {@code length} bytes are new, the others are old. */
    public static Survival prefix(int length) {
        return write -> write.mixed(0, Math.min(length, write.written.length));
    }

    /** Tears a write: the first {@code skipped} bytes are old, the others are new. */
    public static Survival suffix(int skipped) {
        return write -> write.mixed(Math.min(skipped, write.written.length), write.written.length);
    }

    /** Tears a write: the first {@code length} bytes are new, the others are neither old nor new. */
    public static Survival garbage(int length) {
        return write -> {
            byte[] left = write.written.clone();
            for (int i = Math.min(length, left.length); i < left.length; i++) {
                left[i] ^= (byte) 0xa5;
            }
            return left;
        };
    }

    private byte[] mixed(int from, int to) {
        byte[] left = before.clone();
        System.arraycopy(written, from, left, from, to - from);
        return left;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Unsynced that
                && file.equals(that.file)
                && position == that.position
                && Arrays.equals(before, that.before)
                && Arrays.equals(written, that.written);
    }

    @Override
    public int hashCode() {
        return 31 * file.hashCode() + Arrays.hashCode(written);
    }
}
