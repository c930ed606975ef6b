package dev.lockstep.mutex;

import dev.lockstep.mutex.Message.Acknowledge;
import dev.lockstep.mutex.Message.Release;
import dev.lockstep.mutex.Message.Request;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The classic slips: each core is right but for one operator of the spec. The model that has the same is named where its operator is another one. */
public enum Slip {
    ENTERS_WITHOUT_HEARING_FROM_ANYONE {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                boolean heardFromAll(Ticket t) {
                    return true;
                }
            };
        }
    },
    ENTERS_WITHOUT_HEARING_FROM_ONE {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                boolean heardFromAll(Ticket t) {
                    return others().stream().skip(1).allMatch(q -> latest.get(q) > t.clock());
                }
            };
        }
    },
    TAKES_A_MESSAGE_OF_THE_SAME_TIME_FOR_A_LATER_ONE {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                boolean heardFromAll(Ticket t) {
                    return others().stream().allMatch(q -> latest.get(q) >= t.clock());
                }
            };
        }
    },
    ENTERS_WITHOUT_BEING_FIRST {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                boolean isFirst(Ticket t) {
                    return true;
                }
            };
        }
    },
    BREAKS_TIES_THE_WRONG_WAY {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                boolean precedes(Ticket s, Ticket t) {
                    return s.clock() < t.clock()
                            || s.clock() == t.clock() && rank.get(s.process()) > rank.get(t.process());
                }
            };
        }
    },
    BREAKS_NO_TIES {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                boolean precedes(Ticket s, Ticket t) {
                    return s.clock() <= t.clock();
                }
            };
        }
    },
    /** {@code broken-without-IR2}, {@code broken-without-IR2-live} */
    RECEIVES_WITHOUT_ADVANCING_ITS_CLOCK {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                int tickPast(Message m) {
                    return clock() + 1;
                }
            };
        }
    },
    ADVANCES_ITS_CLOCK_ONLY_TO_THE_MESSAGES_TIME {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                int tickPast(Message m) {
                    return Math.max(clock() + 1, m.clock());
                }
            };
        }
    },
    DOES_NOT_TICK {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                int tick() {
                    return Math.max(1, clock());
                }
            };
        }
    },
    SENDS_THE_RELEASE_BEFORE_THE_REMOVAL {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                private boolean isOwed;

                @Override
                Set<Ticket> without(String process) {
                    if (process.equals(id)) {
                        isOwed = true;
                        return queue;
                    }
                    return settle(super.without(process));
                }

                @Override
                Set<Ticket> with(Ticket t) {
                    return settle(super.with(t));
                }

                private Set<Ticket> settle(Set<Ticket> next) {
                    Set<Ticket> settled = new HashSet<>(next);
                    settled.removeIf(t -> isOwed && t.process().equals(id) && phase() == Phase.IDLE);
                    isOwed = false;
                    return Set.copyOf(settled);
                }
            };
        }
    },
    /** {@code broken-acknowledge-first} */
    ACKNOWLEDGES_BEFORE_IT_QUEUES {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                private final Set<Ticket> owed = new HashSet<>();

                @Override
                Set<Ticket> with(Ticket t) {
                    if (!t.process().equals(id)) {
                        owed.add(t);
                        return queue;
                    }
                    return settle(super.with(t));
                }

                @Override
                Set<Ticket> without(String process) {
                    owed.removeIf(t -> t.process().equals(process));
                    return settle(super.without(process));
                }

                private Set<Ticket> settle(Set<Ticket> next) {
                    Set<Ticket> settled = new HashSet<>(next);
                    settled.addAll(owed);
                    owed.clear();
                    return Set.copyOf(settled);
                }
            };
        }
    },
    ACKNOWLEDGES_WITH_THE_TIME_OF_THE_REQUEST {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                void answer(Request m, int time) {
                    super.answer(m, m.clock());
                }
            };
        }
    },
    DOES_NOT_ACKNOWLEDGE_WHILE_IT_WAITS {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                void answer(Request m, int time) {
                    if (phase() == Phase.IDLE) {
                        super.answer(m, time);
                    }
                }
            };
        }
    },
    COUNTS_ACKNOWLEDGEMENTS_ONLY {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                Map<String, Integer> heard(Message m) {
                    return m instanceof Acknowledge ? super.heard(m) : latest;
                }
            };
        }
    },
    DOES_NOT_COUNT_RELEASES {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                Map<String, Integer> heard(Message m) {
                    return m instanceof Release ? latest : super.heard(m);
                }
            };
        }
    },
    IGNORES_RELEASES {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                Set<Ticket> without(String process) {
                    return process.equals(id) ? super.without(process) : queue;
                }
            };
        }
    },
    FORGETS_ONE_PROCESS {
        @Override
        public LamportMutex core(String id, Map<String, Integer> rank) {
            return new LamportMutex(id, rank) {
                @Override
                Set<String> others() {
                    Set<String> fewer = new TreeSet<>(super.others());
                    fewer.remove("p3");
                    return fewer;
                }

                @Override
                boolean isAddressed(Message m) {
                    return true;
                }
            };
        }
    };

    public abstract LamportMutex core(String id, Map<String, Integer> rank);
}
