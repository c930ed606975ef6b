package dev.lockstep.commit.run;

import dev.lockstep.commit.node.Pages;
import java.util.HashMap;
import java.util.Map;

/** Stable storage of a simulated node: it survives the node's crashes, since those are simulated too. */
final class MemoryPages implements Pages {
    private final Map<Integer, byte[]> contents = new HashMap<>();

    @Override
    public int count() {
        return 128;
    }

    @Override
    public int capacity() {
        return 4_000;
    }

    @Override
    public byte[] read(int page) {
        return contents.getOrDefault(page, new byte[0]).clone();
    }

    @Override
    public void write(int page, byte[] bytes) {
        contents.put(page, bytes.clone());
    }
}
