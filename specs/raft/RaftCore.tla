------------------------------ MODULE RaftCore ------------------------------
(***************************************************************************)
(* Why Raft is safe, without messages: elections, replication and          *)
(* membership change by joint consensus, as steps of one server that looks *)
(* at what others have.  After D. Ongaro and J. Ousterhout, "In Search of  *)
(* an Understandable Consensus Algorithm" (extended version, 2014),        *)
(* sections 5 and 6; D. Ongaro, "Consensus: Bridging Theory and Practice", *)
(* 2014, chapter 4.                                                        *)
(*                                                                         *)
(* Everything here is on stable storage, or is history: what has happened  *)
(* and may still have effects, since messages may be late.  So there is    *)
(* no crash.  A server that crashes loses nothing of this; a leader that   *)
(* does is one that takes no more steps in its term.                       *)
(*                                                                         *)
(* Abstracted away: messages; that a server does not know at once what     *)
(* others have; time; how new servers come to have the log (they accept    *)
(* entries like any other, but have no say).                               *)
(***************************************************************************)
EXTENDS Logs, Configurations

CONSTANTS
    Server,      \* all servers that are ever in the cluster
    Initial,     \* the servers that it begins with
    Command,     \* what clients may ask for
    Membership   \* the sets of servers that may be asked for

ASSUME
    /\ IsFiniteSet(Server)
    /\ Initial \in SUBSET Server \ {{}}
    /\ Membership \subseteq SUBSET Server \ {{}}

VARIABLES
    \* Of server s
    term,       \* term[s]: the latest term that it knows of
    voted,      \* voted[s]: whether it has given its vote in this term
    log,        \* log[s]: its log
    \* Of server s as a candidate
    votes,      \* votes[s]: who voted for it in its term; {}: it is no candidate
    \* Of server s as a leader
    match,      \* match[s][v]: how much of its log v has accepted, in its term
    \* History
    reigns,     \* for each leader so far, its term and all of the log it had in it
    committed   \* what has been committed: index, entry, the term that committed it

vars == <<term, voted, log, votes, match, reigns, committed>>

-----------------------------------------------------------------------------
Entry ==
    [term : Nat \ {0}, type : {"command"}, command : Command]
        \cup
    [term : Nat \ {0}, type : {"config"}, config : Seq(SUBSET Server)]

TypeOK ==
    /\ term \in [Server -> Nat]
    /\ voted \in [Server -> BOOLEAN]
    /\ log \in [Server -> Seq(Entry)]
    /\ votes \in [Server -> SUBSET Server]
    /\ match \in [Server -> [Server -> Nat]]
    /\ \A r \in reigns :
        /\ DOMAIN r = {"term", "leader", "log"}
        /\ r.term \in Nat
        /\ r.leader \in Server
        /\ r.log \in Seq(Entry)
    /\ committed \subseteq [index : Nat, entry : Entry, by : Nat]

(***************************************************************************)
(* The configuration that a server goes by is the latest in its log.       *)
(***************************************************************************)
ConfigOf(l) == LatestConfig(l, Simple(Initial))

Config(s) == ConfigOf(log[s])

IsCommitted(l, i) ==
    i = 0 \/ \E c \in committed : c.index = i /\ c.entry = l[i]

(***************************************************************************)
(* What has been committed in term t or before.  A leader goes by what has *)
(* been in its term or before: of a later one it has not heard.            *)
(***************************************************************************)
IsCommittedBy(t, l, i) ==
    i = 0 \/ \E c \in committed : c.by <= t /\ c.index = i /\ c.entry = l[i]

KnowsCommitted(s, i) == IsCommittedBy(term[s], log[s], i)

ConfigCommitted(s) == KnowsCommitted(s, LatestConfigIndex(log[s]))

(***************************************************************************)
(* A leader that is not in the new configuration manages the cluster while *)
(* the change goes on, and steps down once it has committed that           *)
(* configuration, or something after it.                                   *)
(***************************************************************************)
HasCommittedConfig(s) ==
    \E c \in committed : c.by = term[s] /\ c.index >= LatestConfigIndex(log[s])

Retired(s) == s \notin Members(Config(s)) /\ HasCommittedConfig(s)

HasReigned(s) == \E r \in reigns : r.term = term[s] /\ r.leader = s

IsLeader(s) == HasReigned(s) /\ ~Retired(s)

IsCandidate(s) == votes[s] # {}

Nobody == [s \in Server |-> 0]

-----------------------------------------------------------------------------
Init ==
    /\ term = [s \in Server |-> 0]
    /\ voted = [s \in Server |-> FALSE]
    /\ log = [s \in Server |-> <<>>]
    /\ votes = [s \in Server |-> {}]
    /\ match = [s \in Server |-> Nobody]
    /\ reigns = {}
    /\ committed = {}

(***************************************************************************)
(* s comes to a term, with or without having voted in it.  What it was in  *)
(* an earlier term it is no longer.                                        *)
(***************************************************************************)
Enter(s, t, hasVoted) ==
    /\ term' = [term EXCEPT ![s] = t]
    /\ voted' = [voted EXCEPT ![s] = hasVoted]
    /\ match' = IF t = term[s] THEN match ELSE [match EXCEPT ![s] = Nobody]

(***************************************************************************)
(* V are all who voted for c in term t.  With a quorum of the              *)
(* configuration in c's log it is the leader.                              *)
(***************************************************************************)
Wins(c, V) == IsQuorum(V, Config(c))

Count(c, t, V, others) ==
    /\ votes' = [others EXCEPT ![c] = IF Wins(c, V) THEN {} ELSE V]
    /\ reigns' =
        IF Wins(c, V)
        THEN reigns \cup {[term |-> t, leader |-> c, log |-> log[c]]}
        ELSE reigns

-----------------------------------------------------------------------------
(***************************************************************************)
(* ELECTION                                                                *)
(*                                                                         *)
(* c stands for election in a new term, and votes for itself.  Whether it  *)
(* is in its own configuration does not matter: a server may be needed to  *)
(* finish the change that removes it.                                      *)
(***************************************************************************)
Campaign(c) ==
    /\ Enter(c, term[c] + 1, TRUE)
    /\ Count(c, term[c] + 1, {c}, votes)
    /\ UNCHANGED <<log, committed>>

(***************************************************************************)
(* v gives its vote to candidate c.  At most one in each term, never in a  *)
(* term that is over for v, and only to a log as up to date as its own.    *)
(***************************************************************************)
HasVote(v, t) == t > term[v] \/ (t = term[v] /\ ~voted[v])

Deserves(c, v) == UpToDate(log[c], log[v])

Vote(v, c) ==
    /\ v # c
    /\ IsCandidate(c)
    /\ HasVote(v, term[c])
    /\ Deserves(c, v)
    /\ Enter(v, term[c], TRUE)
    /\ Count(c, term[c], votes[c] \cup {v}, [votes EXCEPT ![v] = {}])
    /\ UNCHANGED <<log, committed>>

(***************************************************************************)
(* v gives its vote in term t to a candidate that has moved on.            *)
(***************************************************************************)
TermsSoFar == UNION {1 .. term[s] : s \in Server}

WasteVote(v, t) ==
    /\ HasVote(v, t)
    /\ Enter(v, t, TRUE)
    /\ votes' = [votes EXCEPT ![v] = {}]
    /\ UNCHANGED <<log, reigns, committed>>

(***************************************************************************)
(* s learns that there is a later term.                                    *)
(***************************************************************************)
LearnTerm(s, t) ==
    /\ t > term[s]
    /\ Enter(s, t, FALSE)
    /\ votes' = [votes EXCEPT ![s] = {}]
    /\ UNCHANGED <<log, reigns, committed>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* REPLICATION                                                             *)
(*                                                                         *)
(* A leader adds an entry to its log.                                      *)
(***************************************************************************)
Extend(l, e) ==
    /\ log' = [log EXCEPT ![l] = Append(@, e)]
    /\ reigns' =
        {IF r.term = term[l] /\ r.leader = l THEN [r EXCEPT !.log = Append(@, e)] ELSE r :
            r \in reigns}
    /\ UNCHANGED <<term, voted, votes, match, committed>>

AppendCommand(l, c) ==
    /\ IsLeader(l)
    /\ Extend(l, CommandEntry(term[l], c))

(***************************************************************************)
(* v accepts what the leader of reign r once sent: the entries after its   *)
(* first p up to its n-th, if v has the p-th too.  That leader may be one  *)
(* no longer; if it is, it counts this.                                    *)
(***************************************************************************)
Consistent(v, p, r) == HasEntry(log[v], p, TermAt(r.log, p))

Accept(v, r, p, n) ==
    /\ v # r.leader
    /\ term[v] <= r.term
    /\ Consistent(v, p, r)
    /\ log' = [log EXCEPT ![v] = Spliced(@, p, SubSeq(r.log, p + 1, n))]
    /\ term' = [term EXCEPT ![v] = r.term]
    /\ voted' = [voted EXCEPT ![v] = @ /\ term[v] = r.term]
    /\ votes' = [votes EXCEPT ![v] = {}]
    /\ match' = [s \in Server |->
            IF s = r.leader /\ term[s] = r.term
            THEN [match[s] EXCEPT ![v] = Max(@, n)]
            ELSE IF s = v /\ term[v] < r.term THEN Nobody ELSE match[s]]
    /\ UNCHANGED <<reigns, committed>>

(***************************************************************************)
(* The leader commits everything up to the i-th entry.  A quorum must have *)
(* it, by the configuration in the leader's log now, whatever was in force *)
(* when the entry was made; and the i-th entry must be of the leader's     *)
(* term (section 5.4.2).                                                   *)
(***************************************************************************)
Holders(l, i) == {v \in Server : v = l \/ match[l][v] >= i}

HeldByQuorum(l, i) == IsQuorum(Holders(l, i), Config(l))

OfOwnTerm(l, i) == log[l][i].term = term[l]

Commit(l, i) ==
    /\ IsLeader(l)
    /\ ~KnowsCommitted(l, i)
    /\ OfOwnTerm(l, i)
    /\ HeldByQuorum(l, i)
    /\ committed' = committed \cup
        {[index |-> j, entry |-> log[l][j], by |-> term[l]] :
            j \in {j \in 1 .. i : ~KnowsCommitted(l, j)}}
    /\ UNCHANGED <<term, voted, log, votes, match, reigns>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* MEMBERSHIP CHANGE                                                       *)
(*                                                                         *)
(* A leader begins a change to C once its configuration is simple and      *)
(* committed, and the servers that are new have caught up: they have what  *)
(* it has.  They had no say so far.                                        *)
(***************************************************************************)
Settled(l) == ~IsJoint(Config(l)) /\ ConfigCommitted(l)

CaughtUp(l, C) ==
    \A v \in C \ Members(Config(l)) : v = l \/ match[l][v] = Len(log[l])

(***************************************************************************)
(* The first entry of a change from old to new.                            *)
(***************************************************************************)
FirstStep(old, new) == Joint(old, new)

BeginChange(l, C) ==
    /\ IsLeader(l)
    /\ Settled(l)
    /\ C # Target(Config(l))
    /\ CaughtUp(l, C)
    /\ Extend(l, ConfigEntry(term[l], FirstStep(Target(Config(l)), C)))

(***************************************************************************)
(* It ends it once the joint configuration is committed.                   *)
(***************************************************************************)
JointCommitted(l) == ConfigCommitted(l)

EndChange(l) ==
    /\ IsLeader(l)
    /\ IsJoint(Config(l))
    /\ JointCommitted(l)
    /\ Extend(l, ConfigEntry(term[l], Simple(Target(Config(l)))))

-----------------------------------------------------------------------------
(***************************************************************************)
(* What does not change the membership.                                    *)
(***************************************************************************)
Work ==
    \/ \E s \in Server :
        \/ Campaign(s)
        \/ \E c \in Server : Vote(s, c)
        \/ \E t \in TermsSoFar : WasteVote(s, t)
        \/ \E t \in TermsSoFar : LearnTerm(s, t)
        \/ \E c \in Command : AppendCommand(s, c)
        \/ \E i \in DOMAIN log[s] : Commit(s, i)
    \/ \E v \in Server, r \in reigns :
        \E n \in 0 .. Len(r.log) : \E p \in 0 .. n : Accept(v, r, p, n)

Next ==
    \/ Work
    \/ \E l \in Server :
        \/ \E C \in Membership : BeginChange(l, C)
        \/ EndChange(l)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE FIVE PROPERTIES (figure 3 of the paper)                             *)
(*                                                                         *)
(* Election Safety: at most one leader in a term.                          *)
(***************************************************************************)
ElectionSafety == \A r, q \in reigns : r.term = q.term => r = q

(***************************************************************************)
(* Leader Append-Only: a leader only adds to its log, in all its term.     *)
(***************************************************************************)
LeaderAppendOnly ==
    [][\A s \in Server :
        HasReigned(s) /\ term'[s] = term[s] => IsPrefixOf(log[s], log'[s])]_vars

(***************************************************************************)
(* Log Matching: two logs with an entry of the same index and term agree   *)
(* up to there.                                                            *)
(***************************************************************************)
LogMatching ==
    \A s, q \in Server : \A i \in DOMAIN log[s] \cap DOMAIN log[q] :
        log[s][i].term = log[q][i].term => Prefix(log[s], i) = Prefix(log[q], i)

(***************************************************************************)
(* Leader Completeness: what is committed in a term is in the log of each  *)
(* leader of a later term.                                                 *)
(***************************************************************************)
Has(l, c) == c.index <= Len(l) /\ l[c.index] = c.entry

LeaderCompleteness ==
    \A c \in committed, r \in reigns : c.by < r.term => Has(r.log, c)

(***************************************************************************)
(* State Machine Safety: no two entries are committed at one index.        *)
(***************************************************************************)
StateMachineSafety ==
    \A c, d \in committed : c.index = d.index => c.entry = d.entry

-----------------------------------------------------------------------------
(***************************************************************************)
(* MEMBERSHIP                                                              *)
(*                                                                         *)
(* Two candidates of a term cannot win with disjoint quorums, although     *)
(* they may go by different configurations: of two disjoint sets that      *)
(* might yet vote for them, one is no quorum.                              *)
(***************************************************************************)
Supporters(c) ==
    votes[c] \cup {v \in Server : HasVote(v, term[c]) /\ Deserves(c, v)}

DecidingQuorumsMeet ==
    \A c, d \in {s \in Server : IsCandidate(s)} :
        c # d /\ term[c] = term[d] =>
            ~ \E Q \in SUBSET Supporters(c) :
                /\ IsQuorum(Q, Config(c))
                /\ IsQuorum(Supporters(d) \ Q, Config(d))

(***************************************************************************)
(* A log holds at most one configuration that is not committed.            *)
(***************************************************************************)
OneChangeAtATime ==
    \A s \in Server :
        Cardinality({i \in ConfigIndices(log[s]) : ~IsCommitted(log[s], i)}) <= 1

(***************************************************************************)
(* A leader that is not in its configuration adds nothing to the log once  *)
(* it has committed it.                                                    *)
(***************************************************************************)
TheRemovedStepDown ==
    [][\A l \in Server :
        /\ HasReigned(l)
        /\ l \notin Members(Config(l))
        /\ HasCommittedConfig(l)
        /\ term'[l] = term[l]
        => log'[l] = log[l]]_vars

(***************************************************************************)
(* When a change begins, the servers that are new to the configuration     *)
(* have all that its leader has and that is committed, so that they can    *)
(* take part at once.                                                      *)
(***************************************************************************)
NewServersAreReady ==
    [][\A l \in Server : \A v \in Members(ConfigOf(log'[l])) \ Members(Config(l)) :
        HasReigned(l) /\ term'[l] = term[l] =>
            \A c \in committed : Has(log[l], c) => Has(log[v], c)]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* The step to the level above.  The log is what is committed: if the      *)
(* properties hold there is one entry for each index up to a last one.     *)
(***************************************************************************)
Committed ==
    [i \in 1 .. Cardinality({c.index : c \in committed}) |->
        (CHOOSE c \in committed : c.index = i).entry]

Replicated == INSTANCE ReplicatedLog WITH log <- Committed

RefinesReplicatedLog == Replicated!Spec

THEOREM Spec =>
    [](TypeOK /\ ElectionSafety /\ LogMatching /\ LeaderCompleteness
        /\ StateMachineSafety /\ DecidingQuorumsMeet /\ OneChangeAtATime)
THEOREM Spec => LeaderAppendOnly /\ TheRemovedStepDown /\ NewServersAreReady
THEOREM Spec => RefinesReplicatedLog
=============================================================================
