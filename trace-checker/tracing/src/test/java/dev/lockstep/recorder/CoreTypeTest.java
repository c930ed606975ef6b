package dev.lockstep.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Sends;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Goal: a class whose annotations do not make a core is refused, and the message names the place. */
class CoreTypeTest {
    @Spec("S")
    private static class Good {
        @Self
        String id;

        @Variable
        int a;

        @Variable("c")
        int b;

        @Sends("network")
        List<String> out;

        @Action
        void act() {}
    }

    private static class TwoSelves extends Good {
        @Self
        String name;
    }

    private static class SameVariable extends Good {
        @Variable("a")
        int other;
    }

    private static class SameOutbox extends Good {
        @Sends("network")
        List<String> other;
    }

    private static class SetOutbox extends Good {
        @Sends("set")
        Set<String> other;
    }

    private static class StaticVariable extends Good {
        @Variable
        static int shared;
    }

    @Spec("S")
    private static class NumericSelf {
        @Self
        int id;

        @Action
        void act() {}
    }

    @Spec("S")
    private static class NoSelf {
        @Action
        void act() {}
    }

    @Spec("S")
    private static class NoAction {
        @Self
        String id;
    }

    @Test
    void aCoreIsReadWithItsSuperclasses() {
        CoreType type = CoreType.of(new Good() {}.getClass());
        assertThat(type.spec()).isEqualTo("S");
        assertThat(type.parameter()).isEmpty();
        assertThat(type.variables()).extracting(CoreType.Observed::name).containsExactly("a", "c");
        assertThat(type.outboxes()).extracting(CoreType.Observed::name).containsExactly("network");
        assertThatThrownBy(type::checkWoven).hasMessageContaining(": 1 action, 0 woven");
    }

    @Test
    void whatIsNoCoreIsRefused() {
        assertRefused(TwoSelves.class, "TwoSelves has two @Self fields: ");
        assertRefused(NumericSelf.class, "the @Self field must be a String: int ");
        assertRefused(NoSelf.class, "NoSelf has no @Self field: whose events would its actions be?");
        assertRefused(NoAction.class, "NoAction has no method annotated with @Action");
        assertRefused(SameVariable.class, "SameVariable has two fields for the variable a");
        assertRefused(SameOutbox.class, "SameOutbox has two fields for the variable network");
        assertRefused(SetOutbox.class, "the @Sends field must be a List: java.util.Set ");
        assertRefused(StaticVariable.class, "@Variable on a static field: static int ");
    }

    private static void assertRefused(Class<?> type, String message) {
        assertThatThrownBy(() -> CoreType.of(type))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message);
    }
}
