package dev.lockstep.cap.run;

import dev.lockstep.cap.LocalRegister;
import dev.lockstep.cap.LocalRegister.Message;
import dev.lockstep.history.History;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.recorder.Header;
import dev.lockstep.run.Patience;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Describes the register of which each node has a copy, from which it answers at once: {@code lockstep run cap-local}. */
public final class LocalProtocol implements RegisterDescription<Message> {
    /** Makes a node. */
    @FunctionalInterface
    public interface Core {
        LocalRegister of(String id, int rank);
    }

    @Override
    public String name() {
        return "cap-local";
    }

    @Override
    public String title() {
        return "the register of local copies";
    }

    @Override
    public Group deployment(RunOptions options) {
        return new Group(
                RegisterDescription.nodes(options.nodes()),
                LocalRegister::new,
                RegisterDescription.beside(options, History.Promise.AVAILABLE));
    }

    /** Describes the nodes of one run, of these cores. */
    record Group(List<String> names, Core core, Consumer<History> judge) implements RegisterDeployment<Message> {
        @Override
        public Header header() {
            Map<String, Object> constants = constants();
            constants.put("Rank", ranks());
            return Header.of(constants, LocalRegister.class);
        }

        @Override
        public Types<Message, News> types() {
            return new Types<>(Message.class, News.class);
        }

        @Override
        public LocalRegister process(String role, String instance, Optional<? extends Record> onDisk, boolean begun) {
            return core.of(role, ranks().get(role));
        }

        @Override
        public Patience<Message> patience(String node, String instance) {
            return new UntilCopiesAgree(node, names);
        }
    }
}
