package dev.lockstep.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.raft.node.Cores;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Goal: each test that is named after a sentence can fail, and each slip is against a sentence.
 *
 * <p>Method: every story is played with every slip and every omission. The slips with which its test fails must be all that its {@link Sentence}
 * names, and no others. An omission is coarser: many stories need what it leaves out, so that a sentence names the one that is against it alone. No
 * trace is written: what counts is what the test itself says.
 */
class RaftPaperSlipTest {
    private static final List<Class<? extends PaperTest>> TESTS = List.of(
            RaftPaperTest.class, RaftPaperMembershipTest.class, RaftPaperSnapshotTest.class, RaftPaperReadsTest.class);

    private static List<Method> sentences() {
        return TESTS.stream()
                .flatMap(test -> Arrays.stream(test.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Sentence.class))
                .toList();
    }

    /** Tells whether the test finds something else than it expects, or a step not possible that it takes. Whatever else goes wrong is thrown. */
    private static boolean fails(Method test, Cores cores) throws ReflectiveOperationException {
        Constructor<?> constructor = test.getDeclaringClass().getDeclaredConstructor();
        constructor.setAccessible(true);
        PaperTest story = (PaperTest) constructor.newInstance();
        story.cores = cores;
        test.setAccessible(true);
        try {
            test.invoke(story);
            return false;
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            boolean isNotEnabled = cause instanceof IllegalStateException
                    && String.valueOf(cause.getMessage()).startsWith("not enabled");
            if (cause instanceof AssertionError || isNotEnabled) {
                return true;
            }
            throw new IllegalStateException(test.getName() + " with " + cores, cause);
        }
    }

    @Test
    void everySentenceIsHeldByTheRightCores() throws ReflectiveOperationException {
        for (Method test : sentences()) {
            assertThat(fails(test, Cores.RIGHT)).as(test.getName()).isFalse();
        }
    }

    @Test
    void everySentenceIsBrokenByTheSlipsThatItNamesAndByNoOther() throws ReflectiveOperationException {
        Set<Slip> all = EnumSet.noneOf(Slip.class);
        for (Method test : sentences()) {
            Set<Slip> broken = EnumSet.noneOf(Slip.class);
            for (Slip slip : Slip.values()) {
                if (fails(test, slip)) {
                    broken.add(slip);
                }
            }
            assertThat(broken)
                    .as(test.getName())
                    .containsExactlyInAnyOrder(
                            test.getAnnotation(Sentence.class).slips());
            all.addAll(broken);
        }
        assertThat(all).containsExactly(Slip.values());
    }

    @Test
    void everySentenceIsBrokenByTheOmissionsThatItNames() throws ReflectiveOperationException {
        Set<Omission> all = EnumSet.noneOf(Omission.class);
        for (Method test : sentences()) {
            for (Omission omission : test.getAnnotation(Sentence.class).omissions()) {
                assertThat(fails(test, omission))
                        .as(test.getName() + " fails with " + omission)
                        .isTrue();
                all.add(omission);
            }
        }
        assertThat(all).containsExactly(Omission.values());
    }

    @Test
    void everySentenceNamesWhatBreaksIt() {
        assertThat(sentences().stream()
                        .filter(test -> test.getAnnotation(Sentence.class).slips().length
                                        + test.getAnnotation(Sentence.class).omissions().length
                                == 0)
                        .map(Method::getName))
                .isEmpty();
        assertThat(sentences()).hasSizeGreaterThan(80);
    }
}
