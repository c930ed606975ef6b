package dev.lockstep.cap;

import dev.lockstep.cap.TConnectedRegister.Message.Answer;
import dev.lockstep.cap.TConnectedRegister.Message.Request;
import dev.lockstep.cap.TConnectedRegister.Message.Tell;
import dev.lockstep.cap.run.ConnectedProtocol;
import dev.lockstep.core.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Nodes with a slip: each is right but for one operator of the spec. The models {@code specs/cap/models/broken-tconnected-*} have the same. */
public enum TConnectedSlip implements ConnectedProtocol.Core {
    /** {@code broken-tconnected-at-once}. */
    GIVES_UP_AT_ONCE {
        @Override
        TConnectedRegister other(String id, String primary, Timing timing) {
            return new TConnectedRegister(id, primary, timing) {
                @Override
                boolean mayGiveUp() {
                    return true;
                }
            };
        }
    },
    /** {@code broken-tconnected-timeout-short}: the timeout is one tick less than that of the others. */
    GIVES_UP_A_TICK_EARLY {
        @Override
        TConnectedRegister other(String id, String primary, Timing timing) {
            return new TConnectedRegister(
                    id, primary, new Timing(timing.delay(), timing.timeout() - 1, timing.period()));
        }
    },
    /** {@code broken-tconnected-forgets-own}. */
    FORGETS_ITS_OWN_WRITES {
        @Override
        TConnectedRegister other(String id, String primary, Timing timing) {
            return new TConnectedRegister(id, primary, timing) {
                @Override
                Optional<String> known() {
                    return latest.value();
                }
            };
        }
    },
    /** {@code broken-tconnected-not-sent-again}: the clock goes on although there is something to send. */
    SENDS_NOTHING_AGAIN {
        @Override
        TConnectedRegister other(String id, String primary, Timing timing) {
            return new TConnectedRegister(id, primary, timing) {
                @Override
                boolean mustSend() {
                    return false;
                }
            };
        }
    },
    /** {@code broken-tconnected-only-this}. */
    BRINGS_ONLY_WHAT_ITS_CLIENT_ASKS_FOR {
        @Override
        TConnectedRegister other(String id, String primary, Timing timing) {
            return new TConnectedRegister(id, primary, timing) {
                @Override
                List<Write> toSend(Kind kind, List<Write> writes) {
                    return kind == Kind.WRITE ? List.of(writes.get(writes.size() - 1)) : List.of();
                }
            };
        }
    },
    /** {@code broken-tconnected-takes-older}. */
    TAKES_WHAT_IS_OLDER {
        @Override
        TConnectedRegister other(String id, String primary, Timing timing) {
            return new TConnectedRegister(id, primary, timing) {
                @Override
                boolean isTaken(Tell m) {
                    return true;
                }
            };
        }
    },
    /** {@code broken-tconnected-takes-nothing}. */
    TAKES_NOTHING {
        @Override
        TConnectedRegister other(String id, String primary, Timing timing) {
            return new TConnectedRegister(id, primary, timing) {
                @Override
                boolean isTaken(Tell m) {
                    return false;
                }
            };
        }
    },
    /** {@code broken-tconnected-never-busy}: the clock goes on although the timeout is over. */
    NEVER_GIVES_UP {
        @Override
        TConnectedRegister other(String id, String primary, Timing timing) {
            return new TConnectedRegister(id, primary, timing) {
                @Override
                boolean mayGiveUp() {
                    return false;
                }

                @Override
                boolean isBusy() {
                    return mustSend();
                }
            };
        }
    },
    /** No model has this: to send more often does no harm, and is not what the spec says. */
    SENDS_AGAIN_WHAT_IT_HAS_NOT_GIVEN_UP {
        @Override
        TConnectedRegister other(String id, String primary, Timing timing) {
            return new TConnectedRegister(id, primary, timing) {
                @Override
                boolean mustSend() {
                    return silent >= timing.period() && !pending.isEmpty();
                }
            };
        }
    },
    /** {@code broken-tconnected-older-answer}: a late answer has an older write than what the node has heard of since. */
    TAKES_AN_OLDER_ANSWER {
        @Override
        TConnectedRegister other(String id, String primary, Timing timing) {
            return new TConnectedRegister(id, primary, timing) {
                @Override
                Tagged newer(Tagged c, Tagged d) {
                    return c;
                }
            };
        }
    },
    /** An answer to an earlier operation is taken for one to the present one. No model has this: the timeout makes it harmless. */
    TAKES_ANY_ANSWER {
        @Override
        TConnectedRegister other(String id, String primary, Timing timing) {
            return new TConnectedRegister(id, primary, timing) {
                @Override
                boolean isExpected(Answer m) {
                    return isWaiting;
                }
            };
        }
    },
    /** {@code broken-tconnected-ordered-again}. */
    ORDERS_AGAIN {
        @Override
        TConnectedRegister primary(String id, Set<String> nodes, Timing timing) {
            return new TConnectedPrimary(id, nodes, timing) {
                @Override
                List<Write> unordered(Request m) {
                    return m.writes();
                }
            };
        }
    },
    /** {@code broken-tconnected-orders-nothing}. */
    ORDERS_NOTHING {
        @Override
        TConnectedRegister primary(String id, Set<String> nodes, Timing timing) {
            return new TConnectedPrimary(id, nodes, timing) {
                @Override
                List<Write> unordered(Request m) {
                    return List.of();
                }
            };
        }
    },
    /** No model has this: to tell more often does no harm, and is not what the spec says. */
    TELLS_EARLY {
        @Override
        TConnectedRegister primary(String id, Set<String> nodes, Timing timing) {
            return new TConnectedPrimary(id, nodes, timing) {
                @Override
                boolean mustTell() {
                    return silent >= timing.period() - 1;
                }
            };
        }
    },
    /** No model has this: the primary lets time pass before it answers its client, which the spec does not let it. */
    LETS_ITS_CLIENT_WAIT {
        @Override
        TConnectedRegister primary(String id, Set<String> nodes, Timing timing) {
            return new TConnectedPrimary(id, nodes, timing) {
                @Override
                public List<Step> steps() {
                    return isWaiting && waited == 0
                            ? List.of(new Step("tickAlone", Step.By.PROCESS, this::tickAlone))
                            : super.steps();
                }

                @Override
                boolean isBusy() {
                    return mustTell();
                }
            };
        }
    },
    /** {@code broken-tconnected-not-told}: the clock goes on although there is something to tell. */
    TELLS_NOBODY {
        @Override
        TConnectedRegister primary(String id, Set<String> nodes, Timing timing) {
            return new TConnectedPrimary(id, nodes, timing) {
                @Override
                boolean mustTell() {
                    return false;
                }
            };
        }
    };

    TConnectedRegister primary(String id, Set<String> nodes, Timing timing) {
        return new TConnectedPrimary(id, nodes, timing);
    }

    TConnectedRegister other(String id, String primary, Timing timing) {
        return new TConnectedRegister(id, primary, timing);
    }

    @Override
    public TConnectedRegister of(String id, String primary, Set<String> nodes, Timing timing) {
        return id.equals(primary) ? primary(id, nodes, timing) : other(id, primary, timing);
    }
}
