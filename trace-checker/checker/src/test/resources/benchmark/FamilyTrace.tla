----------------------------- MODULE FamilyTrace ----------------------------
(* Which of the instances makes a step is left out, or which step.           *)
EXTENDS Family, TraceEvents

TraceStart == Init
TraceStep(e) ==
    \/ /\ Is(e, "Up") \/ Is(e, "The!Up")
       /\ \E limit \in Given(e, "limit", Id), n \in Given(e, "n", 1 .. 2) :
             The(limit)!Up(n) /\ two' = limit
    \/ /\ Is(e, "Reset")
       /\ \/ \E limit \in Id : The(limit)!Reset /\ two' = limit
          \/ The(9)!Reset /\ UNCHANGED two
TraceRefined == Spec
=============================================================================
