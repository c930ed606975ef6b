----------------------------- MODULE MCRaftCore -----------------------------
(***************************************************************************)
(* What the models of RaftCore need: bounds, symmetry, and slips, each of  *)
(* which overrides one named operator of the spec.                         *)
(***************************************************************************)
EXTENDS RaftCore, TLC

CONSTANTS
    MaxTerm,    \* terms up to this are explored
    MaxLog,     \* logs up to this length are explored
    First       \* the server that leads term 1; {}: whoever is elected

Bounds ==
    /\ \A s \in Server : term[s] <= MaxTerm /\ Len(log[s]) <= MaxLog
    /\ \A s \in Server \ First : First # {} => term[s] # 1 \/ ~IsCandidate(s)

AllSymmetric == Permutations(Server)

\* Servers that are in all configurations, or in the same of them.
AlikeSymmetric ==
    {p \in Permutations(Server) :
        /\ \A s \in First : p[s] = s
        /\ {p[s] : s \in Initial} = Initial
        /\ \A C \in Membership : {p[s] : s \in C} = C}

\* TermsSoFar: nobody wastes a vote or learns of a term without voting in it or accepting
\* entries of it.  A smaller model to find a slip in.
NoTerms == {}

-----------------------------------------------------------------------------
(***************************************************************************)
(* What must be able to happen, so these must be violated.  A change is    *)
(* ended by another leader than began it; a configuration is cut off, and  *)
(* the one before it is in force again.                                    *)
(***************************************************************************)
NeverEndedByAnother ==
    \A c, d \in committed :
        IsConfig(c.entry) /\ IsConfig(d.entry) /\ ~IsJoint(d.entry.config)
            => c.entry.term = d.entry.term

NeverRolledBack ==
    [][\A s \in Server : LatestConfigIndex(log[s]) <= LatestConfigIndex(log'[s])]_vars

-----------------------------------------------------------------------------
(* Slips in elections. *)

\* HasVote: the vote is forgotten, for instance over a crash.
VoteForgotten(v, t) == t >= term[v]

\* HasVote: the term is forgotten.
TermForgotten(v, t) == TRUE

\* Deserves: the candidate's log is not looked at.
AnyLog(c, v) == TRUE

\* Deserves: the longer log is taken for the better.
LongerLog(c, v) == Len(log[c]) >= Len(log[v])

\* HasMajority: half is enough.
HasHalf(Q, C) == 2 * Cardinality(Q \cap C) >= Cardinality(C)

-----------------------------------------------------------------------------
(* Slips in replication. *)

\* Consistent: only the length is looked at, not the term.
LongEnough(v, p, r) == p <= Len(log[v])

\* Spliced: what follows the new entries is cut off even if nothing differs.
AlwaysCut(l, p, entries) == Prefix(l, p) \o entries

\* OfOwnTerm: entries of earlier terms are counted too; figure 8.
AnyTerm(l, i) == TRUE

\* Holders: who has the entry before is taken to have this one.
HaveTheOneBefore(l, i) == {v \in Server : v = l \/ match[l][v] >= i - 1}

-----------------------------------------------------------------------------
(* Slips in membership changes. *)

\* FirstStep: from C_old to C_new at once.
AtOnce(old, new) == Simple(new)

\* IsQuorum: under C_old,new a majority of all its servers is enough.
MajorityOfUnion(Q, config) == HasMajority(Q, Members(config))

\* IsQuorum: C_new alone decides, or C_old alone.
NewAlone(Q, config) == HasMajority(Q, Target(config))
OldAlone(Q, config) == HasMajority(Q, config[1])

\* JointCommitted: C_new follows while C_old,new is not committed.
NotWaitedFor(l) == TRUE

\* Config: a configuration is in force only when it is committed, and for who knows it:
\* the leader that committed it.
ConfigOnceCommitted(s) ==
    LET done == {i \in ConfigIndices(log[s]) :
                    /\ HasReigned(s)
                    /\ \E c \in committed : c.index = i /\ c.by = term[s]}
    IN  IF done = {} THEN Simple(Initial)
        ELSE log[s][CHOOSE i \in done : \A j \in done : j <= i].config

\* Settled: a change begins before the one before is committed.
Unsettled(l) == ~IsJoint(Config(l))

\* HeldByQuorum: a leader outside the configuration counts itself.
CountsItself(l, i) ==
    \A k \in DOMAIN Config(l) :
        2 * Cardinality(Holders(l, i) \cap (Config(l)[k] \cup {l}))
            > Cardinality(Config(l)[k])

\* Retired: a leader outside the new configuration stays.
NeverRetired(s) == FALSE

\* CaughtUp: a new server counts before it has the log.
AtAnyTime(l, C) == TRUE

\* HasMajority: servers outside the configuration are counted.
OutsidersCount(Q, C) == 2 * Cardinality(Q) > Cardinality(C)
=============================================================================
