package dev.lockstep.redis.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Hash slots, with the values that the cluster specification and {@code CLUSTER KEYSLOT} of 7.0.15 give. */
class HashSlotTest {
    @Test
    void theChecksumIsThatOfTheSpecification() {
        assertThat(HashSlot.crc16("123456789".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(0x31c3);
    }

    @Test
    void slotsAreThoseThatANodeComputes() {
        assertThat(HashSlot.of("foo")).isEqualTo(12182);
        assertThat(HashSlot.of("somekey")).isEqualTo(11058);
        assertThat(HashSlot.of("foo{hash_tag}")).isEqualTo(2515);
        assertThat(HashSlot.of("")).isZero();
    }

    @Test
    void onlyTheFirstTagCountsAndOnlyIfItIsNotEmpty() {
        assertThat(HashSlot.hashed("{user1000}.following")).isEqualTo("user1000");
        assertThat(HashSlot.hashed("foo{}{bar}")).isEqualTo("foo{}{bar}");
        assertThat(HashSlot.hashed("foo{{bar}}zap")).isEqualTo("{bar");
        assertThat(HashSlot.hashed("foo{bar}{zap}")).isEqualTo("bar");
        assertThat(HashSlot.hashed("foo}bar{")).isEqualTo("foo}bar{");
    }
}
