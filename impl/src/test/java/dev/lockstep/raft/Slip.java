package dev.lockstep.raft;

import dev.lockstep.raft.Message.Append;
import dev.lockstep.raft.Message.Ask;
import dev.lockstep.raft.Message.AskVote;
import dev.lockstep.raft.node.Cores;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The classic slips: each core is right but for an operator of the spec. The model that has the same is named with each. */
public enum Slip implements Cores {
    /** {@code broken-core-always-truncate} */
    CUTS_OFF_WHATEVER_FOLLOWS {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                Log logWith(Append m) {
                    Log right = super.logWith(m);
                    int last = m.prevIndex() + m.entries().size();
                    return right.lastIndex() > last && last >= snapshot.index() ? right.upTo(last) : right;
                }
            };
        }
    },
    /** {@code broken-core-beyond-match} */
    COUNTS_WHO_HAS_THE_ENTRY_BEFORE {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                Set<String> holders(int i) {
                    return super.holders(i - 1);
                }
            };
        }
    },
    /** {@code broken-core-config-once-committed} */
    GOES_BY_WHAT_IS_COMMITTED {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                Configuration config() {
                    return log.upTo(Math.max(commitIndex, snapshot.index())).config();
                }
            };
        }
    },
    /** {@code broken-core-counts-itself} */
    COUNTS_ITSELF_OUTSIDE_THE_CONFIGURATION {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean isHeldByQuorum(int i) {
                    return config().stream().allMatch(set -> {
                        Set<String> counted = with(set, id);
                        return 2 * holders(i).stream().filter(counted::contains).count() > set.size();
                    });
                }
            };
        }
    },
    /** {@code broken-core-figure-8} */
    COMMITS_ENTRIES_OF_ANY_TERM {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean mayCommit(int i) {
                    return isHeldByQuorum(i);
                }
            };
        }
    },
    /** {@code broken-core-half-a-quorum} */
    TAKES_HALF_FOR_A_MAJORITY {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean isQuorum(Set<String> servers) {
                    return config().stream()
                            .allMatch(set ->
                                    2 * set.stream().filter(servers::contains).count() >= set.size());
                }
            };
        }
    },
    /** {@code broken-core-longer-log-wins} */
    PREFERS_THE_LONGER_LOG {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean goodEnough(Ask m) {
                    return m.lastIndex() >= log.lastIndex();
                }
            };
        }
    },
    /** {@code broken-core-majority-of-union} */
    TAKES_A_MAJORITY_OF_BOTH_TOGETHER {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return quorumOf(id, group, stable, isDown, config -> Configuration.simple(config.members()));
        }
    },
    /** {@code broken-core-new-alone} */
    LETS_THE_NEW_DECIDE_ALONE {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return quorumOf(id, group, stable, isDown, config -> Configuration.simple(config.target()));
        }
    },
    /** {@code broken-core-old-alone} */
    LETS_THE_OLD_DECIDE_ALONE {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return quorumOf(id, group, stable, isDown, config -> Configuration.simple(config.get(0)));
        }
    },
    /** {@code broken-core-never-steps-down} */
    NEVER_STEPS_DOWN {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean isRemoved(int i) {
                    return false;
                }
            };
        }
    },
    /** {@code broken-core-new-too-early} */
    ENDS_A_CHANGE_THAT_IS_NOT_COMMITTED {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean isJointCommitted() {
                    return true;
                }
            };
        }
    },
    /** {@code broken-core-no-previous-check} */
    DOES_NOT_LOOK_AT_THE_ENTRY_BEFORE {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean isConsistent(Append m) {
                    return m.prevIndex() <= log.lastIndex();
                }
            };
        }
    },
    /** {@code broken-core-no-up-to-date-check} */
    VOTES_FOR_ANY_LOG {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean goodEnough(Ask m) {
                    return true;
                }
            };
        }
    },
    /** {@code broken-core-not-caught-up} */
    DOES_NOT_WAIT_FOR_NEW_SERVERS {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean isCaughtUp(Set<String> servers) {
                    return true;
                }
            };
        }
    },
    /** {@code broken-core-one-step} */
    CHANGES_IN_ONE_STEP {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                Configuration between(Set<String> old, Set<String> future) {
                    return Configuration.simple(future);
                }
            };
        }
    },
    /** {@code broken-core-outsiders-count} */
    COUNTS_OUTSIDERS {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean isQuorum(Set<String> servers) {
                    return config().stream().allMatch(set -> 2 * servers.size() > set.size());
                }
            };
        }
    },
    /** {@code broken-core-second-change-early} */
    BEGINS_A_CHANGE_BEFORE_THE_LAST_IS_COMMITTED {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean isSettled() {
                    return !config().isJoint();
                }
            };
        }
    },
    /** {@code broken-core-term-forgotten} */
    VOTES_IN_A_TERM_THAT_IS_OVER {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean mayVote(AskVote m) {
                    return m.term() < term && goodEnough(m) || super.mayVote(m);
                }
            };
        }
    },
    /** {@code broken-core-vote-forgotten} */
    VOTES_TWICE_IN_A_TERM {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean mayVote(AskVote m) {
                    return m.term() >= term && goodEnough(m);
                }
            };
        }
    },
    /** {@code broken-raft-term-not-written} */
    RECOVERS_WITHOUT_ITS_TERM {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return recovers(id, group, stable, isDown, new HardState(0, stable.votedFor(), stable.log()));
        }
    },
    /** {@code broken-raft-vote-not-written} */
    RECOVERS_WITHOUT_ITS_VOTE {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return recovers(id, group, stable, isDown, new HardState(stable.term(), Optional.empty(), stable.log()));
        }
    },
    /** {@code broken-raft-log-not-written} */
    RECOVERS_WITHOUT_ITS_LAST_ENTRY {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            Log log = stable.log();
            Log left = log.upTo(Math.max(log.snapshot().index(), log.lastIndex() - 1));
            return recovers(id, group, stable, isDown, new HardState(stable.term(), stable.votedFor(), left));
        }
    },
    /** {@code broken-raft-snapshot-keeps-all} */
    KEEPS_WHAT_DOES_NOT_FOLLOW_THE_SNAPSHOT {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                Log kept(Snapshot found) {
                    return Log.of(found, found.index() < log.lastIndex() ? log.after(found.index()) : List.of());
                }
            };
        }
    },
    /** {@code broken-raft-snapshot-without-config} */
    LEAVES_THE_CONFIGURATION_OUT_OF_THE_SNAPSHOT {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                Snapshot restored(Snapshot found) {
                    return new Snapshot(found.index(), found.term(), Configuration.simple(group.initial()));
                }
            };
        }
    },
    /** {@code broken-raft-stale-snapshot} */
    INSTALLS_STALE_SNAPSHOTS {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean tellsMore(Message.Snapshot m) {
                    return true;
                }
            };
        }
    },
    /** What CheckQuorum and pre-votes protect from: a server that takes notice of anybody. */
    TAKES_NOTICE_OF_EVERY_CANDIDATE {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public boolean hasLeader() {
                    return false;
                }
            };
        }
    },
    /** Section 6: a configuration that is cut off is in force no longer. Of this and what follows the specs have no model. */
    KEEPS_THE_CONFIGURATION_THAT_IS_CUT_OFF {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                private Configuration latest = log.config();
                private int at = log.configIndex();

                @Override
                Configuration config() {
                    return latest == null ? log.config() : latest;
                }

                @Override
                void durable(int t, Optional<String> vote, Log l) {
                    super.durable(t, vote, l);
                    if (l.configIndex() > at) {
                        latest = l.config();
                        at = l.configIndex();
                    }
                }
            };
        }
    },
    /** The twin: what is left in force is the configuration of the snapshot, though the log has a later one. */
    GOES_BACK_TOO_FAR_WHEN_ENTRIES_ARE_CUT_OFF {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                private boolean hasGoneBack;

                @Override
                Configuration config() {
                    return hasGoneBack ? snapshot.config() : log.config();
                }

                @Override
                void durable(int t, Optional<String> vote, Log l) {
                    int shorter = Math.min(log.lastIndex(), l.lastIndex());
                    boolean isCut = l.snapshot().equals(snapshot) && l.differsFrom(log) <= shorter;
                    boolean isChanged = l.configIndex() > log.configIndex();
                    super.durable(t, vote, l);
                    hasGoneBack = isCut || hasGoneBack && !isChanged;
                }
            };
        }
    },
    /** Section 5.3: what follows the entries that it was sent may be another leader's. */
    COMMITS_WHAT_IT_WAS_NOT_SENT {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                int committedAmong(Append m) {
                    return Math.min(m.commit(), log.lastIndex());
                }
            };
        }
    },
    /** The twin: what it does not have cannot be committed there. */
    COMMITS_WHAT_IT_DOES_NOT_HAVE {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                int committedAmong(Append m) {
                    return m.commit();
                }
            };
        }
    },
    /** Of which the specs have no model: one that does too little. */
    ANSWERS_FOR_ENTRIES_THAT_IT_DROPS {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                Log logWith(Append m) {
                    List<Entry> entries = m.entries();
                    boolean drops = entries.size() > 1 && m.prevIndex() >= snapshot.index();
                    return drops
                            ? log.spliced(m.prevIndex(), entries.subList(0, entries.size() - 1))
                            : super.logWith(m);
                }
            };
        }
    };

    private interface Reading {
        Configuration of(Configuration config);
    }

    private static RaftServer quorumOf(String id, Group group, HardState stable, boolean isDown, Reading reading) {
        return new RaftServer(id, group, stable, isDown) {
            @Override
            boolean isQuorum(Set<String> servers) {
                return reading.of(config()).isQuorum(servers);
            }
        };
    }

    private static RaftServer recovers(String id, Group group, HardState stable, boolean isDown, HardState found) {
        return new RaftServer(id, group, stable, isDown) {
            @Override
            HardState recovered() {
                return found;
            }
        };
    }
}
