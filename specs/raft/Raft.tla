-------------------------------- MODULE Raft --------------------------------
(***************************************************************************)
(* Raft: servers that exchange messages, crash and restart, and keep one   *)
(* log; with membership change by joint consensus, pre-votes and the check *)
(* of the leader that it still has a quorum.  D. Ongaro and J. Ousterhout, *)
(* "In Search of an Understandable Consensus Algorithm" (extended version, *)
(* 2014), sections 5 and 6; D. Ongaro, "Consensus: Bridging Theory and     *)
(* Practice", 2014, sections 4.2.3, 6.2 and 9.6.                           *)
(*                                                                         *)
(* Stable storage.  A server writes before it speaks: what a step sends    *)
(* leaves when what it changed of term, vote and log is durable.  A crash  *)
(* before that loses the step, and nobody has seen it; a crash after the   *)
(* write and before the sending is a step whose messages are lost.  So a   *)
(* step and its write are one action.                                      *)
(*                                                                         *)
(* The network is a set that only grows.  A message may be received late,  *)
(* never (lost), again (duplicated), before an older one (reordered).      *)
(*                                                                         *)
(* Refusals are actions: whatever message a server can receive, exactly    *)
(* one action takes it, if only to ignore it.                              *)
(*                                                                         *)
(* Abstracted away: time.  A timer that fires is a step that may be taken  *)
(* at any moment.  Which entries a leader sends to whom is left open; what *)
(* an implementation remembers for that (nextIndex) is not in the spec.    *)
(***************************************************************************)
EXTENDS Logs, Configurations

CONSTANTS
    Server,      \* all servers that are ever in the cluster
    Initial,     \* the servers that it begins with
    Command,     \* what clients may ask for
    Membership,  \* the sets of servers that may be asked for
    PreVote,     \* whether a server asks if it would be elected before it stands
    CheckQuorum, \* whether leaders that lost their quorum resign, and are protected
    None         \* stands for "no server"

ASSUME
    /\ IsFiniteSet(Server)
    /\ Initial \in SUBSET Server \ {{}}
    /\ Membership \subseteq SUBSET Server \ {{}}
    /\ PreVote \in BOOLEAN
    /\ CheckQuorum \in BOOLEAN
    /\ None \notin Server

VARIABLES
    \* On stable storage, and in memory
    term,         \* term[s]: the latest term that it knows of
    votedFor,     \* votedFor[s]: whom it voted for in this term; or None
    log,          \* log[s]: its log
    stable,       \* stable[s]: these three on stable storage
    \* In memory
    role,         \* role[s]: what it is in its term; or "down"
    votes,        \* votes[s]: who has told it that it has their vote, or would have
    match,        \* match[s][v]: how much of its log v has told it to have
    commitIndex,  \* commitIndex[s]: up to where it knows its log to be committed
    loyal,        \* loyal[s]: whether it has heard of a leader lately
    heard,        \* heard[s]: whom it has heard, as a leader, since it last checked
    \* Between them
    network       \* every message sent so far

durableVars == <<term, votedFor, log, stable>>
leaderVars == <<match, heard>>
vars == <<durableVars, role, votes, leaderVars, commitIndex, loyal, network>>

-----------------------------------------------------------------------------
Role == {"follower", "precandidate", "candidate", "leader", "down"}

Entry ==
    [term : Nat \ {0}, type : {"command"}, command : Command]
        \cup
    [term : Nat \ {0}, type : {"config"}, config : Seq(SUBSET Server)]

(***************************************************************************)
(* Messages.  A request for a pre-vote names the term that its sender      *)
(* would stand in.                                                         *)
(***************************************************************************)
Message ==
    [type : {"askPreVote", "askVote"}, from : Server, to : Server, term : Nat,
        lastIndex : Nat, lastTerm : Nat]
        \cup
    [type : {"preVote", "vote"}, from : Server, to : Server, term : Nat,
        granted : BOOLEAN]
        \cup
    [type : {"append"}, from : Server, to : Server, term : Nat,
        prevIndex : Nat, prevTerm : Nat, entries : Seq(Entry), commit : Nat]
        \cup
    [type : {"appended"}, from : Server, to : Server, term : Nat,
        success : BOOLEAN, match : Nat]

TypeOK ==
    /\ term \in [Server -> Nat]
    /\ votedFor \in [Server -> Server \cup {None}]
    /\ log \in [Server -> Seq(Entry)]
    /\ \A s \in Server : DOMAIN stable[s] = {"term", "votedFor", "log"}
    /\ role \in [Server -> Role]
    /\ votes \in [Server -> SUBSET Server]
    /\ match \in [Server -> [Server -> Nat]]
    /\ commitIndex \in [Server -> Nat]
    /\ loyal \in [Server -> BOOLEAN]
    /\ heard \in [Server -> SUBSET Server]
    /\ network \subseteq Message

Inbox(s) == {m \in network : m.to = s}

Config(s) == LatestConfig(log[s], Simple(Initial))

ConfigCommitted(s) == LatestConfigIndex(log[s]) <= commitIndex[s]

Up(s) == role[s] # "down"

Others(s) == Members(Config(s)) \ {s}

Nobody == [s \in Server |-> 0]

-----------------------------------------------------------------------------
(***************************************************************************)
(* What is on stable storage after new has been written over old; and what *)
(* a server finds there when it restarts.                                  *)
(***************************************************************************)
Written(old, new) == new

Durable(s, t, v, l) ==
    /\ term' = [term EXCEPT ![s] = t]
    /\ votedFor' = [votedFor EXCEPT ![s] = v]
    /\ log' = [log EXCEPT ![s] = l]
    /\ stable' = [stable EXCEPT ![s] =
            Written(@, [term |-> t, votedFor |-> v, log |-> l])]

(***************************************************************************)
(* The vote of s in term t: a term that is new to it finds it free.        *)
(***************************************************************************)
VoteIn(s, t) == IF t > term[s] THEN None ELSE votedFor[s]

Send(M) == network' = network \cup M

-----------------------------------------------------------------------------
Init ==
    /\ term = [s \in Server |-> 0]
    /\ votedFor = [s \in Server |-> None]
    /\ log = [s \in Server |-> <<>>]
    /\ stable = [s \in Server |-> [term |-> 0, votedFor |-> None, log |-> <<>>]]
    /\ role = [s \in Server |-> "follower"]
    /\ votes = [s \in Server |-> {}]
    /\ match = [s \in Server |-> Nobody]
    /\ commitIndex = [s \in Server |-> 0]
    /\ loyal = [s \in Server |-> FALSE]
    /\ heard = [s \in Server |-> {}]
    /\ network = {}

(***************************************************************************)
(* s becomes r, and forgets what it counted before.                        *)
(***************************************************************************)
Become(s, r, V) ==
    /\ role' = [role EXCEPT ![s] = r]
    /\ votes' = [votes EXCEPT ![s] = V]
    /\ match' = [match EXCEPT ![s] = Nobody]
    /\ heard' = [heard EXCEPT ![s] = {}]

-----------------------------------------------------------------------------
(***************************************************************************)
(* ELECTION                                                                *)
(*                                                                         *)
(* The election timer fires: s has not heard of a leader for long.  With   *)
(* pre-votes it asks first whether others would vote for it.               *)
(***************************************************************************)
Last(s, type, to, t) ==
    [type |-> type, from |-> s, to |-> to, term |-> t,
        lastIndex |-> Len(log[s]), lastTerm |-> LastTerm(log[s])]

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
    \/ m.lastTerm > LastTerm(log[s])
    \/ m.lastTerm = LastTerm(log[s]) /\ m.lastIndex >= Len(log[s])

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

DisregardAskVote(s, m) ==
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

AppendCommand(l, c) ==
    /\ MayExtend(l)
    /\ Extend(l, CommandEntry(term[l], c))

(***************************************************************************)
(* A leader sends entries after its first p up to its n-th; none is a      *)
(* heartbeat.  Servers that are to join get them like any other.           *)
(***************************************************************************)
Batches(l, v) == {b \in (0 .. Len(log[l])) \X (0 .. Len(log[l])) : b[1] <= b[2]}

SendEntries(l, v, b) ==
    /\ role[l] = "leader"
    /\ v # l
    /\ Send({[type |-> "append", from |-> l, to |-> v, term |-> term[l],
                prevIndex |-> b[1], prevTerm |-> TermAt(log[l], b[1]),
                entries |-> SubSeq(log[l], b[1] + 1, b[2]),
                commit |-> commitIndex[l]]})
    /\ UNCHANGED <<durableVars, role, votes, leaderVars, commitIndex, loyal>>

(***************************************************************************)
(* A follower takes entries of a leader that is not of an earlier term, if *)
(* it has what comes before them.  What it then knows to be committed      *)
(* reaches no further than what the leader sent.                           *)
(***************************************************************************)
Consistent(s, m) == HasEntry(log[s], m.prevIndex, m.prevTerm)

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
       IN  /\ Durable(s, m.term, VoteIn(s, m.term),
                Spliced(log[s], m.prevIndex, m.entries))
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
    /\ log[l][i].term = term[l]
    /\ IsQuorum(Holders(l, i), Config(l))

Removed(l, i) == l \notin Members(Config(l)) /\ LatestConfigIndex(log[l]) <= i

Commit(l, i) ==
    /\ role[l] = "leader"
    /\ i > commitIndex[l]
    /\ MayCommit(l, i)
    /\ commitIndex' = [commitIndex EXCEPT ![l] = i]
    /\ IF Removed(l, i) THEN Become(l, "follower", {})
       ELSE UNCHANGED <<role, votes, leaderVars>>
    /\ UNCHANGED <<durableVars, loyal, network>>

(***************************************************************************)
(* From time to time a leader looks whether it has heard a quorum since it *)
(* last did; if not, it may be one no longer, and resigns.                 *)
(***************************************************************************)
HeardQuorum(l) == IsQuorum(heard[l] \cup {l}, Config(l))

KeepLeading(l) ==
    /\ CheckQuorum
    /\ role[l] = "leader"
    /\ HeardQuorum(l)
    /\ heard' = [heard EXCEPT ![l] = {}]
    /\ UNCHANGED <<durableVars, role, votes, match, commitIndex, loyal, network>>

Resign(l) ==
    /\ CheckQuorum
    /\ role[l] = "leader"
    /\ ~HeardQuorum(l)
    /\ Become(l, "follower", {})
    /\ UNCHANGED <<durableVars, commitIndex, loyal, network>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* MEMBERSHIP CHANGE                                                       *)
(***************************************************************************)
CaughtUp(l, C) ==
    \A v \in C \ Members(Config(l)) : v = l \/ match[l][v] = Len(log[l])

MayBegin(l, C) ==
    /\ role[l] = "leader"
    /\ ~IsJoint(Config(l))
    /\ ConfigCommitted(l)
    /\ C # Target(Config(l))
    /\ CaughtUp(l, C)

BeginChange(l, C) ==
    /\ MayBegin(l, C)
    /\ Extend(l, ConfigEntry(term[l], Joint(Target(Config(l)), C)))

RefuseChange(l, C) ==
    /\ Up(l)
    /\ ~MayBegin(l, C)
    /\ UNCHANGED vars

EndChange(l) ==
    /\ role[l] = "leader"
    /\ IsJoint(Config(l))
    /\ ConfigCommitted(l)
    /\ Extend(l, ConfigEntry(term[l], Simple(Target(Config(l)))))

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
    /\ log' = [log EXCEPT ![s] = stable[s].log]
    /\ UNCHANGED <<stable, commitIndex, loyal, network>>

-----------------------------------------------------------------------------
Alone(s) ==
    \/ AskPreVotes(s)
    \/ Campaign(s)
    \/ BecomeLeader(s)
    \/ \E c \in Command : AppendCommand(s, c)
    \/ \E v \in Server : \E b \in Batches(s, v) : SendEntries(s, v, b)
    \/ \E i \in DOMAIN log[s] : Commit(s, i)
    \/ KeepLeading(s)
    \/ Resign(s)
    \/ \E C \in Membership : BeginChange(s, C)
    \/ \E C \in Membership : RefuseChange(s, C)
    \/ EndChange(s)
    \/ Crash(s)
    \/ Restart(s)

Receive(s, m) ==
    \/ GrantPreVote(s, m)
    \/ RefusePreVote(s, m)
    \/ ReceivePreVote(s, m)
    \/ IgnorePreVote(s, m)
    \/ DisregardAskVote(s, m)
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

Next ==
    \E s \in Server :
        \/ Alone(s)
        \/ \E m \in Inbox(s) : Receive(s, m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* Of the five properties, what can be seen in a state: at most one server *)
(* leads in a term; and what servers know to be committed is the same.     *)
(***************************************************************************)
OneLeaderPerTerm ==
    \A s, q \in Server :
        role[s] = "leader" /\ role[q] = "leader" /\ term[s] = term[q] => s = q

CommittedLogsAgree ==
    \A s, q \in Server : \A i \in 1 .. commitIndex[s] :
        i <= commitIndex[q] => log[s][i] = log[q][i]

THEOREM Spec => [](TypeOK /\ OneLeaderPerTerm /\ CommittedLogsAgree)
=============================================================================
