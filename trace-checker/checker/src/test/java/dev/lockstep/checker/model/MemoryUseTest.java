package dev.lockstep.checker.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryUseTest {
    @Test
    void whatIsHeldIsToldWithTheStatesThatThereIsRoomFor() {
        assertThat(new MemoryUse(256L << 20, 1024L << 20).with(1_000_000))
                .isEqualTo(", 256 of 1024 MB of memory, room for about 4000000 states");
    }

    @Test
    void beforeTheFirstCollectionNothingIsKnown() {
        assertThat(new MemoryUse(0, 1024L << 20).with(1_000_000)).isEmpty();
    }

    @Test
    void afterACollectionThisJvmHoldsSomeOfItsMemory() {
        System.gc();
        MemoryUse now = MemoryUse.now();
        assertThat(now.held()).isPositive().isLessThanOrEqualTo(now.most());
    }
}
