package dev.lockstep.cap;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.cap.PrimaryRegister.Message.Answer;
import dev.lockstep.cap.PrimaryRegister.Message.Request;
import dev.lockstep.cap.run.PrimaryProtocol;
import dev.lockstep.core.Step;
import java.util.List;
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
    /** {@code broken-primary-own-done-again}. */
    DOES_ITS_OWN_AGAIN {
        @Override
        Primary primary(String id, Set<String> nodes) {
            return new Twice(id, nodes);
        }
    },
    /** {@code broken-primary-answers-undone}. */
    ANSWERS_WHAT_IT_HAS_NOT_DONE {
        @Override
        Primary primary(String id, Set<String> nodes) {
            return new Primary(id, nodes) {
                @Override
                boolean isUndone() {
                    return false;
                }
            };
        }
    },
    /** {@code broken-primary-not-answered-again}. */
    ANSWERS_ONLY_ONCE {
        @Override
        Primary primary(String id, Set<String> nodes) {
            return new Primary(id, nodes) {
                @Override
                boolean isLatest(Request m) {
                    return false;
                }
            };
        }
    },
    /** No model has this: it answers as if the latest request had come again, which does no harm, and is not what the spec says. */
    ANSWERS_AN_OLD_REQUEST {
        @Override
        Primary primary(String id, Set<String> nodes) {
            return new Primary(id, nodes) {
                @Override
                boolean isLatest(Request m) {
                    return true;
                }
            };
        }
    },
    /** No model has this: a request of which the client has the answer does no harm, and is not what the spec says. */
    ASKS_WHAT_IS_ANSWERED {
        @Override
        PrimaryRegister other(String id, String primary) {
            return new Insistent(id, primary);
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

    @Spec("PrimaryRegister")
    private static final class Twice extends Primary {
        /** The latest operation of its own client that it has done twice. */
        private int again;

        Twice(String id, Set<String> nodes) {
            super(id, nodes);
        }

        @Override
        boolean isUndone() {
            return super.isUndone() || again != number;
        }

        @Override
        @Action
        public void perform() {
            boolean isDone = !super.isUndone();
            super.perform();
            again = isDone ? number : again;
        }
    }

    @Spec("PrimaryRegister")
    private static final class Insistent extends PrimaryRegister {
        /** The latest operation for which it has asked once more. */
        private int again;

        Insistent(String id, String primary) {
            super(id, primary);
        }

        @Override
        public List<Step> steps() {
            return isWaiting || again == number
                    ? super.steps()
                    : List.of(new Step("sendRequest", Step.By.PROCESS, this::sendRequest));
        }

        @Override
        @Action
        public void sendRequest() {
            if (isWaiting) {
                super.sendRequest();
            } else {
                again = number;
                send(new Request(id, primary, number, kind(), seen()));
            }
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
