------------------------------- MODULE MCRaft -------------------------------
(***************************************************************************)
(* What the models of Raft need: bounds, symmetry, slips.                  *)
(***************************************************************************)
EXTENDS RaftLiveness, TLC

CONSTANTS
    MaxTerm,    \* terms up to this
    MaxLog,     \* logs up to this length
    Standing    \* who may stand for election

(***************************************************************************)
(* MayStand, MayExtend, MayCompact, MayCrash, Batches: what is unbounded,  *)
(* bounded.  A leader sends all that the follower is not known to have, or *)
(* only asks whether it is there.                                          *)
(***************************************************************************)
StandsInBounds(s) ==
    /\ s \in Standing
    /\ role[s] \in {"follower", "precandidate", "candidate"}
    /\ term[s] < MaxTerm

ExtendsInBounds(l) == role[l] = "leader" /\ LastIndex(l) < MaxLog

NeverCrashes(s) == FALSE

NeverCompacts(s, i) == FALSE

\* In the last term one stands who is stable.
StableAtLast(s) == StandsInBounds(s) /\ (term[s] + 1 = MaxTerm => s \in Stable)

AllNew(l, v) == {<<Max(match[l][v], snapshot[l].index), LastIndex(l)>>}

NoHeartbeats(l, v) == {}

AlikeSymmetric ==
    {p \in Permutations(Server) :
        \A C \in {Initial, Standing, Stable} \cup Membership : {p[s] : s \in C} = C}

(***************************************************************************)
(* Whatever message a server that is up can receive, one action takes it,  *)
(* and only one.                                                           *)
(***************************************************************************)
Takers(s, m) ==
    {<<"GrantPreVote", ENABLED GrantPreVote(s, m)>>,
     <<"RefusePreVote", ENABLED RefusePreVote(s, m)>>,
     <<"ReceivePreVote", ENABLED ReceivePreVote(s, m)>>,
     <<"IgnorePreVote", ENABLED IgnorePreVote(s, m)>>,
     <<"IgnoreAskVote", ENABLED IgnoreAskVote(s, m)>>,
     <<"GrantVote", ENABLED GrantVote(s, m)>>,
     <<"RefuseVote", ENABLED RefuseVote(s, m)>>,
     <<"ReceiveVote", ENABLED ReceiveVote(s, m)>>,
     <<"IgnoreVote", ENABLED IgnoreVote(s, m)>>,
     <<"LearnTerm", ENABLED LearnTerm(s, m)>>,
     <<"AcceptEntries", ENABLED AcceptEntries(s, m)>>,
     <<"RefuseEntries", ENABLED RefuseEntries(s, m)>>,
     <<"RefuseStaleEntries", ENABLED RefuseStaleEntries(s, m)>>,
     <<"ReceiveAppended", ENABLED ReceiveAppended(s, m)>>,
     <<"IgnoreAppended", ENABLED IgnoreAppended(s, m)>>,
     <<"InstallSnapshot", ENABLED InstallSnapshot(s, m)>>,
     <<"AcknowledgeSnapshot", ENABLED AcknowledgeSnapshot(s, m)>>,
     <<"RefuseStaleSnapshot", ENABLED RefuseStaleSnapshot(s, m)>>}

EveryInputIsTaken ==
    \A s \in Server : Up(s) =>
        \A m \in Inbox(s) : Cardinality({t \in Takers(s, m) : t[2]}) = 1

-----------------------------------------------------------------------------
(* Slips. *)

\* Written: the vote does not reach the disk, or the term does not.
VoteNotWritten(old, new) == [new EXCEPT !.votedFor = None]
TermNotWritten(old, new) == [new EXCEPT !.term = old.term, !.votedFor = None]

\* Written: entries are acknowledged that do not reach the disk.
LogNotWritten(old, new) == [new EXCEPT !.log = old.log]

\* Restored: a snapshot without its configuration.
WithoutConfig(p) == [p EXCEPT !.config = Simple(Initial)]

\* TellsMore: any snapshot of the leader is installed.
Whatever(s, m) == TRUE
=============================================================================
