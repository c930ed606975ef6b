----------------------- MODULE MCEventualConsistency -----------------------
(***************************************************************************)
(* What the models of EventualConsistency need: slips, each of which       *)
(* overrides an operator.                                                  *)
(***************************************************************************)
EXTENDS EventualConsistency, MCSites

\* IsUnique: two updates may have one time.
AnyTime(time) == TRUE

\* Learn: a site may make up what it learns.
MakesUp(s, U) ==
    /\ \E v \in Value :
        db' = [db EXCEPT ![s] = [k \in Key |-> [value |-> v, time |-> 3]]]
    /\ UNCHANGED issued
=============================================================================
