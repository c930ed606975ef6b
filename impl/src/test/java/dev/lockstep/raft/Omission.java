package dev.lockstep.raft;

import dev.lockstep.raft.Message.Append;
import dev.lockstep.raft.Message.Ask;
import dev.lockstep.raft.node.Cores;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a core does that skips one sentence of the paper. Most are so coarse that runs reject them at once; here each shows that a test of
 * {@link PaperTest} can fail.
 */
public enum Omission implements Cores {
    /** Section 5.1. */
    LEADS_WITHOUT_BEING_ELECTED {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void appendCommand(String command) {
                    durable(term, votedFor, log.with(new Entry.Command(term, command)));
                }
            };
        }
    },
    /** Section 5.1. */
    LEARNS_NO_TERM_FROM_LEADERS {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void acceptEntries(Message.Append m) {
                    int before = term;
                    super.acceptEntries(m);
                    durable(before, votedFor, log);
                }
            };
        }
    },
    /** Section 5.3. */
    DOES_NOT_TELL_WHAT_IS_COMMITTED {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void sendEntries(String to, List<Integer> batch) {
                    int previous = batch.get(0);
                    send(new Append(
                            id, to, term, previous, log.termAt(previous), log.between(previous, batch.get(1)), 0));
                }
            };
        }
    },
    /** Section 5.3. */
    SENDS_ENTRIES_ONCE {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                private final Set<List<Object>> sent = new HashSet<>();

                @Override
                public void sendEntries(String to, List<Integer> batch) {
                    if (sent.add(List.of(to, batch))) {
                        super.sendEntries(to, batch);
                    }
                }
            };
        }
    },
    /** Section 5.3. */
    CONFIRMS_ENTRIES_THAT_IT_CANNOT_TAKE {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void refuseEntries(Message.Append m) {
                    send(new Message.Appended(
                            id,
                            m.from(),
                            term,
                            true,
                            m.prevIndex() + m.entries().size()));
                }
            };
        }
    },
    /** Dissertation, section 9.6. */
    STANDS_WITHOUT_ASKING_FIRST {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public boolean mayCampaign() {
                    return mayStand();
                }
            };
        }
    },
    /** Section 7. */
    LETS_ONLY_LEADERS_TAKE_SNAPSHOTS {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void compact(int i) {
                    require(role == Role.LEADER);
                    super.compact(i);
                }
            };
        }
    },
    /** Section 7. */
    TAKES_SNAPSHOTS_OF_WHAT_IS_NOT_COMMITTED {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void compact(int i) {
                    durable(term, votedFor, log.behind(log.snapshotAt(i)));
                }
            };
        }
    },
    /** Section 7. */
    SENDS_SNAPSHOTS_OF_NOTHING {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void sendSnapshot(String to) {
                    send(new Message.Snapshot(id, to, term, snapshot.index(), snapshot.term(), snapshot.config()));
                }
            };
        }
    },
    /** Section 7. */
    SENDS_SNAPSHOTS_WITH_ITS_OWN_TERM {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void sendSnapshot(String to) {
                    send(new Message.Snapshot(id, to, term, snapshot.index(), term, snapshot.config()));
                }
            };
        }
    },
    /** Section 7. */
    FORGETS_WHAT_ITS_SNAPSHOT_ENDS_IN {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean isConsistent(Append m) {
                    return (snapshot.index() == 0 || m.prevIndex() != snapshot.index()) && super.isConsistent(m);
                }
            };
        }
    },
    /** Section 5.1. */
    LEARNS_NO_TERM_FROM_ANSWERS {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void learnTerm(Message.Answer m) {}
            };
        }
    },
    /** Section 5.1. */
    LEARNS_NO_TERM_FROM_CANDIDATES {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void refuseVote(Message.AskVote m) {
                    send(new Message.Vote(id, m.from(), term, false));
                }
            };
        }
    },
    /** Section 5.1. */
    REMAINS_WHAT_IT_IS_IN_A_LATER_TERM {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void learnTerm(Message.Answer m) {
                    durable(m.term(), Optional.empty(), log);
                }

                @Override
                public void refuseVote(Message.AskVote m) {
                    durable(Math.max(term, m.term()), voteIn(m.term()), log);
                    send(new Message.Vote(id, m.from(), term, false));
                }
            };
        }
    },
    /** Section 5.1. */
    KEEPS_ITS_VOTE_IN_A_LATER_TERM {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                Optional<String> voteIn(int t) {
                    return votedFor;
                }
            };
        }
    },
    /** Section 5.1. */
    FOLLOWS_LEADERS_OF_TERMS_THAT_ARE_OVER {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void refuseStaleEntries(Message.Append m) {
                    acceptEntries(new Message.Append(
                            m.from(), id, term, m.prevIndex(), m.prevTerm(), m.entries(), m.commit()));
                }

                @Override
                public void refuseStaleSnapshot(Message.Snapshot m) {
                    installSnapshot(new Message.Snapshot(m.from(), id, term, m.index(), m.lastTerm(), m.config()));
                }
            };
        }
    },
    /** Section 5.2. */
    STARTS_AS_A_CANDIDATE {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void restart() {
                    super.restart();
                    become(Role.CANDIDATE, Set.of(id));
                }
            };
        }
    },
    /** Section 5.2. */
    STANDS_IN_THE_TERM_THAT_IT_HAS {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void campaign() {
                    int before = term;
                    super.campaign();
                    durable(before, votedFor, log);
                }
            };
        }
    },
    /** Section 5.2. */
    DOES_NOT_VOTE_FOR_ITSELF {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void campaign() {
                    super.campaign();
                    durable(term, Optional.empty(), log);
                    become(Role.CANDIDATE, Set.of());
                }
            };
        }
    },
    /** Section 5.5. */
    REFUSES_WHO_HAS_ITS_VOTE {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean mayVote(Message.AskVote m) {
                    return super.mayVote(m) && voteIn(m.term()).isEmpty();
                }
            };
        }
    },
    /** Section 5.2. */
    COUNTS_VOTES_OF_EARLIER_ELECTIONS {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void ignoreVote(Message.Vote m) {
                    votes = m.granted() ? with(votes, m.from()) : votes;
                }
            };
        }
    },
    /** Section 5.2. */
    COUNTS_REFUSALS {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void ignoreVote(Message.Vote m) {
                    votes = m.term() == term ? with(votes, m.from()) : votes;
                }
            };
        }
    },
    /** Section 5.2. */
    REMAINS_A_CANDIDATE_UNDER_A_LEADER {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void acceptEntries(Message.Append m) {
                    Role before = role;
                    super.acceptEntries(m);
                    role = before;
                }
            };
        }
    },
    /** Section 5.2. */
    STANDS_ONLY_ONCE {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public boolean mayStand() {
                    return role == Role.FOLLOWER || role == Role.PRECANDIDATE;
                }
            };
        }
    },
    /** Section 5.3. */
    MARKS_ENTRIES_WITH_THE_TERM_BEFORE {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void appendCommand(String command) {
                    durable(term, votedFor, log.with(new Entry.Command(term - 1, command)));
                }
            };
        }
    },
    /** Figure 2: the minimum with the index of the last new entry. */
    COMMITS_WHAT_THE_LEADER_HAS_NOT_SENT {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void acceptEntries(Message.Append m) {
                    super.acceptEntries(m);
                    commitIndex = Math.max(commitIndex, Math.min(m.commit(), log.lastIndex()));
                }
            };
        }
    },
    /** Section 5.3. */
    KEEPS_ENTRIES_THAT_CONFLICT {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                Log logWith(Append m) {
                    return m.prevIndex() + m.entries().size() <= log.lastIndex() ? log : super.logWith(m);
                }
            };
        }
    },
    /** Section 5.3. */
    LEADS_WITHOUT_APPENDING_ONLY {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void becomeLeader() {
                    super.becomeLeader();
                    durable(term, votedFor, log.upTo(commitIndex));
                }
            };
        }
    },
    /** Section 5.5. */
    APPENDS_WHAT_IT_HAS {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                Log logWith(Append m) {
                    Log more = log;
                    for (Entry entry : m.entries()) {
                        more = more.with(entry);
                    }
                    return more;
                }
            };
        }
    },
    /** Section 5.4.1. */
    REFUSES_CANDIDATES_THAT_ARE_JUST_AS_GOOD {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean goodEnough(Ask m) {
                    return m.lastTerm() > log.lastTerm() || m.lastIndex() > log.lastIndex();
                }
            };
        }
    },
    /** Section 5.4.2. */
    LEAVES_WHAT_OTHERS_BEGAN_UNCOMMITTED {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean mayCommit(int i) {
                    return super.mayCommit(i) && log.termAt(commitIndex + 1) == term;
                }
            };
        }
    },
    /** Section 6. */
    KEEPS_A_CONFIGURATION_THAT_WAS_CUT_OFF {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                private Configuration latest = super.config();

                @Override
                void durable(int t, Optional<String> vote, Log l) {
                    latest = l.configIndex() > log.configIndex() ? l.config() : config();
                    super.durable(t, vote, l);
                }

                @Override
                Configuration config() {
                    return latest;
                }
            };
        }
    },
    /** Section 6. */
    ASKS_ONLY_THE_NEW {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                Set<String> others() {
                    Set<String> others = new TreeSet<>(config().target());
                    others.remove(id);
                    return others;
                }
            };
        }
    },
    /** Section 6. */
    LETS_ONLY_THE_NEW_STAND {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public boolean mayStand() {
                    return super.mayStand() && config().target().contains(id);
                }
            };
        }
    },
    /** Section 6. */
    NEEDS_THE_OLD_TO_THE_END {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean isQuorum(Set<String> servers) {
                    return super.isQuorum(servers)
                            && Configuration.simple(group.initial()).isQuorum(servers);
                }
            };
        }
    },
    /** Dissertation, section 9.6. */
    RAISES_ITS_TERM_TO_ASK {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void askPreVotes() {
                    durable(term + 1, votedFor, log);
                    super.askPreVotes();
                }
            };
        }
    },
    /** Dissertation, section 9.6. */
    PROMISES_WITH_A_PRE_VOTE {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void grantPreVote(Message.AskPreVote m) {
                    super.grantPreVote(m);
                    durable(m.term(), Optional.of(m.from()), log);
                }
            };
        }
    },
    /** Dissertation, section 4.2.3. */
    BELIEVES_FOR_EVER_IN_ITS_LEADER {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public boolean hasLeader() {
                    return term > 0;
                }
            };
        }
    },
    /** Dissertation, section 6.2. */
    LEADS_ON_UNHEARD {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public boolean heardQuorum() {
                    return true;
                }
            };
        }
    },
    /** Dissertation, section 6.2. */
    HEARS_ONCE_FOR_ALL {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                public void keepLeading() {}
            };
        }
    },
    /** Dissertation, section 6.4. */
    READS_WITHOUT_ASKING {
        @Override
        public Reads reads() {
            return new Reads() {
                @Override
                boolean isConfirmed(RaftServer server) {
                    return true;
                }
            };
        }
    },
    /** Dissertation, section 6.4. */
    COUNTS_ANSWERS_TO_EARLIER_ROUNDS {
        @Override
        public Reads reads() {
            return new Reads() {
                @Override
                public void answered(String from, long itsRound) {
                    super.answered(from, round());
                }
            };
        }
    },
    /** Dissertation, section 6.4. */
    READS_BEFORE_IT_KNOWS_WHAT_IS_COMMITTED {
        @Override
        public Reads reads() {
            return new Reads() {
                @Override
                boolean knowsWhatIsCommitted(RaftServer server) {
                    return true;
                }
            };
        }
    },
    /** Dissertation, section 6.4. */
    READS_ONCE_IT_HAS_APPENDED_AN_ENTRY {
        @Override
        public Reads reads() {
            return new Reads() {
                @Override
                boolean knowsWhatIsCommitted(RaftServer server) {
                    return server.role() == Role.LEADER && server.log().lastTerm() == server.term();
                }
            };
        }
    },
    /** Section 7. */
    INSTALLS_NO_SNAPSHOTS {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                boolean tellsMore(Message.Snapshot m) {
                    return false;
                }
            };
        }
    },
    /** Section 7. */
    DROPS_WHAT_FOLLOWS_A_SNAPSHOT {
        @Override
        public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
            return new RaftServer(id, group, stable, isDown) {
                @Override
                Log kept(Snapshot found) {
                    return Log.of(found, List.of());
                }
            };
        }
    }
}
