package dev.lockstep.clocks;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.clocks.run.ClocksProtocol;
import java.util.Set;

/** Clocks with a slip: each is right but for one operator of the spec. The models {@code specs/clocks/models/broken-*} have the same. */
public enum ClockSlip implements ClocksProtocol.Core {
    /** {@code broken-set-back}. */
    IS_SET_BACK {
        @Override
        public PhysicalClock of(String id, Set<String> processes, Set<String> receivers, Bounds bounds) {
            return new PhysicalClock(id, processes, receivers, bounds, 0) {
                @Override
                boolean isBehind(int c, Message m) {
                    return true;
                }
            };
        }
    },
    /** {@code broken-never-set-forward}. */
    IS_NEVER_SET_FORWARD {
        @Override
        public PhysicalClock of(String id, Set<String> processes, Set<String> receivers, Bounds bounds) {
            return new PhysicalClock(id, processes, receivers, bounds, 0) {
                @Override
                boolean isBehind(int c, Message m) {
                    return false;
                }
            };
        }
    },
    /** {@code broken-behind-the-stamp}. */
    ASKS_ONLY_WHETHER_IT_IS_BEHIND_THE_STAMP {
        @Override
        public PhysicalClock of(String id, Set<String> processes, Set<String> receivers, Bounds bounds) {
            return new PhysicalClock(id, processes, receivers, bounds, 0) {
                @Override
                boolean isBehind(int c, Message m) {
                    return c < m.timestamp();
                }
            };
        }
    },
    /** {@code broken-not-added}. */
    DOES_NOT_ADD_THE_MINIMUM_DELAY {
        @Override
        public PhysicalClock of(String id, Set<String> processes, Set<String> receivers, Bounds bounds) {
            return new PhysicalClock(id, processes, receivers, bounds, 0) {
                @Override
                int assumed() {
                    return 0;
                }
            };
        }
    },
    /** {@code broken-overestimated}. */
    OVERESTIMATES_THE_MINIMUM_DELAY {
        @Override
        public PhysicalClock of(String id, Set<String> processes, Set<String> receivers, Bounds bounds) {
            return new PhysicalClock(id, processes, receivers, bounds, 0) {
                @Override
                int assumed() {
                    return bounds.scale() * (bounds.mu() + 1);
                }
            };
        }
    },
    /** {@code broken-stale-stamp}. */
    STAMPS_BEFORE_THE_EVENT {
        @Override
        public PhysicalClock of(String id, Set<String> processes, Set<String> receivers, Bounds bounds) {
            return new PhysicalClock(id, processes, receivers, bounds, 0) {
                @Override
                int stamp(int e) {
                    return clock;
                }
            };
        }
    },
    /** {@code broken-stands-still}. */
    STANDS_STILL_BETWEEN_EVENTS {
        @Override
        public PhysicalClock of(String id, Set<String> processes, Set<String> receivers, Bounds bounds) {
            return new PhysicalClock(id, processes, receivers, bounds, 0) {
                @Override
                int reading(int e) {
                    return clock;
                }
            };
        }
    },
    /** No model has this: such clocks only get closer, and are not what the spec says. */
    CANNOT_BE_STEPPED {
        @Override
        public PhysicalClock of(String id, Set<String> processes, Set<String> receivers, Bounds bounds) {
            return new Unsteppable(id, processes, receivers, bounds);
        }
    };

    @Spec("PhysicalClocks")
    private static final class Unsteppable extends PhysicalClock {
        Unsteppable(String id, Set<String> processes, Set<String> receivers, Bounds bounds) {
            super(id, processes, receivers, bounds, 0);
        }

        @Override
        @Action
        public void stepClock(int t, int e, int by) {
            super.stepClock(t, e, 0);
        }
    }
}
