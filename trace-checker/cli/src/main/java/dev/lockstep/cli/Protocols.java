package dev.lockstep.cli;

import dev.lockstep.protocol.Protocol;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the protocols on the class path. */
final class Protocols {
    private Protocols() {}

    static List<Protocol> all() {
        return ServiceLoader.load(Protocol.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Protocol::name))
                .toList();
    }

    /** @throws IllegalArgumentException there is none of that name */
    static Protocol named(String name) {
        return all().stream()
                .filter(protocol -> protocol.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no protocol " + name + "; there are: "
                        + all().stream().map(Protocol::name).collect(Collectors.joining(", "))));
    }
}
