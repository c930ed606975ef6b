package dev.lockstep.redis.cluster;

import dev.lockstep.redis.cluster.Message.AuthAck;
import dev.lockstep.redis.cluster.Message.AuthRequest;
import dev.lockstep.redis.cluster.Message.MfStart;
import dev.lockstep.redis.cluster.Message.Ping;
import dev.lockstep.redis.cluster.Message.Restore;
import dev.lockstep.redis.cluster.Message.Restored;
import dev.lockstep.redis.cluster.Message.Sync;
import dev.lockstep.redis.cluster.run.ClusterProtocol.Core;
import java.util.Optional;
import java.util.Set;

/**
 * Cores with a slip: each is right but for one operator of the spec. Two that vote too often do not withhold votes either, which clocks decide. Models of {@code specs/redis/models/broken-cluster-*} have some of the
 * same: {@code vote-again}, {@code any-voter}, {@code no-majority}, {@code same-epoch}, {@code no-collision}, {@code takeover-unbumped},
 * {@code hidden}.
 */
public enum ClusterSlip implements Core {
    VOTES_AGAIN("Vote") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean hasNotVoted(View v) {
                    return true;
                }

                @Override
                boolean withholds(AuthRequest m) {
                    return false;
                }
            };
        }
    },
    VOTES_IN_AN_EPOCH_THAT_HAS_PASSED("Vote") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isCurrent(View v, AuthRequest m) {
                    return true;
                }

                @Override
                boolean withholds(AuthRequest m) {
                    return false;
                }
            };
        }
    },
    VOTES_AS_A_REPLICA("Vote") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isVoter() {
                    return true;
                }
            };
        }
    },
    VOTES_FOR_ONE_WHOSE_MASTER_IS_WELL("Vote") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isCandidate(AuthRequest m) {
                    return true;
                }
            };
        }
    },
    VOTES_FOR_ONE_THAT_IS_BEHIND("Vote") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isUpToDate(View v, AuthRequest m) {
                    return true;
                }
            };
        }
    },
    DOES_NOT_WRITE_WHEN_IT_VOTED("Vote") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                NodesConf file() {
                    return withVote(super.file(), 0);
                }
            };
        }
    },
    FORGETS_ITS_VOTE_IN_A_CRASH("Crash") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                int voteAfterRestart() {
                    return 0;
                }
            };
        }
    },
    NEEDS_NO_MAJORITY("WinElection") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isElected() {
                    return !failoverAuthCount.isEmpty();
                }
            };
        }
    },
    COUNTS_AN_OLD_VOTE("ReceiveAck") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isCounted(AuthAck m) {
                    return isMaster(m.from());
                }
            };
        }
    },
    TAKES_NO_NEW_EPOCH("WinElection") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean takesNewEpoch() {
                    return false;
                }
            };
        }
    },
    BUMPS_NO_EPOCH("TakeOver", "SetSlotNode") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean bumps(View v) {
                    return false;
                }
            };
        }
    },
    TAKES_A_SLOT_OF_THE_SAME_EPOCH("ReceivePing", "ReceiveUpdate") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean takesSlot(View v, int s, int epoch) {
                    return v.isUnclaimed(s) || v.configOfOwner(s) <= epoch;
                }
            };
        }
    },
    TAKES_WHAT_IT_IMPORTS("ReceivePing", "ReceiveUpdate") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                Set<Integer> rebinds(View v, String x, int epoch, Set<Integer> claimed) {
                    return Maps.those(claimed, s -> !v.has(Optional.of(x), s) && takesSlot(v, s, epoch));
                }
            };
        }
    },
    DOES_NOT_NOTE_WHAT_NOBODY_CLAIMS("ReceivePing", "ReceiveUpdate") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean notesUnclaimed(View v, int s, String x) {
                    return false;
                }
            };
        }
    },
    DOES_NOT_TELL_WHO_IS_OUTDATED("ReceivePing") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isOutdated(View v, int s, Ping m) {
                    return false;
                }
            };
        }
    },
    GIVES_NEVER_WAY("ReceivePing") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean givesWay(String x) {
                    return false;
                }
            };
        }
    },
    GIVES_WAY_TO_THE_SMALLER_NAME("ReceivePing") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean givesWay(String x) {
                    return !super.givesWay(x);
                }
            };
        }
    },
    FAILS_A_NODE_ALONE("ReceivePing") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isFailing(String x, Set<String> reporters) {
                    return flags.get(x) == Flag.PFAIL;
                }
            };
        }
    },
    FAILS_A_NODE_THAT_ANSWERS("ReceivePing") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isFailing(String x, Set<String> reporters) {
                    return isMajority(reporters.size() + (isMaster(id) ? 1 : 0));
                }
            };
        }
    },
    SERVES_IN_THE_MINORITY("UpdateState") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isInMajority() {
                    return true;
                }
            };
        }
    },
    SERVES_WITHOUT_ALL_SLOTS("UpdateState") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isCovered() {
                    return true;
                }
            };
        }
    },
    KEEPS_KEYS_OF_A_LOST_SLOT("ReceivePing", "ReceiveUpdate") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                Set<String> losesKeys(View v) {
                    return Set.of();
                }
            };
        }
    },
    REMEMBERS_THE_EPOCH_OF_A_REPLICA("Crash") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                int epochAfterRestart(String x) {
                    return saved.config().get(x);
                }
            };
        }
    },
    STARTS_BEFORE_IT_HAS_ALL("StartManual") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean hasCaughtUp() {
                    return true;
                }
            };
        }
    },
    PAUSES_FOR_ANYBODY("PauseClients") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isReplicaOfThis(MfStart m) {
                    return true;
                }
            };
        }
    },
    SERVES_WHILE_IT_PAUSES("Serve", "Redirect", "Move") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                public boolean isOpen() {
                    return running && moving.isEmpty();
                }
            };
        }
    },
    GIVES_A_SLOT_WITH_KEYS("SetSlotNode") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isEmptyIfGiven(int s, String x) {
                    return true;
                }
            };
        }
    },
    TAKES_A_KEY_OF_ANY_SLOT("Restore") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean takesKey(Restore m) {
                    return true;
                }
            };
        }
    },
    ENDS_A_MOVE_OF_ANOTHER_KEY("EndMove") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isMoving(Restored m) {
                    return true;
                }
            };
        }
    },
    TAKES_OLD_DATA("TakeSync") {
        @Override
        public ClusterNode of(String id, Layout layout, Optional<Stable> onDisk) {
            return new ClusterNode(id, layout, onDisk) {
                @Override
                boolean isNews(Sync m) {
                    return slaveof.get(id).equals(Optional.of(m.from()));
                }
            };
        }
    };

    private final Set<String> actions;

    ClusterSlip(String... actions) {
        this.actions = Set.of(actions);
    }

    /** Returns the actions at which the slip comes to light in a trace. */
    public Set<String> actions() {
        return actions;
    }

    private static NodesConf withVote(NodesConf conf, int vote) {
        return new NodesConf(
                conf.current(),
                vote,
                conf.config(),
                conf.slaveof(),
                conf.slots(),
                conf.flags(),
                conf.migrating(),
                conf.importing());
    }
}
