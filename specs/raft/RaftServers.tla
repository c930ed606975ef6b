----------------------------- MODULE RaftServers -----------------------------
(***************************************************************************)
(* The servers of Raft: what each has in memory and on stable storage, and *)
(* what they tell each other.  What they do is in Raft.                    *)
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
    /\ Membership \subseteq SUBSET Server
    /\ PreVote \in BOOLEAN
    /\ CheckQuorum \in BOOLEAN
    /\ None \notin Server

VARIABLES
    \* On stable storage, and in memory
    term,         \* term[s]: the latest term that it knows of
    votedFor,     \* votedFor[s]: whom it voted for in this term; or None
    snapshot,     \* snapshot[s]: what stands for the beginning of its log
    log,          \* log[s]: its log, after that
    stable,       \* stable[s]: these four on stable storage
    \* In memory
    role,         \* role[s]: what it is in its term; or "down"
    votes,        \* votes[s]: who has told it that it has their vote, or would have
    match,        \* match[s][v]: how much of its log v has told it to have
    commitIndex,  \* commitIndex[s]: up to where it knows its log to be committed
    loyal,        \* loyal[s]: whether it has heard of a leader lately
    heard,        \* heard[s]: whom it has heard, as a leader, since it last checked
    \* Between them
    network       \* every message sent so far

durableVars == <<term, votedFor, snapshot, log, stable>>
leaderVars == <<match, heard>>
vars == <<durableVars, role, votes, leaderVars, commitIndex, loyal, network>>

-----------------------------------------------------------------------------
Role == {"follower", "precandidate", "candidate", "leader", "down"}

Entry ==
    [term : Nat \ {0}, type : {"command"}, command : Command]
        \cup
    [term : Nat \ {0}, type : {"config"}, config : Seq(SUBSET Server)]

(***************************************************************************)
(* A snapshot stands for all entries up to an index.  Of what it holds for *)
(* the state machine the spec needs nothing: index and term of its last    *)
(* entry say which entries it stands for.  But it has the configuration    *)
(* that was in force there, since no entry has it any longer.              *)
(***************************************************************************)
Snapshot(i, t, config) == [index |-> i, term |-> t, config |-> config]

NoSnapshot == Snapshot(0, 0, Simple(Initial))

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
        \cup
    [type : {"snapshot"}, from : Server, to : Server, term : Nat,
        index : Nat, lastTerm : Nat, config : Seq(SUBSET Server)]

TypeOK ==
    /\ term \in [Server -> Nat]
    /\ votedFor \in [Server -> Server \cup {None}]
    /\ snapshot \in [Server -> [index : Nat, term : Nat, config : Seq(SUBSET Server)]]
    /\ log \in [Server -> Seq(Entry)]
    /\ \A s \in Server : DOMAIN stable[s] = {"term", "votedFor", "snapshot", "log"}
    /\ role \in [Server -> Role]
    /\ votes \in [Server -> SUBSET Server]
    /\ match \in [Server -> [Server -> Nat]]
    /\ commitIndex \in [Server -> Nat]
    /\ loyal \in [Server -> BOOLEAN]
    /\ heard \in [Server -> SUBSET Server]
    /\ network \subseteq Message

Inbox(s) == {m \in network : m.to = s}

-----------------------------------------------------------------------------
(***************************************************************************)
(* The log of s.  An entry keeps its index when a snapshot comes to stand  *)
(* for those before it.                                                    *)
(***************************************************************************)
LastIndex(s) == snapshot[s].index + Len(log[s])

Indices(s) == snapshot[s].index + 1 .. LastIndex(s)

EntryAt(s, i) == log[s][i - snapshot[s].index]

TermOf(s, i) == IF i = snapshot[s].index THEN snapshot[s].term ELSE EntryAt(s, i).term

LastTermOf(s) == TermOf(s, LastIndex(s))

Has(s, i, t) == i \in snapshot[s].index .. LastIndex(s) /\ TermOf(s, i) = t

LogAfter(s, i) == Drop(log[s], i - snapshot[s].index)

LogUpTo(s, i) == Prefix(log[s], i - snapshot[s].index)

(***************************************************************************)
(* The configuration in force for s is the latest in its log, or that of   *)
(* its snapshot, which is committed.                                       *)
(***************************************************************************)
Config(s) == LatestConfig(log[s], snapshot[s].config)

ConfigIndex(s) == snapshot[s].index + LatestConfigIndex(log[s])

ConfigCommitted(s) == ConfigIndex(s) <= commitIndex[s]

(***************************************************************************)
(* A snapshot that s could make of its entries up to the i-th.             *)
(***************************************************************************)
SnapshotAt(s, i) ==
    Snapshot(i, TermOf(s, i), LatestConfig(LogUpTo(s, i), snapshot[s].config))

-----------------------------------------------------------------------------
Up(s) == role[s] # "down"

Others(s) == Members(Config(s)) \ {s}

Nobody == [s \in Server |-> 0]

-----------------------------------------------------------------------------
(***************************************************************************)
(* What is on stable storage after new has been written over old; and what *)
(* a server finds there when it restarts.                                  *)
(***************************************************************************)
Written(old, new) == new

DurableFrom(s, t, v, p, l) ==
    /\ term' = [term EXCEPT ![s] = t]
    /\ votedFor' = [votedFor EXCEPT ![s] = v]
    /\ snapshot' = [snapshot EXCEPT ![s] = p]
    /\ log' = [log EXCEPT ![s] = l]
    /\ stable' = [stable EXCEPT ![s] =
            Written(@, [term |-> t, votedFor |-> v, snapshot |-> p, log |-> l])]

Durable(s, t, v, l) == DurableFrom(s, t, v, snapshot[s], l)

(***************************************************************************)
(* The vote of s in term t: a term that is new to it finds it free.        *)
(***************************************************************************)
VoteIn(s, t) == IF t > term[s] THEN None ELSE votedFor[s]

Send(M) == network' = network \cup M

-----------------------------------------------------------------------------
Init ==
    /\ term = [s \in Server |-> 0]
    /\ votedFor = [s \in Server |-> None]
    /\ snapshot = [s \in Server |-> NoSnapshot]
    /\ log = [s \in Server |-> <<>>]
    /\ stable = [s \in Server |->
            [term |-> 0, votedFor |-> None, snapshot |-> NoSnapshot, log |-> <<>>]]
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
=============================================================================
