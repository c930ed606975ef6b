---------------------------- MODULE ConsensusLog ----------------------------
(***************************************************************************)
(* A sequence of Consensus: the slots of a log, in each of which a single  *)
(* value is chosen, in any order.  It is what MultiPaxos implements;       *)
(* "Paxos Made Simple", section 3.                                         *)
(*                                                                         *)
(* Abstracted away: all but the outcome, as in Consensus.                  *)
(***************************************************************************)
EXTENDS Naturals

CONSTANTS
    Value,      \* the values that may be proposed
    Slot        \* the places of the log

VARIABLE
    chosen      \* chosen[s]: the values chosen so far in slot s

Init == chosen = [s \in Slot |-> {}]

(***************************************************************************)
(* In a slot where nothing is chosen yet, a value is.                      *)
(***************************************************************************)
Choose(s, v) ==
    /\ chosen[s] = {}
    /\ chosen' = [chosen EXCEPT ![s] = {v}]

Next == \E s \in Slot, v \in Value : Choose(s, v)

Spec == Init /\ [][Next]_chosen

-----------------------------------------------------------------------------
(***************************************************************************)
(* Each slot by itself is a Consensus.  The property names the first one;  *)
(* no action prefers a slot.                                               *)
(***************************************************************************)
First == CHOOSE s \in Slot : \A t \in Slot : s <= t

C == INSTANCE Consensus WITH chosen <- chosen[First]

EachSlotIsConsensus == C!Spec

THEOREM Spec => EachSlotIsConsensus
=============================================================================
