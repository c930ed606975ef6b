package dev.lockstep.paxos;

import dev.lockstep.paxos.Message.Accepted;
import dev.lockstep.paxos.Message.Promise;
import dev.lockstep.paxos.node.Cores;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classic slips: each core is right but for operators of the spec. The model that has the same is named with each. */
public enum Slip implements Cores {
    /** {@code broken-accept-below-promise} */
    ACCEPTS_BELOW_ITS_PROMISE {
        @Override
        public Acceptor acceptor(String id, Group group, AcceptorRecord stable) {
            return new Acceptor(id, group, stable) {
                @Override
                public boolean mayAccept(int ballot) {
                    return true;
                }
            };
        }
    },
    /** {@code broken-disjoint-quorums} */
    TAKES_ONE_ACCEPTOR_FOR_A_QUORUM {
        @Override
        public Proposer proposer(String id, Group group, ProposerRecord stable) {
            return new Proposer(id, group, stable) {
                @Override
                boolean hasQuorum() {
                    return !promises().isEmpty();
                }
            };
        }

        @Override
        public Learner learner(String id, Group group) {
            return new Learner(id, group) {
                @Override
                public boolean completes(Accepted m) {
                    return true;
                }
            };
        }
    },
    /** {@code broken-equal-ballots} */
    LEAVES_ITS_IDENTITY_OUT_OF_THE_NUMBER {
        @Override
        public Proposer proposer(String id, Group group, ProposerRecord stable) {
            return new Proposer(id, group, stable) {
                @Override
                int number(int r) {
                    return r;
                }

                @Override
                int roundOf(int ballot) {
                    return ballot;
                }
            };
        }

        @Override
        public Acceptor acceptor(String id, Group group, AcceptorRecord stable) {
            return promisesAgain(id, group, stable);
        }
    },
    /** {@code broken-equal-ballots}, of which the model {@code Paxos-equal-ballots} has the other half. */
    PROMISES_THE_SAME_BALLOT_AGAIN {
        @Override
        public Acceptor acceptor(String id, Group group, AcceptorRecord stable) {
            return promisesAgain(id, group, stable);
        }
    },
    /** {@code broken-lowest-vote} */
    PROPOSES_THE_EARLIEST_VALUE_REPORTED {
        @Override
        public Proposer proposer(String id, Group group, ProposerRecord stable) {
            return new Proposer(id, group, stable) {
                @Override
                Optional<String> proposal() {
                    return promises().stream()
                            .map(Promise::vote)
                            .filter(vote -> !vote.equals(Vote.NONE))
                            .min(Comparator.comparingInt(Vote::ballot))
                            .map(Vote::value)
                            .orElse(request());
                }
            };
        }
    },
    /** {@code broken-mixed-ballots} */
    COUNTS_VOTES_OF_DIFFERENT_BALLOTS_TOGETHER {
        @Override
        public Learner learner(String id, Group group) {
            return new Learner(id, group) {
                @Override
                public boolean completes(Accepted m) {
                    return group.hasQuorum(with(m).stream()
                            .filter(r -> r.value().equals(m.value()))
                            .map(Accepted::from)
                            .collect(Collectors.toSet()));
                }
            };
        }
    },
    /** {@code broken-no-quorum} */
    PROPOSES_BEFORE_A_QUORUM_PROMISED {
        @Override
        public Proposer proposer(String id, Group group, ProposerRecord stable) {
            return new Proposer(id, group, stable) {
                @Override
                boolean hasQuorum() {
                    return true;
                }
            };
        }
    },
    /** {@code broken-own-value} */
    PROPOSES_ITS_OWN_VALUE_WHATEVER_IS_REPORTED {
        @Override
        public Proposer proposer(String id, Group group, ProposerRecord stable) {
            return new Proposer(id, group, stable) {
                @Override
                Optional<String> proposal() {
                    return request();
                }
            };
        }
    },
    /** {@code broken-promise-counted-twice} */
    COUNTS_A_PROMISE_TWICE {
        @Override
        public Proposer proposer(String id, Group group, ProposerRecord stable) {
            return new Proposer(id, group, stable) {
                @Override
                Set<Promise> counted(Promise m) {
                    Set<String> heard = promises().stream().map(Promise::from).collect(Collectors.toSet());
                    Optional<String> another = group.acceptors().stream()
                            .filter(a -> promises().contains(m) && !heard.contains(a))
                            .sorted()
                            .findFirst();
                    Promise counted = new Promise(another.orElse(m.from()), m.to(), m.ballot(), m.vote());
                    return Stream.concat(promises().stream(), Stream.of(counted))
                            .collect(Collectors.toUnmodifiableSet());
                }
            };
        }
    },
    /** {@code broken-promise-lost} */
    RECOVERS_WITHOUT_ITS_PROMISE {
        @Override
        public Acceptor acceptor(String id, Group group, AcceptorRecord stable) {
            return new Acceptor(id, group, stable) {
                @Override
                AcceptorRecord recovered() {
                    return new AcceptorRecord(stable().vote().ballot(), stable().vote());
                }
            };
        }
    },
    /** {@code broken-vote-lost} */
    RECOVERS_WITHOUT_ITS_VOTE {
        @Override
        public Acceptor acceptor(String id, Group group, AcceptorRecord stable) {
            return new Acceptor(id, group, stable) {
                @Override
                AcceptorRecord recovered() {
                    return new AcceptorRecord(stable().promised(), Vote.NONE);
                }
            };
        }
    },
    /** {@code broken-round-forgotten} */
    RECOVERS_WITHOUT_ITS_ROUND {
        @Override
        public Proposer proposer(String id, Group group, ProposerRecord stable) {
            return new Proposer(id, group, stable) {
                @Override
                int recoveredRound() {
                    return 0;
                }
            };
        }
    },
    /** {@code broken-write-failed} */
    ANSWERS_ALTHOUGH_THE_WRITE_FAILED {
        @Override
        public Acceptor acceptor(String id, Group group, AcceptorRecord stable) {
            return new Acceptor(id, group, stable) {
                @Override
                AcceptorRecord memory() {
                    return stable();
                }
            };
        }
    },
    /** Of which the specs have no model: one that does too little. */
    NEVER_TELLS_THE_OTHER_LEARNERS {
        @Override
        public Learner learner(String id, Group group) {
            Group alone = new Group(
                    group.ids(),
                    group.acceptors(),
                    group.distinguished(),
                    group.distinguished(),
                    group.maxRound(),
                    group.tellRefusals());
            return new Learner(id, alone);
        }
    };

    private static Acceptor promisesAgain(String id, Group group, AcceptorRecord stable) {
        return new Acceptor(id, group, stable) {
            @Override
            public boolean mayPromise(int ballot) {
                return ballot >= memory().promised();
            }
        };
    }
}
