----------------------------- MODULE ModelTrace -----------------------------
(* Who paints is left out here and there: it is the owner.                   *)
EXTENDS Model, TraceEvents

TraceStart == Init
TraceStep(e) ==
    \/ Is(e, "Claim") /\ Claim(e.args.n)
    \/ Is(e, "Paint") /\ \E n \in Given(e, "n", Node) : Paint(n, e.args.c)
TraceRefined == Init /\ [][Next]_<<owner, painted, seen>>
=============================================================================
