package dev.lockstep.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Concurrent;
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

    @Spec("S")
    private static class MethodWithParameter {
        @Self
        String id;

        @Variable
        int a(int of) {
            return of;
        }

        @Action
        void act() {}
    }

    @Spec("S")
    private static class VariableAction {
        @Self
        String id;

        @Variable
        @Action
        int act() {
            return 1;
        }
    }

    @Spec("S")
    private static class ChangesOfASet {
        @Self
        String id;

        @Variable(changes = true)
        Set<String> a() {
            return Set.of();
        }

        @Action
        void act() {}
    }

    @Spec("S")
    @Concurrent
    private static class SharedWithField {
        @Variable
        int a;

        @Action
        void act() {}
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
        assertRefused(SameVariable.class, "SameVariable has two values for the variable a");
        assertRefused(SameOutbox.class, "SameOutbox has two values for the variable network");
        assertRefused(SetOutbox.class, "the @Sends field must be a List: java.util.Set ");
        assertRefused(MethodWithParameter.class, "a @Variable method has no parameters and returns the value: int ");
        assertRefused(VariableAction.class, "a @Variable method is no @Action: int ");
        assertRefused(ChangesOfASet.class, "the @Variable of which the changes are written must be a List: ");
        assertRefused(SharedWithField.class, "SharedWithField is @Concurrent: no process has its fields");
        assertRefused(StaticVariable.class, "@Variable on a static field: static int ");
    }

    private static void assertRefused(Class<?> type, String message) {
        assertThatThrownBy(() -> CoreType.of(type))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message);
    }
}
