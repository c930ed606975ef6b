----------------------------- MODULE Consensus ------------------------------
(***************************************************************************)
(* The problem that Paxos solves: of the values that processes propose, a  *)
(* single one is chosen.  L. Lamport, "Paxos Made Simple", ACM SIGACT News *)
(* 32(4), 2001, section 2.1.                                               *)
(*                                                                         *)
(* Abstracted away: everything but the outcome.  Nobody proposes, nobody   *)
(* learns, nothing fails; there is the set of values chosen so far, and    *)
(* the one step that adds to it.                                           *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANT
    Value       \* the values that may be proposed

VARIABLE
    chosen      \* the values chosen so far

TypeOK == chosen \subseteq Value /\ IsFiniteSet(chosen)

-----------------------------------------------------------------------------
(***************************************************************************)
(* At first nothing is chosen.  Then, once, a value is.                    *)
(***************************************************************************)
Init == chosen = {}

Choose(v) ==
    /\ chosen = {}
    /\ chosen' = {v}

Next == \E v \in Value : Choose(v)

Spec == Init /\ [][Next]_chosen

(***************************************************************************)
(* What is asked of a consensus that also makes progress.  No asynchronous *)
(* system of processes that may fail has it without further assumptions;   *)
(* Paxos.tla says which.                                                   *)
(***************************************************************************)
LiveSpec == Spec /\ WF_chosen(Next)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Agreement: no two values are chosen.                                    *)
(***************************************************************************)
Agreement == Cardinality(chosen) <= 1

(***************************************************************************)
(* What is chosen stays chosen.                                            *)
(***************************************************************************)
Stability == [][chosen \subseteq chosen']_chosen

(***************************************************************************)
(* Something is chosen in the end; LiveSpec alone has it.                  *)
(***************************************************************************)
Progress == <>(chosen # {})

THEOREM Spec => [](TypeOK /\ Agreement) /\ Stability
THEOREM LiveSpec => Progress
=============================================================================
