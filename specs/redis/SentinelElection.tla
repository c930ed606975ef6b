-------------------------- MODULE SentinelElection --------------------------
(***************************************************************************)
(* The election of Redis Sentinel by itself: votes and epochs, no          *)
(* messages, and no reason why a failover begins.  Each sentinel knows     *)
(* some others, and need not know the same ones.  It is elected if it has  *)
(* the votes of more than half of those that it knows, itself among them,  *)
(* and of at least as many as the quorum.                                  *)
(*                                                                         *)
(* Source: the behaviour of src/sentinel.c of 7.0.15, whose names          *)
(* variables have.  More may happen here than there: a sentinel votes for  *)
(* anybody, in any epoch that it may learn of, and hears of any vote.      *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
    Sentinel,
    None,     \* stands for "no sentinel"
    Quorum,
    Epoch     \* numbers of elections, from 1

VARIABLES
    known,          \* which others a sentinel knows; does not change
    current_epoch,  \* the greatest epoch that it has heard of
    leader_epoch,   \* when it voted last
    failover_state, \* "none", "wait_start": it counts votes, "leads"
    failover_epoch, \* the epoch in which it began to
    heard,          \* for whom each said last that it voted, and when
    cast,           \* all votes
    elected         \* who was elected in which epoch, and of which epoch votes were

vars == <<known, current_epoch, leader_epoch, failover_state, failover_epoch, heard, cast,
          elected>>

NoVote == [leader |-> None, epoch |-> 0]
Unheard == [t \in Sentinel |-> NoVote]

(***************************************************************************)
(* Which sentinels know which.                                             *)
(***************************************************************************)
Layouts == {k \in [Sentinel -> SUBSET Sentinel] : \A s \in Sentinel : s \notin k[s]}

InitialLayouts == Layouts

(***************************************************************************)
(* Guards and values, named for the models that restrict or break them.    *)
(***************************************************************************)
MayStart(s) == TRUE
MayVote(t, c, e) == TRUE
MayLearn(t, e) == TRUE
MayHear(s, v) == TRUE
MayForget(s, t) == TRUE
MayEnd(s) == TRUE
MayRestart(s) == TRUE

MayGiveVote(t, e) == e > leader_epoch[t] /\ e >= current_epoch[t]

(* Redis counts the votes of the epoch that the sentinel is in by now. *)
CountedEpoch(s) == current_epoch[s]

(* In the place of the above: those of the epoch in which it began. *)
CorrectEpoch(s) == failover_epoch[s]

(* What a sentinel that was restarted knows of its votes. *)
LastVote(s) == leader_epoch[s]

Group(s) == known[s] \cup {s}

IsMajority(s, n) == n >= Cardinality(Group(s)) \div 2 + 1
IsQuorum(n) == n >= Quorum

VotesHeard(s) ==
    {t \in known[s] : heard[s][t] = [leader |-> s, epoch |-> CountedEpoch(s)]}

(* The own vote counts if it was given in the epoch of the failover, and is the last. *)
OwnVote(s) ==
    IF /\ leader_epoch[s] = failover_epoch[s]
       /\ [voter |-> s, epoch |-> failover_epoch[s], candidate |-> s] \in cast
    THEN {s}
    ELSE {}

IsElected(s) ==
    LET n == Cardinality(VotesHeard(s) \cup OwnVote(s))
    IN  IsMajority(s, n) /\ IsQuorum(n)

-----------------------------------------------------------------------------
Init ==
    /\ known \in InitialLayouts
    /\ current_epoch = [s \in Sentinel |-> 0]
    /\ leader_epoch = [s \in Sentinel |-> 0]
    /\ failover_state = [s \in Sentinel |-> "none"]
    /\ failover_epoch = [s \in Sentinel |-> 0]
    /\ heard = [s \in Sentinel |-> Unheard]
    /\ cast = {}
    /\ elected = {}

Start(s) ==
    /\ failover_state[s] = "none"
    /\ current_epoch[s] + 1 \in Epoch
    /\ MayStart(s)
    /\ current_epoch' = [current_epoch EXCEPT ![s] = @ + 1]
    /\ failover_epoch' = [failover_epoch EXCEPT ![s] = current_epoch[s] + 1]
    /\ failover_state' = [failover_state EXCEPT ![s] = "wait_start"]
    /\ UNCHANGED <<known, leader_epoch, heard, cast, elected>>

Vote(t, c, e) ==
    /\ MayGiveVote(t, e)
    /\ MayVote(t, c, e)
    /\ current_epoch' = [current_epoch EXCEPT ![t] = e]
    /\ leader_epoch' = [leader_epoch EXCEPT ![t] = e]
    /\ cast' = cast \cup {[voter |-> t, epoch |-> e, candidate |-> c]}
    /\ UNCHANGED <<known, failover_state, failover_epoch, heard, elected>>

(* By a message of any kind. *)
NewEpoch(t, e) ==
    /\ e > current_epoch[t]
    /\ MayLearn(t, e)
    /\ current_epoch' = [current_epoch EXCEPT ![t] = e]
    /\ UNCHANGED <<known, leader_epoch, failover_state, failover_epoch, heard, cast,
                   elected>>

Hear(s, v) ==
    /\ v \in cast
    /\ v.voter \in known[s]
    /\ MayHear(s, v)
    /\ heard' = [heard EXCEPT ![s][v.voter] = [leader |-> v.candidate, epoch |-> v.epoch]]
    /\ UNCHANGED <<known, current_epoch, leader_epoch, failover_state, failover_epoch,
                   cast, elected>>

(* What was heard expires. *)
Forget(s, t) ==
    /\ heard[s][t].leader # None
    /\ MayForget(s, t)
    /\ heard' = [heard EXCEPT ![s][t].leader = None]
    /\ UNCHANGED <<known, current_epoch, leader_epoch, failover_state, failover_epoch,
                   cast, elected>>

Elect(s) ==
    /\ failover_state[s] = "wait_start"
    /\ IsElected(s)
    /\ failover_state' = [failover_state EXCEPT ![s] = "leads"]
    /\ elected' = elected \cup
        {[sentinel |-> s, epoch |-> failover_epoch[s], counted |-> CountedEpoch(s)]}
    /\ UNCHANGED <<known, current_epoch, leader_epoch, failover_epoch, heard, cast>>

(* It is not elected in time, or its failover ends in one way or the other. *)
End(s) ==
    /\ failover_state[s] # "none"
    /\ MayEnd(s)
    /\ failover_state' = [failover_state EXCEPT ![s] = "none"]
    /\ UNCHANGED <<known, current_epoch, leader_epoch, failover_epoch, heard, cast,
                   elected>>

(***************************************************************************)
(* An epoch that nobody was told of may be forgotten; one in which it has  *)
(* voted is on disk.                                                       *)
(***************************************************************************)
Restart(s, e) ==
    /\ e \in leader_epoch[s] .. current_epoch[s]
    /\ MayRestart(s)
    /\ current_epoch' = [current_epoch EXCEPT ![s] = e]
    /\ leader_epoch' = [leader_epoch EXCEPT ![s] = LastVote(s)]
    /\ failover_state' = [failover_state EXCEPT ![s] = "none"]
    /\ failover_epoch' = [failover_epoch EXCEPT ![s] = 0]
    /\ heard' = [heard EXCEPT ![s] = Unheard]
    /\ UNCHANGED <<known, cast, elected>>

Next ==
    \E s \in Sentinel :
        \/ Start(s)
        \/ \E c \in Sentinel, e \in Epoch : Vote(s, c, e)
        \/ \E e \in Epoch : NewEpoch(s, e)
        \/ \E v \in cast : Hear(s, v)
        \/ \E t \in Sentinel : Forget(s, t)
        \/ Elect(s)
        \/ End(s)
        \/ \E e \in Epoch \cup {0} : Restart(s, e)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
Ballot == [voter : Sentinel, epoch : Epoch, candidate : Sentinel]

TypeOK ==
    /\ known \in Layouts
    /\ current_epoch \in [Sentinel -> Epoch \cup {0}]
    /\ leader_epoch \in [Sentinel -> Epoch \cup {0}]
    /\ failover_state \in [Sentinel -> {"none", "wait_start", "leads"}]
    /\ failover_epoch \in [Sentinel -> Epoch \cup {0}]
    /\ heard \in [Sentinel -> [Sentinel ->
                    [leader : Sentinel \cup {None}, epoch : Epoch \cup {0}]]]
    /\ cast \subseteq Ballot
    /\ elected \subseteq [sentinel : Sentinel, epoch : Epoch, counted : Epoch]

OneVote ==
    \A u, v \in cast : u.voter = v.voter /\ u.epoch = v.epoch => u = v

OneLeader ==
    \A a, b \in elected : a.epoch = b.epoch => a.sentinel = b.sentinel

(* The epoch of a failover is the one in which the votes were given. *)
CountedInItsEpoch == \A a \in elected : a.counted = a.epoch

(* Of a sentinel that is not restarted; one that is may forget an epoch of its own. *)
EpochsGoForward == [][\A s \in Sentinel : current_epoch'[s] >= current_epoch[s]]_vars

(***************************************************************************)
(* When two sentinels can be elected with the votes of different ones:     *)
(* each needs so many of its group, and both groups together have so many. *)
(* If no two can, the layout is safe.                                      *)
(***************************************************************************)
Max(i, j) == IF i > j THEN i ELSE j
Needed(s) == Max(Quorum, Cardinality(Group(s)) \div 2 + 1)

CanSplit(a, b) ==
    /\ Cardinality(Group(a)) >= Needed(a)
    /\ Cardinality(Group(b)) >= Needed(b)
    /\ Cardinality(Group(a) \cup Group(b)) >= Needed(a) + Needed(b)

IsSafe == \A a, b \in Sentinel : a # b => ~CanSplit(a, b)

(* What operators can see to without knowing who knows whom. *)
QuorumIsMajorityOfAll == 2 * Quorum > Cardinality(Sentinel)
AllKnowAll == \A s \in Sentinel : Group(s) = Sentinel

OneLeaderIfSafe == IsSafe => OneLeader
SafeIfSeenTo == QuorumIsMajorityOfAll \/ AllKnowAll => IsSafe

(***************************************************************************)
(* The inductive invariant: what makes OneLeader true if IsSafe.           *)
(***************************************************************************)
LastVoteIsKnown ==
    /\ \A v \in cast : v.epoch <= leader_epoch[v.voter]
    /\ \A s \in Sentinel : leader_epoch[s] <= current_epoch[s]

HeardWasCast ==
    \A s, t \in Sentinel : heard[s][t].leader # None =>
        [voter |-> t, epoch |-> heard[s][t].epoch, candidate |-> heard[s][t].leader]
            \in cast

VotersOf(s, e) ==
    {t \in Group(s) : [voter |-> t, epoch |-> e, candidate |-> s] \in cast}

ElectedHasVotes ==
    \A a \in elected : Cardinality(VotersOf(a.sentinel, a.epoch)) >= Needed(a.sentinel)

Invariant == TypeOK /\ OneVote /\ LastVoteIsKnown /\ HeardWasCast /\ ElectedHasVotes

THEOREM Spec => []Invariant
THEOREM Spec => []OneLeaderIfSafe
=============================================================================
