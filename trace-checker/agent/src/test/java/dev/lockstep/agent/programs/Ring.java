package dev.lockstep.agent.programs;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Argument;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Sends;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A token goes round a ring: {@code Ring TRACE ROUNDS}. After each action its number is printed. */
public final class Ring {
    private record Token(String to, long hops) {}

    @Spec("Ring")
    private static final class Member {
        @Self("p")
        private final String id;

        private final String next;

        @Variable
        private Set<Long> seen = Set.of();

        @Variable("holds")
        private boolean holding;

        @Sends("network")
        private final List<Token> outbox = new ArrayList<>();

        Member(String id, String next) {
            this.id = id;
            this.next = next;
        }

        @Action
        void receive(@Argument("m") Token token) {
            holding = true;
            seen = Set.of(token.hops());
        }

        @Action
        void pass(@Argument("") long hops) {
            if (!holding) {
                throw new IllegalStateException("not holding");
            }
            holding = false;
            outbox.add(new Token(next, hops + 1));
        }
    }

    private Ring() {}

    public static void main(String[] arguments) throws Exception {
        Header header = Header.of(Map.of("Proc", Set.of("p1", "p2")), Member.class);
        Member[] ring = {new Member("p1", "p2"), new Member("p2", "p1")};
        try (Recorder recorder = Recorder.open(Path.of(arguments[0]), header)) {
            for (Member member : ring) {
                recorder.attach(member);
            }
            Token token = new Token("p1", 0);
            long rounds = Long.parseLong(arguments[1]);
            for (long i = 0; i < rounds; i++) {
                Member member = ring[(int) (i % 2)];
                member.receive(token);
                System.out.println(2 * i + 1);
                member.pass(token.hops());
                System.out.println(2 * i + 2);
                token = member.outbox.remove(0);
            }
            try {
                ring[0].pass(0);
            } catch (IllegalStateException e) {
                recorder.event("p1", "Lose", Map.of());
            }
        }
    }
}
