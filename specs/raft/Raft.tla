-------------------------------- MODULE Raft --------------------------------
(***************************************************************************)
(* Raft: servers that exchange messages, crash and restart, and keep one   *)
(* log; with membership change by joint consensus, snapshots, pre-votes,   *)
(* and leaders that check whether they still have a quorum.  D. Ongaro and *)
(* J. Ousterhout, "In Search of an Understandable Consensus Algorithm"     *)
(* (extended version, 2014), sections 5 to 7; D. Ongaro, "Consensus:       *)
(* Bridging Theory and Practice", 2014, sections 4.2.3, 6.2 and 9.6.       *)
(*                                                                         *)
(* Stable storage.  A server writes before it speaks: what a step sends    *)
(* leaves when what it changed of term, vote, snapshot and log is durable. *)
(* A crash before that loses the step, and nobody has seen it; a crash     *)
(* after the write and before the sending is a step whose messages are     *)
(* lost.  So a step and its write are one action.                          *)
(*                                                                         *)
(* The network is a set that only grows.  A message may be received late,  *)
(* never (lost), again (duplicated), before an older one (reordered).      *)
(*                                                                         *)
(* Refusals are actions: whatever message a server can receive, exactly    *)
(* one action takes it.  One that is called Refuse... answers no, one that *)
(* is called Ignore... has no effect.                                      *)
(*                                                                         *)
(* Abstracted away: time.  A timer that fires is a step that may be taken  *)
(* at any moment.  Which entries a leader sends to whom is left open; what *)
(* an implementation remembers for that (nextIndex) is not in the spec.    *)
(* The state machine: a snapshot only says which entries it stands for.    *)
(***************************************************************************)
EXTENDS RaftServers

-----------------------------------------------------------------------------
(***************************************************************************)
(* ELECTION                                                                *)
(*                                                                         *)
(* The election timer fires: s has not heard of a leader for long.  With   *)
(* pre-votes it asks first whether others would vote for it.               *)
(***************************************************************************)
Last(s, type, to, t) ==
    [type |-> type, from |-> s, to |-> to, term |-> t,
        lastIndex |-> LastIndex(s), lastTerm |-> LastTermOf(s)]

MayStand(s) == role[s] \in {"follower", "precandidate", "candidate"}

AskPreVotes(s) ==
    /\ PreVote
    /\ MayStand(s)
    /\ Become(s, "precandidate", {s})
    /\ loyal' = [loyal EXCEPT ![s] = FALSE]
    /\ Send({Last(s, "askPreVote", v, term[s] + 1) : v \in Others(s)})
    /\ UNCHANGED <<durableVars, commitIndex>>

(***************************************************************************)
(* s would vote for the sender: the term is new to it, the log good        *)
(* enough, and it neither leads nor has heard of a leader lately.  It      *)
(* promises nothing.                                                       *)
(***************************************************************************)
GoodEnough(s, m) ==
    \/ m.lastTerm > LastTermOf(s)
    \/ m.lastTerm = LastTermOf(s) /\ m.lastIndex >= LastIndex(s)

HasLeader(s) == loyal[s] \/ role[s] = "leader"

WouldVote(s, m) == m.term > term[s] /\ GoodEnough(s, m) /\ ~HasLeader(s)

Answer(s, m, type, t, yes) ==
    Send({[type |-> type, from |-> s, to |-> m.from, term |-> t, granted |-> yes]})

GrantPreVote(s, m) ==
    /\ Up(s)
    /\ m.type = "askPreVote"
    /\ WouldVote(s, m)
    /\ Answer(s, m, "preVote", m.term, TRUE)
    /\ UNCHANGED <<durableVars, role, votes, leaderVars, commitIndex, loyal>>

RefusePreVote(s, m) ==
    /\ Up(s)
    /\ m.type = "askPreVote"
    /\ ~WouldVote(s, m)
    /\ Answer(s, m, "preVote", term[s], FALSE)
    /\ UNCHANGED <<durableVars, role, votes, leaderVars, commitIndex, loyal>>

CountsPreVote(s, m) ==
    role[s] = "precandidate" /\ m.granted /\ m.term = term[s] + 1

ReceivePreVote(s, m) ==
    /\ Up(s)
    /\ m.type = "preVote"
    /\ CountsPreVote(s, m)
    /\ votes' = [votes EXCEPT ![s] = @ \cup {m.from}]
    /\ UNCHANGED <<durableVars, role, leaderVars, commitIndex, loyal, network>>

(***************************************************************************)
(* s stands for election: a new term, its own vote, and a request to all.  *)
(***************************************************************************)
HasPreVotes(s) == role[s] = "precandidate" /\ IsQuorum(votes[s], Config(s))

Campaign(s) ==
    /\ MayStand(s)
    /\ PreVote => HasPreVotes(s)
    /\ Durable(s, term[s] + 1, s, log[s])
    /\ Become(s, "candidate", {s})
    /\ loyal' = [loyal EXCEPT ![s] = FALSE]
    /\ Send({Last(s, "askVote", v, term[s] + 1) : v \in Others(s)})
    /\ UNCHANGED commitIndex

(***************************************************************************)
(* A server that has heard of a leader lately takes no notice of others    *)
(* that want to lead, not even of their terms: a removed server that       *)
(* does not know of its removal would disturb the cluster for ever.        *)
(***************************************************************************)
Protects(s) == CheckQuorum /\ HasLeader(s)

MayVote(s, m) ==
    /\ m.term >= term[s]
    /\ VoteIn(s, m.term) \in {None, m.from}
    /\ GoodEnough(s, m)

IgnoreAskVote(s, m) ==
    /\ Up(s)
    /\ m.type = "askVote"
    /\ m.term > term[s]
    /\ Protects(s)
    /\ UNCHANGED vars

Notices(s, m) == Up(s) /\ m.type = "askVote" /\ ~(m.term > term[s] /\ Protects(s))

(***************************************************************************)
(* A term that is new to s makes it a follower; in its own term it remains *)
(* what it is.                                                             *)
(***************************************************************************)
BecomeFollowerIn(s, t) ==
    IF t > term[s] THEN Become(s, "follower", {})
    ELSE UNCHANGED <<role, votes, leaderVars>>

GrantVote(s, m) ==
    /\ Notices(s, m)
    /\ MayVote(s, m)
    /\ Durable(s, m.term, m.from, log[s])
    /\ BecomeFollowerIn(s, m.term)
    /\ Answer(s, m, "vote", m.term, TRUE)
    /\ UNCHANGED <<commitIndex, loyal>>

RefuseVote(s, m) ==
    /\ Notices(s, m)
    /\ ~MayVote(s, m)
    /\ Durable(s, Max(term[s], m.term), VoteIn(s, m.term), log[s])
    /\ BecomeFollowerIn(s, m.term)
    /\ Answer(s, m, "vote", Max(term[s], m.term), FALSE)
    /\ UNCHANGED <<commitIndex, loyal>>

CountsVote(s, m) == role[s] = "candidate" /\ m.granted /\ m.term = term[s]

ReceiveVote(s, m) ==
    /\ Up(s)
    /\ m.type = "vote"
    /\ CountsVote(s, m)
    /\ votes' = [votes EXCEPT ![s] = @ \cup {m.from}]
    /\ UNCHANGED <<durableVars, role, leaderVars, commitIndex, loyal, network>>

BecomeLeader(s) ==
    /\ role[s] = "candidate"
    /\ IsQuorum(votes[s], Config(s))
    /\ Become(s, "leader", {})
    /\ UNCHANGED <<durableVars, commitIndex, loyal, network>>

(***************************************************************************)
(* An answer that is of no use, and one that tells of a later term.        *)
(***************************************************************************)
IsAnswer(m) == m.type \in {"preVote", "vote", "appended"}

Answered(m) == IF m.type = "appended" THEN m.success ELSE m.granted

TellsLaterTerm(s, m) == m.term > term[s] /\ ~Answered(m)

LearnTerm(s, m) ==
    /\ Up(s)
    /\ IsAnswer(m)
    /\ TellsLaterTerm(s, m)
    /\ Durable(s, m.term, None, log[s])
    /\ Become(s, "follower", {})
    /\ UNCHANGED <<commitIndex, loyal, network>>

IgnorePreVote(s, m) ==
    /\ Up(s)
    /\ m.type = "preVote"
    /\ ~TellsLaterTerm(s, m)
    /\ ~CountsPreVote(s, m)
    /\ UNCHANGED vars

IgnoreVote(s, m) ==
    /\ Up(s)
    /\ m.type = "vote"
    /\ ~TellsLaterTerm(s, m)
    /\ ~CountsVote(s, m)
    /\ UNCHANGED vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* REPLICATION                                                             *)
(***************************************************************************)
Extend(l, e) ==
    /\ Durable(l, term[l], votedFor[l], Append(log[l], e))
    /\ UNCHANGED <<role, votes, leaderVars, commitIndex, loyal, network>>

MayExtend(l) == role[l] = "leader"

AppendCommand(s, c) ==
    /\ MayExtend(s)
    /\ Extend(s, CommandEntry(term[s], c))

(***************************************************************************)
(* A leader sends entries after its first p up to its n-th; none is a      *)
(* heartbeat.  Servers that are to join get them like any other.           *)
(***************************************************************************)
Batches(l, v) ==
    LET I == snapshot[l].index .. LastIndex(l)
    IN  {b \in I \X I : b[1] <= b[2]}

SendEntries(s, v, b) ==
    /\ role[s] = "leader"
    /\ v # s
    /\ Send({[type |-> "append", from |-> s, to |-> v, term |-> term[s],
                prevIndex |-> b[1], prevTerm |-> TermOf(s, b[1]),
                entries |-> Prefix(LogAfter(s, b[1]), b[2] - b[1]),
                commit |-> commitIndex[s]]})
    /\ UNCHANGED <<durableVars, role, votes, leaderVars, commitIndex, loyal>>

(***************************************************************************)
(* A follower takes entries of a leader that is not of an earlier term, if *)
(* it has what comes before them.  What it then knows to be committed      *)
(* reaches no further than what the leader sent.  Of what its snapshot     *)
(* stands for it has the same as the leader, since that is committed.      *)
(***************************************************************************)
Consistent(s, m) ==
    m.prevIndex < snapshot[s].index \/ Has(s, m.prevIndex, m.prevTerm)

LogWith(s, m) ==
    LET p == Max(m.prevIndex, snapshot[s].index)
    IN  Spliced(log[s], p - snapshot[s].index, Drop(m.entries, p - m.prevIndex))

Report(s, m, yes, n) ==
    Send({[type |-> "appended", from |-> s, to |-> m.from, term |-> Max(term[s], m.term),
            success |-> yes, match |-> n]})

Follow(s, m) ==
    /\ Become(s, "follower", {})
    /\ loyal' = [loyal EXCEPT ![s] = TRUE]

AcceptEntries(s, m) ==
    /\ Up(s)
    /\ m.type = "append"
    /\ m.term >= term[s]
    /\ Consistent(s, m)
    /\ LET n == m.prevIndex + Len(m.entries)
       IN  /\ Durable(s, m.term, VoteIn(s, m.term), LogWith(s, m))
           /\ commitIndex' = [commitIndex EXCEPT ![s] =
                Max(@, IF m.commit < n THEN m.commit ELSE n)]
           /\ Report(s, m, TRUE, n)
    /\ Follow(s, m)

RefuseEntries(s, m) ==
    /\ Up(s)
    /\ m.type = "append"
    /\ m.term >= term[s]
    /\ ~Consistent(s, m)
    /\ Durable(s, m.term, VoteIn(s, m.term), log[s])
    /\ Report(s, m, FALSE, 0)
    /\ Follow(s, m)
    /\ UNCHANGED commitIndex

RefuseStaleEntries(s, m) ==
    /\ Up(s)
    /\ m.type = "append"
    /\ m.term < term[s]
    /\ Report(s, m, FALSE, 0)
    /\ UNCHANGED <<durableVars, role, votes, leaderVars, commitIndex, loyal>>

(***************************************************************************)
(* The leader counts what it is told.  Any answer shows that the follower  *)
(* still follows.                                                          *)
(***************************************************************************)
CountsAppended(s, m) == role[s] = "leader" /\ m.term = term[s]

ReceiveAppended(s, m) ==
    /\ Up(s)
    /\ m.type = "appended"
    /\ CountsAppended(s, m)
    /\ match' = [match EXCEPT ![s][m.from] = Max(@, m.match)]
    /\ heard' = [heard EXCEPT ![s] = IF CheckQuorum THEN @ \cup {m.from} ELSE @]
    /\ UNCHANGED <<durableVars, role, votes, commitIndex, loyal, network>>

IgnoreAppended(s, m) ==
    /\ Up(s)
    /\ m.type = "appended"
    /\ ~TellsLaterTerm(s, m)
    /\ ~CountsAppended(s, m)
    /\ UNCHANGED vars

(***************************************************************************)
(* The leader commits what a quorum has, up to an entry of its own term.   *)
(* If that commits a configuration without it, it steps down.              *)
(***************************************************************************)
Holders(l, i) == {v \in Server : v = l \/ match[l][v] >= i}

MayCommit(l, i) ==
    /\ TermOf(l, i) = term[l]
    /\ IsQuorum(Holders(l, i), Config(l))

Removed(l, i) == l \notin Members(Config(l)) /\ ConfigIndex(l) <= i

Commit(s, i) ==
    /\ role[s] = "leader"
    /\ i > commitIndex[s]
    /\ MayCommit(s, i)
    /\ commitIndex' = [commitIndex EXCEPT ![s] = i]
    /\ IF Removed(s, i) THEN Become(s, "follower", {})
       ELSE UNCHANGED <<role, votes, leaderVars>>
    /\ UNCHANGED <<durableVars, loyal, network>>

(***************************************************************************)
(* From time to time a leader looks whether it has heard a quorum since it *)
(* last did; if not, it may be one no longer, and resigns.                 *)
(***************************************************************************)
HeardQuorum(l) == IsQuorum(heard[l] \cup {l}, Config(l))

KeepLeading(s) ==
    /\ CheckQuorum
    /\ role[s] = "leader"
    /\ HeardQuorum(s)
    /\ heard' = [heard EXCEPT ![s] = {}]
    /\ UNCHANGED <<durableVars, role, votes, match, commitIndex, loyal, network>>

Resign(s) ==
    /\ CheckQuorum
    /\ role[s] = "leader"
    /\ ~HeardQuorum(s)
    /\ Become(s, "follower", {})
    /\ UNCHANGED <<durableVars, commitIndex, loyal, network>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* MEMBERSHIP CHANGE                                                       *)
(***************************************************************************)
(***************************************************************************)
(* A server that is up may be asked for a membership.  In traces it may be *)
(* asked for any: Raft.cfg.  That the set depends on the state keeps TLC   *)
(* from making one action of each of its elements, 2^n for n servers.      *)
(***************************************************************************)
AnyServers == SUBSET Server

AskedFor(s) == IF Up(s) THEN Membership ELSE {}

CaughtUp(l, C) ==
    \A v \in C \ Members(Config(l)) : v = l \/ match[l][v] = LastIndex(l)

MayBegin(l, C) ==
    /\ role[l] = "leader"
    /\ ~IsJoint(Config(l))
    /\ ConfigCommitted(l)
    /\ C \notin {{}, Target(Config(l))}
    /\ CaughtUp(l, C)

BeginChange(s, C) ==
    /\ MayBegin(s, C)
    /\ Extend(s, ConfigEntry(term[s], Joint(Target(Config(s)), C)))

(***************************************************************************)
(* Who asked is told no; clients are not in the spec.                      *)
(***************************************************************************)
RefuseChange(s, C) ==
    /\ Up(s)
    /\ ~MayBegin(s, C)
    /\ UNCHANGED vars

EndChange(s) ==
    /\ role[s] = "leader"
    /\ IsJoint(Config(s))
    /\ ConfigCommitted(s)
    /\ Extend(s, ConfigEntry(term[s], Simple(Target(Config(s)))))

-----------------------------------------------------------------------------
(***************************************************************************)
(* SNAPSHOTS                                                               *)
(*                                                                         *)
(* Any server may put a snapshot in the place of entries that it knows to  *)
(* be committed.                                                           *)
(***************************************************************************)
MayCompact(s, i) == Up(s) /\ i > snapshot[s].index /\ i <= commitIndex[s]

Compact(s, i) ==
    /\ MayCompact(s, i)
    /\ DurableFrom(s, term[s], votedFor[s], SnapshotAt(s, i), LogAfter(s, i))
    /\ UNCHANGED <<role, votes, leaderVars, commitIndex, loyal, network>>

(***************************************************************************)
(* A leader sends its snapshot to who lacks entries that it has no longer. *)
(***************************************************************************)
SendSnapshot(s, v) ==
    /\ role[s] = "leader"
    /\ v # s
    /\ snapshot[s].index > 0
    /\ Send({[type |-> "snapshot", from |-> s, to |-> v, term |-> term[s],
                index |-> snapshot[s].index, lastTerm |-> snapshot[s].term,
                config |-> snapshot[s].config]})
    /\ UNCHANGED <<durableVars, role, votes, leaderVars, commitIndex, loyal>>

(***************************************************************************)
(* A server with a snapshot goes by the configuration in it.               *)
(***************************************************************************)
Restored(p) == p

(***************************************************************************)
(* A follower installs a snapshot that tells it more than it knows to be   *)
(* committed.  Entries behind it are kept if they follow what the snapshot *)
(* ends in; otherwise all are dropped.                                     *)
(***************************************************************************)
TellsMore(s, m) == m.index > commitIndex[s]

Kept(s, m) == IF Has(s, m.index, m.lastTerm) THEN LogAfter(s, m.index) ELSE <<>>

InstallSnapshot(s, m) ==
    /\ Up(s)
    /\ m.type = "snapshot"
    /\ m.term >= term[s]
    /\ TellsMore(s, m)
    /\ DurableFrom(s, m.term, VoteIn(s, m.term),
            Restored(Snapshot(m.index, m.lastTerm, m.config)), Kept(s, m))
    /\ commitIndex' = [commitIndex EXCEPT ![s] = m.index]
    /\ Report(s, m, TRUE, m.index)
    /\ Follow(s, m)

(***************************************************************************)
(* Otherwise it has all that the snapshot stands for, and says so.         *)
(***************************************************************************)
AcknowledgeSnapshot(s, m) ==
    /\ Up(s)
    /\ m.type = "snapshot"
    /\ m.term >= term[s]
    /\ ~TellsMore(s, m)
    /\ Durable(s, m.term, VoteIn(s, m.term), log[s])
    /\ Report(s, m, TRUE, m.index)
    /\ Follow(s, m)
    /\ UNCHANGED commitIndex

RefuseStaleSnapshot(s, m) ==
    /\ Up(s)
    /\ m.type = "snapshot"
    /\ m.term < term[s]
    /\ Report(s, m, FALSE, 0)
    /\ UNCHANGED <<durableVars, role, votes, leaderVars, commitIndex, loyal>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* CRASH                                                                   *)
(***************************************************************************)
MayCrash(s) == Up(s)

Crash(s) ==
    /\ MayCrash(s)
    /\ Become(s, "down", {})
    /\ commitIndex' = [commitIndex EXCEPT ![s] = 0]
    /\ loyal' = [loyal EXCEPT ![s] = FALSE]
    /\ UNCHANGED <<durableVars, network>>

Restart(s) ==
    /\ ~Up(s)
    /\ Become(s, "follower", {})
    /\ term' = [term EXCEPT ![s] = stable[s].term]
    /\ votedFor' = [votedFor EXCEPT ![s] = stable[s].votedFor]
    /\ snapshot' = [snapshot EXCEPT ![s] = Restored(stable[s].snapshot)]
    /\ log' = [log EXCEPT ![s] = stable[s].log]
    /\ commitIndex' = [commitIndex EXCEPT ![s] = stable[s].snapshot.index]
    /\ UNCHANGED <<stable, loyal, network>>

-----------------------------------------------------------------------------
Alone(s) ==
    \/ AskPreVotes(s)
    \/ Campaign(s)
    \/ BecomeLeader(s)
    \/ \E c \in Command : AppendCommand(s, c)
    \/ \E v \in Server : \E b \in Batches(s, v) : SendEntries(s, v, b)
    \/ \E i \in Indices(s) : Commit(s, i)
    \/ KeepLeading(s)
    \/ Resign(s)
    \/ \E C \in AskedFor(s) : BeginChange(s, C)
    \/ \E C \in AskedFor(s) : RefuseChange(s, C)
    \/ EndChange(s)
    \/ \E i \in Indices(s) : Compact(s, i)
    \/ \E v \in Server : SendSnapshot(s, v)
    \/ Crash(s)
    \/ Restart(s)

Receive(s, m) ==
    \/ GrantPreVote(s, m)
    \/ RefusePreVote(s, m)
    \/ ReceivePreVote(s, m)
    \/ IgnorePreVote(s, m)
    \/ IgnoreAskVote(s, m)
    \/ GrantVote(s, m)
    \/ RefuseVote(s, m)
    \/ ReceiveVote(s, m)
    \/ IgnoreVote(s, m)
    \/ LearnTerm(s, m)
    \/ AcceptEntries(s, m)
    \/ RefuseEntries(s, m)
    \/ RefuseStaleEntries(s, m)
    \/ ReceiveAppended(s, m)
    \/ IgnoreAppended(s, m)
    \/ InstallSnapshot(s, m)
    \/ AcknowledgeSnapshot(s, m)
    \/ RefuseStaleSnapshot(s, m)

Next ==
    \E s \in Server :
        \/ Alone(s)
        \/ \E m \in Inbox(s) : Receive(s, m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* Of the five properties, what can be seen in a state, and quickly: at    *)
(* most one server leads in a term; where two know the log to be committed *)
(* the last entry that both do is the same; and so are snapshots that end  *)
(* in the same entry.                                                      *)
(***************************************************************************)
OneLeaderPerTerm ==
    \A s, q \in Server :
        role[s] = "leader" /\ role[q] = "leader" /\ term[s] = term[q] => s = q

CommittedLogsAgree ==
    \A s, q \in Server :
        LET i == commitIndex[s]
        IN  i \in Indices(s) /\ i \in Indices(q) /\ i <= commitIndex[q] =>
                EntryAt(s, i) = EntryAt(q, i)

SnapshotsAgree ==
    \A s, q \in Server :
        snapshot[s].index = snapshot[q].index => snapshot[s] = snapshot[q]

THEOREM Spec => [](TypeOK /\ OneLeaderPerTerm /\ CommittedLogsAgree /\ SnapshotsAgree)
=============================================================================
