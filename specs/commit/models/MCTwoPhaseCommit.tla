-------------------------- MODULE MCTwoPhaseCommit --------------------------
(***************************************************************************)
(* What the models of TwoPhaseCommit need: slips, each of which overrides  *)
(* one named operator of the spec, and the enumeration of all states that  *)
(* satisfy its inductive invariant.                                        *)
(***************************************************************************)
EXTENDS TwoPhaseCommit, Naturals

-----------------------------------------------------------------------------
(* Slips in phase one. *)

\* Written: the vote is sent although "prepared" has not reached the disk.
VoteNotLogged(old, new) == IF new = "prepared" THEN old ELSE new

\* MayAbortAlone: a participant in doubt aborts when its patience ends.
AbortsInDoubt(p) == phase[p] \in {"working", "prepared"}

-----------------------------------------------------------------------------
(* Slips at the commit point. *)

\* AllVotedYes: a majority of votes is enough.
MajorityVotedYes == 2 * Cardinality(votes) > Cardinality(Participant)

\* Written: the decision is sent although it has not reached the disk.
DecisionNotLogged(old, new) == IF new = "commit" THEN old ELSE new

-----------------------------------------------------------------------------
(* Slips in phase two. *)

\* AllAcknowledged: the coordinator forgets after the first acknowledgement.
SomeAcknowledged == acks # {}

\* AllApplied: a participant is done before its pages are written.
NothingApplied(p) == TRUE

-----------------------------------------------------------------------------
(* Slips in recovery. *)

\* Recovered: a participant in doubt guesses that the transaction committed.
GuessesCommit(entry) ==
    CASE entry = "none"     -> "working"
      [] entry = "prepared" -> "committing"
      [] OTHER              -> entry

\* Recovered: a participant with a "prepared" entry takes itself to be free.
ForgetsItsVote(entry) == IF entry \in {"none", "prepared"} THEN "working" ELSE entry

\* RecoveredStage: the coordinator presumes that what it knows nothing of is unfinished.
PresumesCommit(r) == "committed"

-----------------------------------------------------------------------------
(* Liveness without the retries. *)

NoInquiries(p) == FALSE

NoResends == FALSE

-----------------------------------------------------------------------------
(***************************************************************************)
(* Whatever message a process that is up receives, one action takes it,    *)
(* and only one; but a participant asked to prepare has the choice.        *)
(***************************************************************************)
Takers(p, m) ==
    {<<"Prepare", ENABLED (Prepare(p, m) \/ VoteNo(p, m))>>,
     <<"RefusePrepare", ENABLED RefusePrepare(p, m)>>,
     <<"Commit", ENABLED Commit(p, m)>>,
     <<"AcknowledgeAgain", ENABLED AcknowledgeAgain(p, m)>>,
     <<"RefuseCommit", ENABLED RefuseCommit(p, m)>>,
     <<"Abort", ENABLED Abort(p, m)>>,
     <<"RefuseAbort", ENABLED RefuseAbort(p, m)>>}

CoordinatorTakers(m) ==
    {<<"ReceiveYes", ENABLED ReceiveYes(m)>>,
     <<"RefuseYes", ENABLED RefuseYes(m)>>,
     <<"ReceiveNo", ENABLED ReceiveNo(m)>>,
     <<"RefuseNo", ENABLED RefuseNo(m)>>,
     <<"AnswerCommit", ENABLED AnswerCommit(m)>>,
     <<"AnswerAbort", ENABLED AnswerAbort(m)>>,
     <<"RefuseInquiry", ENABLED RefuseInquiry(m)>>,
     <<"ReceiveAck", ENABLED ReceiveAck(m)>>,
     <<"RefuseAck", ENABLED RefuseAck(m)>>}

One(takers) == Cardinality({t \in takers : t[2]}) = 1

EveryInputIsTaken ==
    /\ \A p \in Participant :
        phase[p] # "down" => \A m \in Deliverable(p) : One(Takers(p, m))
    /\ stage # "down" => \A m \in Deliverable(Coordinator) : One(CoordinatorTakers(m))

-----------------------------------------------------------------------------
(***************************************************************************)
(* Every state that satisfies Invariant, as an initial state: first the    *)
(* coordinator and the participants, then any set of truthful messages.    *)
(* Every clause of Invariant that speaks of messages speaks of one, so     *)
(* these are all.                                                          *)
(***************************************************************************)
InvariantInit ==
    /\ stage \in Stage
    /\ record \in {"none", "commit"}
    /\ outcome \in {"none", "commit", "abort"}
    /\ votes \in SUBSET Participant
    /\ acks \in SUBSET Participant
    /\ CoordinatorInvariant
    /\ phase \in [Participant -> Phase]
    /\ log \in [Participant -> Entry]
    /\ \A p \in Participant : MemoryFollowsDisk(p)
    /\ data \in [Participant -> SUBSET Page]
    /\ \A p \in Participant : ParticipantInvariant(p)
    /\ network \in SUBSET {m \in Message : Truthful(m)}

InvariantSpec == InvariantInit /\ [][Next]_vars

\* A step from any state that satisfies Invariant is one of TransactionCommit.
RefinementStep == [][Commitment!Next]_(Commitment!vars)
=============================================================================
