package dev.lockstep.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which servers decide: section 6 of the paper. */
@Tag("core")
class ConfigurationTest {
    private static final Configuration SIMPLE = Configuration.simple(Set.of("s1", "s2", "s3", "s4"));
    private static final Configuration JOINT = Configuration.joint(Set.of("s1", "s2", "s3"), Set.of("s3"));

    @Test
    void halfIsNoMajority() {
        assertThat(SIMPLE.isQuorum(Set.of("s1", "s2"))).isFalse();
        assertThat(SIMPLE.isQuorum(Set.of("s1", "s2", "s3"))).isTrue();
    }

    @Test
    void serversOutsideCountForNothing() {
        assertThat(SIMPLE.isQuorum(Set.of("s1", "s2", "s5", "s6"))).isFalse();
    }

    @Test
    void duringAChangeAMajorityOfEachIsNeeded() {
        assertThat(JOINT.isQuorum(Set.of("s1", "s2"))).isFalse();
        assertThat(JOINT.isQuorum(Set.of("s3"))).isFalse();
        assertThat(JOINT.isQuorum(Set.of("s2", "s3"))).isTrue();
    }

    @Test
    void aChangeEndsInItsSecondSetAndHasTheMembersOfBoth() {
        assertThat(JOINT.isJoint()).isTrue();
        assertThat(JOINT.target()).containsExactly("s3");
        assertThat(JOINT.members()).containsExactly("s1", "s2", "s3");
        assertThat(SIMPLE.isJoint()).isFalse();
        assertThat(SIMPLE).isEqualTo(List.of(SIMPLE.target()));
    }
}
