package dev.lockstep.cap.run;

import dev.lockstep.cap.Primary;
import dev.lockstep.cap.PrimaryRegister;
import dev.lockstep.cap.PrimaryRegister.Message;
import dev.lockstep.history.History;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.recorder.Header;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Describes the register that one node has, the first: {@code lockstep run cap-primary}. */
public final class PrimaryProtocol implements RegisterDescription<Message> {
    /** Makes a node, which is the primary if it has that name. */
    @FunctionalInterface
    public interface Core {
        PrimaryRegister of(String id, String primary, Set<String> nodes);

        /** Makes a node that is right. */
        static PrimaryRegister right(String id, String primary, Set<String> nodes) {
            return id.equals(primary) ? new Primary(id, nodes) : new PrimaryRegister(id, primary);
        }
    }

    @Override
    public String name() {
        return "cap-primary";
    }

    @Override
    public String title() {
        return "the register of a primary";
    }

    @Override
    public Group deployment(RunOptions options) {
        return new Group(
                RegisterDescription.nodes(options.nodes()),
                Core::right,
                RegisterDescription.beside(options, History.Promise.ATOMIC));
    }

    /** Describes the nodes of one run, of these cores. */
    record Group(List<String> names, Core core, Consumer<History> judge) implements RegisterDeployment<Message> {
        private String primary() {
            return names.get(0);
        }

        @Override
        public Header header() {
            Map<String, Object> constants = constants();
            constants.put("Primary", primary());
            return Header.of(constants, PrimaryRegister.class, Primary.class).withLocal("Number", "IsWaiting", "Seen");
        }

        @Override
        public Types<Message, News> types() {
            return new Types<>(Message.class, News.class);
        }

        @Override
        public PrimaryRegister process(String role, String instance, Optional<? extends Record> onDisk, boolean begun) {
            return core.of(role, primary(), Set.copyOf(names));
        }
    }
}
