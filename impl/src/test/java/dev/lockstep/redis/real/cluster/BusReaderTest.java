package dev.lockstep.redis.real.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages of the bus are read from bytes that come in any pieces. */
class BusReaderTest {
    private static final String SENDER = "1".repeat(40);
    private static final String OTHER = "2".repeat(40);

    /** Makes a message of a type, as cluster.h lays it out. */
    private static ByteBuffer message(int type, int body) {
        ByteBuffer bytes = ByteBuffer.allocate(BusMessage.HEADER + body);
        bytes.put("RCmb".getBytes(StandardCharsets.US_ASCII)).putInt(bytes.capacity());
        bytes.putShort(12, (short) type).putLong(16, 7).putLong(24, 5);
        bytes.put(40, SENDER.getBytes(StandardCharsets.US_ASCII));
        bytes.put(80, new byte[] {3});
        return bytes;
    }

    private static ByteBuffer ping() {
        ByteBuffer ping = message(0, 104);
        ping.putShort(14, (short) 1).put(2253, (byte) 1);
        ping.put(BusMessage.HEADER, OTHER.getBytes(StandardCharsets.US_ASCII));
        return ping.putShort(BusMessage.HEADER + 98, (short) 4);
    }

    private static ByteBuffer update() {
        ByteBuffer update = message(7, 8 + 40 + 2048);
        update.putLong(BusMessage.HEADER, 6);
        return update.put(BusMessage.HEADER + 8, OTHER.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aPingAndAnUpdateAreReadInPieces() {
        byte[] bytes = ByteBuffer.allocate(ping().capacity() + update().capacity())
                .put(ping().array())
                .put(update().array())
                .array();
        BusReader reader = new BusReader();
        List<BusMessage> messages = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += 1000) {
            byte[] piece = java.util.Arrays.copyOfRange(bytes, i, Math.min(i + 1000, bytes.length));
            messages.addAll(reader.read(piece, piece.length));
        }

        assertThat(messages).hasSize(2);
        BusMessage ping = messages.get(0);
        assertThat(List.of(ping.type(), ping.sender(), ping.slaveof())).containsExactly("ping", SENDER, "");
        assertThat(List.of(ping.currentEpoch(), ping.configEpoch())).containsExactly(7L, 5L);
        assertThat(ping.slots()).isEqualTo(BitSet.valueOf(new byte[] {3}));
        assertThat(ping.isPaused()).isTrue();
        assertThat(ping.gossip()).containsExactly(new BusMessage.Gossip(OTHER, true));
        BusMessage update = messages.get(1);
        assertThat(List.of(update.type(), update.about())).containsExactly("update", OTHER);
        assertThat(update.config()).isEqualTo(6);
        assertThat(update.owned().isEmpty()).isTrue();
    }

    @Test
    void whatIsNoMessageIsTold() {
        byte[] bytes = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> new BusReader().read(bytes, bytes.length))
                .hasMessageContaining("no message of the bus begins with");
    }

    @Test
    void slotsThatNeverMoveAreOneSlotOfTheSpec() {
        ClusterLayout layout = new ClusterLayout(3, 3, 2);
        BitSet slots = new BitSet();
        slots.set(0, 5460);

        assertThat(layout.spec(slots)).containsExactly(0, 1);
        assertThat(layout.redis(1)).isEqualTo(5459);
        assertThat(layout.movable()).containsExactly(1, 2, 4, 5, 7, 8);
        slots.clear(17);
        assertThatThrownBy(() -> layout.spec(slots)).hasMessageContaining("which never move");
    }
}
