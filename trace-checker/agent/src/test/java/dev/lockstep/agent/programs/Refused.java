package dev.lockstep.agent.programs;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.nio.file.Path;
import java.util.Map;

/** Attaches a core that the weaver refuses: {@code Refused TRACE}. */
public final class Refused {
    @Spec("Refused")
    private static final class Core {
        @Self
        private final String id = "p";

        @Action
        static void act() {}
    }

    private Refused() {}

    public static void main(String[] arguments) throws Exception {
        try (Recorder recorder = Recorder.open(Path.of(arguments[0]), Header.of(Map.of(), Core.class))) {
            recorder.attach(new Core());
        }
    }
}
