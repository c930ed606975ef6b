package dev.lockstep.redis.sentinel;

import dev.lockstep.redis.sentinel.Message.Answer;
import dev.lockstep.redis.sentinel.Message.Ask;
import dev.lockstep.redis.sentinel.Message.Hello;
import dev.lockstep.redis.sentinel.Message.Info;
import dev.lockstep.redis.sentinel.Message.SlaveOf;
import dev.lockstep.redis.sentinel.run.SentinelProtocol.Cores;
import java.util.Optional;
import java.util.Set;

/**
 * Cores with a slip: each is right but for one operator of the spec. Models of {@code specs/redis/models/broken-*} have some of the same:
 * {@code vote-again}, {@code vote-passed}, {@code vote-not-kept}, {@code no-majority}, {@code no-quorum}, {@code equal-taken}, {@code
 * old-info}.
 */
public enum SentinelSlip implements Cores {
    VOTES_AGAIN {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                boolean givesVote(Ask m) {
                    return m.epoch() >= disk().epoch();
                }
            };
        }
    },
    VOTES_IN_AN_EPOCH_THAT_HAS_PASSED {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                boolean givesVote(Ask m) {
                    return disk().vote() < m.epoch();
                }
            };
        }
    },
    VOTES_ABOUT_ANOTHER_MASTER {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                boolean isRequest(Ask m) {
                    return m.candidate().isPresent();
                }
            };
        }
    },
    DOES_NOT_WRITE_WHEN_IT_VOTED {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                Kept kept() {
                    Kept kept = super.kept();
                    return new Kept(kept.epoch(), 0, kept.master(), kept.config(), kept.sentinels(), kept.slaves());
                }
            };
        }
    },
    SAYS_DOWN_IN_TILT {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                boolean saysDown() {
                    return isTilted() || super.saysDown();
                }
            };
        }
    },
    NEEDS_NO_MAJORITY {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                boolean isMajority(long votes) {
                    return true;
                }
            };
        }
    },
    NEEDS_NO_QUORUM {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                boolean isQuorum(long votes) {
                    return true;
                }
            };
        }
    },
    TAKES_THE_MASTER_FOR_DOWN_ALONE {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                boolean isODown() {
                    return takesMasterForDown();
                }
            };
        }
    },
    /** The answers of others would be of one time. */
    ADDS_UP_NO_ANSWERS {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                Set<String> downAfter(Answer m) {
                    return m.down() ? Set.of(m.from()) : Set.of();
                }
            };
        }
    },
    DOES_NOT_TAKE_A_YES_BACK {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                Set<String> downAfter(Answer m) {
                    return m.down() ? with(masterDown, m.from()) : masterDown;
                }
            };
        }
    },
    TAKES_A_REPLICA_FOR_THE_MASTER {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                boolean saysReplica(String r) {
                    return false;
                }
            };
        }
    },
    TAKES_THE_EPOCH_OF_BY_NOW {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                int epochOfFailover() {
                    return disk().epoch();
                }
            };
        }
    },
    /** {@code broken-equal-taken} */
    TAKES_AN_EQUAL_CONFIGURATION {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                boolean isNewer(Hello m) {
                    return m.config() >= configEpoch();
                }
            };
        }
    },
    TAKES_WHAT_A_SERVER_SAID_BEFORE {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                boolean isRecent(Info m) {
                    return true;
                }
            };
        }
    },
    FORGETS_THE_OLD_MASTER {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                Set<String> replicasAfter(String r) {
                    return disk().slaves();
                }
            };
        }
    },
    DOES_NOT_SAVE_WHAT_IT_HAS_LOGGED {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                Kept kept() {
                    return unsaved ? disk : super.kept();
                }
            };
        }
    },
    SAVES_BEFORE_IT_LOGS {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                void flushLater() {
                    flush();
                    super.flushLater();
                }
            };
        }
    },
    CONVERTS_WHILE_THE_MASTER_IS_DOWN {
        @Override
        public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk) {
                @Override
                boolean isSane() {
                    return true;
                }
            };
        }
    },
    EXECUTES_AN_OLD_COMMAND {
        @Override
        public Server server(String id, Layout layout, Optional<Stable> onDisk) {
            return new Server(id, layout, onDisk) {
                @Override
                boolean isNew(SlaveOf m) {
                    return true;
                }
            };
        }
    };
}
