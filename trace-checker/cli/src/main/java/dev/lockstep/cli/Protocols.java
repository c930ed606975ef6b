package dev.lockstep.cli;

import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the protocols on the class path. */
final class Protocols {
    private Protocols() {}

    static List<Protocol> all() {
        return ServiceLoader.load(Protocol.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Protocol::name))
                .toList();
    }

    /** Lists their names, once each. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }

    private static Stream<String> names() {
        return all().stream().map(Protocol::name).distinct();
    }

    /** Returns the faults of a rough run: a mix that it draws itself if it can, or all. */
    static Set<String> roughest(Protocol protocol, RunOptions.Transport transport) {
        Set<String> all = protocol.faults(transport);
        return all.contains(Protocol.SWARM) ? Set.of(Protocol.SWARM) : all;
    }

    /**
     * Returns what runs a protocol. Of several it is the one whose messages the transport can carry.
     *
     * @throws IllegalArgumentException there is none of that name, or none over this transport
     */
    static Protocol named(String name, RunOptions.Transport transport) {
        List<Protocol> named =
                all().stream().filter(protocol -> protocol.name().equals(name)).toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no protocol " + name + "; there are: " + names().collect(Collectors.joining(", ")));
        }
        return named.stream()
                .filter(protocol -> protocol.transports().contains(transport))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(name + " cannot be run over " + RunCommand.name(transport)));
    }
}
