---------------------------- MODULE UnnamedTrace ----------------------------
(* The actions of the instance say nothing of the history.                   *)
EXTENDS Unnamed, TraceEvents

TraceStart == Start
TraceStep(e) ==
    /\ \/ Is(e, "Up") /\ \E n \in Given(e, "n", 1 .. 2) : Up(n)
       \/ Is(e, "Reset") /\ Reset
    /\ history' = Append(history, count)
TraceRefined == Spec
=============================================================================
