package dev.lockstep.cap;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.cap.PrimaryRegister.Message.Answer;
import dev.lockstep.cap.PrimaryRegister.Message.Request;
import dev.lockstep.cap.run.PrimaryProtocol;
import java.util.Set;

/** Nodes with a slip: each is right but for one operator of the spec. The models {@code specs/cap/models/broken-primary-*} have the same. */
public enum PrimarySlip implements PrimaryProtocol.Core {
    /** {@code broken-primary-done-again}. */
    DOES_AGAIN_WHAT_COMES_AGAIN {
        @Override
        Primary primary(String id, Set<String> nodes) {
            return new Primary(id, nodes) {
                @Override
                boolean isNew(Request m) {
                    return true;
                }
            };
        }
    },
    /** {@code broken-primary-any-answer}. */
    TAKES_ANY_ANSWER {
        @Override
        PrimaryRegister other(String id, String primary) {
            return new PrimaryRegister(id, primary) {
                @Override
                boolean isExpected(Answer m) {
                    return isWaiting;
                }
            };
        }
    },
    /** The answer that is repeated has what the register holds now. */
    REPEATS_AN_ANSWER_WITH_THE_PRESENT_VALUE {
        @Override
        Primary primary(String id, Set<String> nodes) {
            return new Repeating(id, nodes);
        }
    };

    @Spec("PrimaryRegister")
    private static final class Repeating extends Primary {
        Repeating(String id, Set<String> nodes) {
            super(id, nodes);
        }

        @Override
        @Action
        public void repeatAnswer(Request m) {
            send(new Answer(id, m.from(), m.number(), stored));
        }
    }

    Primary primary(String id, Set<String> nodes) {
        return new Primary(id, nodes);
    }

    PrimaryRegister other(String id, String primary) {
        return new PrimaryRegister(id, primary);
    }

    @Override
    public PrimaryRegister of(String id, String primary, Set<String> nodes) {
        return id.equals(primary) ? primary(id, nodes) : other(id, primary);
    }
}
