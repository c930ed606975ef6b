package dev.lockstep.cap.run;

import dev.lockstep.cap.QuorumRegister;
import dev.lockstep.cap.QuorumRegister.Message;
import dev.lockstep.history.History;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.recorder.Header;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Describes the register for which a quorum is asked: {@code lockstep run cap-quorum}. */
public final class QuorumProtocol implements RegisterDescription<Message> {
    /** Makes a node. */
    @FunctionalInterface
    public interface Core {
        QuorumRegister of(String id, Set<String> nodes, int rank);
    }

    @Override
    public String name() {
        return "cap-quorum";
    }

    @Override
    public String title() {
        return "the register of quorums";
    }

    @Override
    public Group deployment(RunOptions options) {
        return new Group(
                RegisterDescription.nodes(options.nodes()),
                QuorumRegister::new,
                RegisterDescription.beside(options, History.Promise.ATOMIC));
    }

    /** Describes the nodes of one run, of these cores. */
    record Group(List<String> names, Core core, Consumer<History> judge) implements RegisterDeployment<Message> {
        @Override
        public Header header() {
            Map<String, Object> constants = constants();
            constants.put("Rank", ranks());
            return Header.of(constants, QuorumRegister.class);
        }

        @Override
        public Types<Message, News> types() {
            return new Types<>(Message.class, News.class);
        }

        @Override
        public QuorumRegister process(String role, String instance, Optional<? extends Record> onDisk, boolean begun) {
            return core.of(role, Set.copyOf(names), ranks().get(role));
        }
    }
}
