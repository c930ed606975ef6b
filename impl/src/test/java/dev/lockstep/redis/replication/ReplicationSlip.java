package dev.lockstep.redis.replication;

import dev.lockstep.redis.replication.Message.Ack;
import dev.lockstep.redis.replication.Message.Command;
import dev.lockstep.redis.replication.Message.FullResync;
import dev.lockstep.redis.replication.Message.Psync;
import dev.lockstep.redis.replication.Message.Reply;
import dev.lockstep.redis.replication.run.ReplicationProtocol;
import java.util.Optional;

/**
 * Servers with a slip: each is right but for one operator of the spec. Models of {@code specs/redis/models/broken-*} have the same; the
 * page of the spec says which.
 */
public enum ReplicationSlip implements ReplicationProtocol.Core {
    TAKES_WRITES_AS_A_REPLICA {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean acceptsWrites() {
                    return true;
                }
            };
        }
    },
    TAKES_WRITES_WITHOUT_REPLICAS {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean hasMinReplicas() {
                    return true;
                }
            };
        }
    },
    DOES_NOT_COUNT_REPLICAS {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean isEnough(int offset) {
                    return true;
                }
            };
        }
    },
    WRITES_WHILE_IT_HANDS_OVER {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean isPaused() {
                    return false;
                }
            };
        }
    },
    /** {@code broken-handover-early} */
    HANDS_OVER_TOO_EARLY {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean isCaughtUp(String t) {
                    return true;
                }
            };
        }
    },
    TAKES_OVER_IN_ANOTHER_HISTORY {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean mayTakeOver(Psync m) {
                    return !isMaster();
                }
            };
        }
    },
    SERVES_WITHOUT_A_MASTER {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean hasData() {
                    return true;
                }
            };
        }
    },
    SERVES_AN_OLD_REQUEST {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean isNewConnection(Psync m) {
                    return m.connection() >= slave(m.from()).connection();
                }
            };
        }
    },
    KNOWS_EVERY_HISTORY {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean knowsHistory(Psync m) {
                    return true;
                }
            };
        }
    },
    COMPARES_NO_SECOND_OFFSET {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean isBeforeSecond(int offset) {
                    return true;
                }
            };
        }
    },
    MISSES_NOTHING {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean hasInBacklog(Psync m) {
                    return hasBacklog() && isNotAhead(m);
                }
            };
        }
    },
    LETS_A_REPLICA_BE_AHEAD {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean isNotAhead(Psync m) {
                    return true;
                }
            };
        }
    },
    TAKES_AN_ANSWER_AGAIN {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean isAnswer(Message m) {
                    return up && link != Link.NONE && m.connection() == connection;
                }
            };
        }
    },
    TAKES_AN_ANSWER_TO_AN_EARLIER_QUESTION {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean isAnswer(Message m) {
                    return up && link == Link.SYNC;
                }
            };
        }
    },
    EXECUTES_WITHOUT_A_LINK {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean onLink(Reply m) {
                    return up && m.connection() == connection && m.run() == masterRun;
                }
            };
        }
    },
    EXECUTES_WHAT_CAME_ON_AN_EARLIER_CONNECTION {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean onLink(Reply m) {
                    return up && link == Link.CONNECTED && m.run() == masterRun;
                }
            };
        }
    },
    EXECUTES_WHAT_AN_EARLIER_RUN_SENT {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean onLink(Reply m) {
                    return up && link == Link.CONNECTED && m.connection() == connection;
                }
            };
        }
    },
    EXECUTES_ANY_COMMAND {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean isNext(Command m) {
                    return m.offset() > masterReplOffset;
                }
            };
        }
    },
    ACKNOWLEDGES_BEFORE_IT_IS_ANSWERED {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                public boolean mayAcknowledge() {
                    return up && (link == Link.SYNC || link == Link.CONNECTED);
                }
            };
        }
    },
    COUNTS_ACKNOWLEDGEMENTS_OF_EARLIER_CONNECTIONS {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean isNews(Ack m) {
                    return slave(m.from()).online()
                            && run == m.run()
                            && m.offset() > slave(m.from()).ack();
                }
            };
        }
    },
    COUNTS_ACKNOWLEDGEMENTS_TO_EARLIER_RUNS {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean isNews(Ack m) {
                    return slave(m.from()).online()
                            && slave(m.from()).connection() == m.connection()
                            && m.offset() > slave(m.from()).ack();
                }
            };
        }
    },
    TAKES_ACKNOWLEDGEMENTS_BACK {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean isNews(Ack m) {
                    return slave(m.from()).online() && slave(m.from()).connection() == m.connection() && run == m.run();
                }
            };
        }
    },
    COUNTS_WITHOUT_A_BACKLOG {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean counts() {
                    return true;
                }
            };
        }
    },
    FREES_THE_BACKLOG_OF_ITS_REPLICAS {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean mayBeFreed() {
                    return isMaster();
                }
            };
        }
    },
    FREES_THE_BACKLOG_OF_A_REPLICA {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                boolean mayBeFreed() {
                    return replicas().isEmpty();
                }
            };
        }
    },
    KEEPS_ITS_NAME_WITHOUT_A_BACKLOG {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                ReplicationId idWithoutBacklog() {
                    return masterReplid;
                }
            };
        }
    },
    /** {@code broken-any-slaves} */
    KEEPS_ITS_REPLICAS {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                void disconnectSlaves() {}
            };
        }
    },
    NAMES_EVERY_SNAPSHOT {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                OnDisk snapshot() {
                    return new OnDisk(data, masterReplid, masterReplOffset);
                }
            };
        }
    },
    GOES_ON_IN_THE_HISTORY_OF_ITS_SNAPSHOT {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                ReplicationId idAfterRestart(ReplicationId fresh) {
                    return disk.hasHistory() ? disk.replid() : fresh;
                }
            };
        }
    },
    REWRITES_ITS_LOG_AT_ONCE {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                OnDisk diskAfterResync(FullResync m) {
                    return persistence() == Persistence.ALWAYS ? disk.with(m.data()) : super.diskAfterResync(m);
                }
            };
        }
    },
    LOGS_WHILE_IT_REWRITES_ITS_LOG {
        @Override
        public RedisServer of(String id, Group group, Optional<Stable> stable) {
            return new RedisServer(id, group, stable) {
                @Override
                OnDisk diskAfterWrite() {
                    return persistence() == Persistence.ALWAYS ? disk.with(data) : disk;
                }
            };
        }
    }
}
