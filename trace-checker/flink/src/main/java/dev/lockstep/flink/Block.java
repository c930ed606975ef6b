package dev.lockstep.flink;

import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;

/**
 * Holds some whole lines of a trace, as a source gives them.
 *
 * @param trace the name of the trace
 * @param part the file that they are in, or the topic and partition
 * @param parts the number of files that the trace consists of; 0: that is not known
 * @param linesBefore how many lines of the part are before them
 * @param bytes the lines
 * @param isLast whether the part has no more
 * @param failure why the part cannot be read further; "": it can
 * @param failureLine the line at which it fails; 0: none
 */
record Block(
        String trace,
        String part,
        int parts,
        long linesBefore,
        byte[] bytes,
        boolean isLast,
        String failure,
        long failureLine) {
    /** Writes and reads blocks. */
    static final class Form extends Packing<Block> {
        private static final long serialVersionUID = 1L;

        Form() {
            super(Block.class, true);
        }

        @Override
        int version() {
            return 1;
        }

        @Override
        void pack(Block block, PackedWriter out) {
            out.string(block.trace);
            out.string(block.part);
            out.number(block.parts);
            out.number(block.linesBefore);
            out.bytes(block.bytes);
            out.truth(block.isLast);
            out.string(block.failure);
            out.number(block.failureLine);
        }

        @Override
        Block unpacked(PackedReader in) {
            return new Block(
                    in.string(),
                    in.string(),
                    (int) in.number(),
                    in.number(),
                    in.bytes(),
                    in.truth(),
                    in.string(),
                    in.number());
        }
    }
}
