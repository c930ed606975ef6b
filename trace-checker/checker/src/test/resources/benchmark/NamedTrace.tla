----------------------------- MODULE NamedTrace -----------------------------
(* A step of either instance leaves the other as it is.                      *)
EXTENDS Named, TraceEvents

TraceStart == Init
TraceStep(e) ==
    \/ (Is(e, "L!Up") \/ Is(e, "Up")) /\ L!Up(e.args.n) /\ UNCHANGED right
    \/ (Is(e, "R!Up") \/ Is(e, "Up")) /\ R!Up(e.args.n) /\ UNCHANGED left
    \/ Is(e, "L!Reset") /\ L!Reset /\ UNCHANGED right
    \/ Is(e, "R!Next") /\ R!Next /\ UNCHANGED left
    \/ Is(e, "Swap") /\ Swap(e.args.n)
TraceRefined == Spec
=============================================================================
