package dev.lockstep.evaluator.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** States that differ by names alone have one fingerprint, and other states have another. */
class SymmetricFingerprintTest {
    private static final int STATES = 400;
    private static final int DEPTH = 3;
    private static final List<Model> NAMES = List.of(new Model("a"), new Model("b"), new Model("c"));

    /** All permutations of three names but the identity. */
    private static final List<Renaming> GROUP =
            List.of(renaming(0, 2, 1), renaming(1, 0, 2), renaming(1, 2, 0), renaming(2, 0, 1), renaming(2, 1, 0));

    private final Random random = new Random(1);

    private static Renaming renaming(int a, int b, int c) {
        return new Renaming(Map.of(
                NAMES.get(0), NAMES.get(a),
                NAMES.get(1), NAMES.get(b),
                NAMES.get(2), NAMES.get(c)));
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 6)) {
            case 0 -> NAMES.get(random.nextInt(NAMES.size()));
            case 1 -> random.nextInt(3);
            case 2 -> "text" + random.nextInt(3);
            case 3 -> FiniteSet.of(values(depth - 1));
            case 4 -> Seq.of(values(depth - 1).toArray());
            default -> Fun.of(NAMES.toArray(), new Object[] {value(depth - 1), value(depth - 1), value(depth - 1)});
        };
    }

    private List<Object> values(int depth) {
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(depth));
        }
        return values;
    }

    private Object[] state() {
        return new Object[] {value(DEPTH), value(DEPTH)};
    }

    private static boolean areAlike(Object[] a, Object[] b) {
        return List.of(a).equals(List.of(b))
                || GROUP.stream().anyMatch(each -> List.of(each.of(a)).equals(List.of(b)));
    }

    @Test
    void statesHaveOneFingerprintIfTheyDifferByNamesAlone() {
        SymmetricFingerprint fingerprint = new SymmetricFingerprint(GROUP);
        Object[] before = state();
        int alike = 0;
        for (int i = 0; i < STATES; i++) {
            Object[] state = state();
            for (Renaming renaming : GROUP) {
                assertThat(fingerprint.of(renaming.of(state))).isEqualTo(fingerprint.of(state));
            }
            alike += areAlike(before, state) ? 1 : 0;
            assertThat(fingerprint.of(before) == fingerprint.of(state)).isEqualTo(areAlike(before, state));
            before = state;
        }
        assertThat(alike).isLessThan(STATES / 2);
    }

    /** A canary: renamings that are no group tell apart what differs by names alone. */
    @Test
    void withOneRenamingLessSomeStatesAreToldApart() {
        SymmetricFingerprint fingerprint = new SymmetricFingerprint(GROUP.subList(1, GROUP.size()));
        Object[] state = {Seq.of(NAMES.get(0), NAMES.get(1))};
        assertThat(GROUP).anyMatch(each -> fingerprint.of(each.of(state)) != fingerprint.of(state));
    }

    /** A value that takes another one's place in what is remembered does not take its fingerprint, too. */
    @Test
    void whatIsRememberedOfOneValueIsNotTakenForAnother() {
        SymmetricFingerprint one = new SymmetricFingerprint(GROUP);
        for (int i = 0; i < 100_000; i++) {
            one.of(new Object[] {i});
        }
        Object[] state = {Seq.of(NAMES.get(0), 5, 77_777)};
        assertThat(one.of(state)).isEqualTo(new SymmetricFingerprint(GROUP).of(state));
    }
}
