package dev.lockstep.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a site holds depends on which updates it has met, and on nothing else. */
class DatabaseTest {
    private static final Set<String> KEYS = Set.of("a", "b", "c");

    private static Update update(int time, Random random) {
        String key = List.of("a", "b", "c").get(random.nextInt(3));
        return new Update(key, random.nextInt(3) == 0 ? Optional.empty() : Optional.of("v" + time), time);
    }

    @Test
    void theSameUpdatesInAnyOrderAndAnyNumberOfTimesMakeTheSameReplica() {
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            List<Update> updates = new ArrayList<>();
            for (int time = 1; time <= 1 + random.nextInt(20); time++) {
                updates.add(update(time, random));
            }
            Database at = Database.empty(KEYS).resolved(updates);
            Collections.shuffle(updates, random);
            updates.addAll(updates.subList(0, random.nextInt(updates.size())));
            Database other = Database.empty(KEYS);
            for (Update each : updates) {
                other = other.resolved(List.of(each));
            }
            assertThat(other).isEqualTo(at);
            assertThat(other.checksum()).isEqualTo(at.checksum()).isEqualTo(fromScratch(at));
            assertThat(other.latestTime())
                    .isEqualTo(at.before(Integer.MAX_VALUE))
                    .isEqualTo(latest(at));
        }
    }

    /** As {@code Checksum} of AntiEntropy.tla defines it. */
    private static int fromScratch(Database database) {
        long sum = 0;
        for (Entry entry : database.entries().values()) {
            long x = entry.time() % 32_749;
            sum += x * x % 32_749 * x + 11 * x;
        }
        return (int) (sum % 32_749);
    }

    private static int latest(Database database) {
        return database.entries().values().stream().mapToInt(Entry::time).max().orElse(0);
    }

    @Test
    void aChecksumTellsTwoDatabasesApartThatDifferInOneTime() {
        Database one = Database.empty(KEYS).resolved(List.of(new Update("a", Optional.of("v"), 3)));
        Database other = Database.empty(KEYS).resolved(List.of(new Update("a", Optional.of("v"), 4)));
        assertThat(one.checksum()).isEqualTo(60).isNotEqualTo(other.checksum());
    }

    @Test
    void timesAreFoundDownwards() {
        Database database = Database.empty(KEYS)
                .resolved(List.of(
                        new Update("a", Optional.of("v"), 3),
                        new Update("b", Optional.empty(), 5),
                        new Update("a", Optional.of("w"), 7)));
        assertThat(database.latestTime()).isEqualTo(7);
        assertThat(database.before(7)).isEqualTo(5);
        assertThat(database.before(5)).isZero();
    }

    @Test
    void aKeyThatIsNoneIsTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Database.empty(KEYS).get("z"))
                .withMessage("the database has no key z, only [a, b, c]");
    }
}
