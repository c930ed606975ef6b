--------------------------- MODULE RecursionTrace ---------------------------
(* What is taken is left out once.                                           *)
EXTENDS Recursion, TraceEvents

TraceStart == Init
TraceStep(e) ==
    \/ Is(e, "Take") /\ \E n \in Given(e, "n", pool) : Take(n)
    \/ Is(e, "Multiply") /\ Multiply
TraceRefined == Spec
=============================================================================
