package dev.lockstep.cap.run;

import dev.lockstep.cap.LocalRegister;
import dev.lockstep.cap.QuorumRegister;
import dev.lockstep.core.Message;
import dev.lockstep.history.History;
import dev.lockstep.protocol.RunOptions.Transport;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Names what nodes do while the network is cut, and what that costs. */
enum Policy {
    /** One node has the register, and all others ask it. */
    PRIMARY("one node has the register", true, true) {
        @Override
        RegisterDeployment<?> deployment(List<String> nodes, Consumer<History> judge) {
            return new PrimaryProtocol.Group(nodes, PrimaryProtocol.Core::right, judge);
        }

        @Override
        boolean mayServe(Collection<String> side, List<String> nodes) {
            return side.contains(nodes.get(0));
        }
    },
    /** Each node asks a quorum. */
    QUORUM("a quorum is asked", true, true) {
        @Override
        RegisterDeployment<?> deployment(List<String> nodes, Consumer<History> judge) {
            return new QuorumProtocol.Group(nodes, QuorumRegister::new, judge);
        }

        @Override
        boolean mayServe(Collection<String> side, List<String> nodes) {
            return 2 * side.size() > nodes.size();
        }
    },
    /** Each node answers from its copy. */
    LOCAL("each node answers at once", false, false) {
        @Override
        RegisterDeployment<?> deployment(List<String> nodes, Consumer<History> judge) {
            return new LocalProtocol.Group(nodes, LocalRegister::new, judge);
        }

        @Override
        boolean mayServe(Collection<String> side, List<String> nodes) {
            return true;
        }
    },
    /** One node has the register, and others wait for it no longer than a timeout. */
    CONNECTED("nodes have clocks, and a timeout", true, false) {
        @Override
        RegisterDeployment<?> deployment(List<String> nodes, Consumer<History> judge) {
            return new ConnectedProtocol.Group(nodes, ConnectedProtocol.Core::right, judge, Transport.SIMULATED);
        }

        @Override
        boolean mayServe(Collection<String> side, List<String> nodes) {
            return true;
        }
    };

    private final String title;
    private final boolean isAtomicWhenWhole;
    private final boolean isAtomicWhenCut;

    Policy(String title, boolean isAtomicWhenWhole, boolean isAtomicWhenCut) {
        this.title = title;
        this.isAtomicWhenWhole = isAtomicWhenWhole;
        this.isAtomicWhenCut = isAtomicWhenCut;
    }

    abstract RegisterDeployment<? extends Message> deployment(List<String> nodes, Consumer<History> judge);

    /** Tells whether TLC finds that who is on this side of a cut is answered. */
    abstract boolean mayServe(Collection<String> side, List<String> nodes);

    String title() {
        return title;
    }

    /** Tells whether TLC finds each history linearizable, if the network may be cut, or never is. */
    boolean isAtomic(boolean isCut) {
        return isCut ? isAtomicWhenCut : isAtomicWhenWhole;
    }
}
