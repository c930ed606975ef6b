package dev.lockstep.redis.real.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.redis.real.replication.Item.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps that were seen in an order in which they did not happen. */
class CausesTest {
    private static Item item(Kind kind, long at) {
        return new Item(kind, "r1", at, null, null);
    }

    @Test
    void aCauseComesFirstAlsoIfItWasSeenLater() throws IOException {
        Item ack = item(Kind.ACK, 1);
        Item execute = item(Kind.EXECUTE, 3);
        Item other = item(Kind.WRITE, 2);
        ack.after(execute);

        assertThat(Causes.order(List.of(ack, execute, other))).containsExactly(other, execute, ack);
    }

    @Test
    void whatHasNoOrderIsTold() {
        Item ack = item(Kind.ACK, 1);
        Item execute = item(Kind.EXECUTE, 2);
        ack.after(execute);
        execute.after(ack);

        assertThatThrownBy(() -> Causes.order(List.of(ack, execute)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("what was seen has no order")
                .hasMessageContaining("ACK of r1 at 1");
    }
}
