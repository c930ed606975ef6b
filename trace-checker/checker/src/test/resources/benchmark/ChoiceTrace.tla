----------------------------- MODULE ChoiceTrace ----------------------------
(* The actions of Choice say nothing of the history.                         *)
EXTENDS Choice, TraceEvents

TraceStart == Init
TraceStep(e) ==
    /\ history' = Append(history, n)
    /\ \/ Is(e, "Inc") /\ Inc(e.args.k)
       \/ Is(e, "Halve") /\ Halve
       \/ Is(e, "Same") /\ Same
       \/ Is(e, "Big") /\ Big
TraceRefined == Spec
=============================================================================
