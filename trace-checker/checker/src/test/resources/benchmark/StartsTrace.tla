----------------------------- MODULE StartsTrace ----------------------------
(* A trace ends, so it is not fair; and TLC does not enumerate Nat.          *)
EXTENDS Starts, TraceEvents

TraceStart == Init
TraceStep(e) ==
    \/ Is(e, "Toggle") /\ Toggle
    \/ Is(e, "Burn") /\ Burn
    \/ Is(e, "Refill") /\ Refill(e.args.n)
TraceRefined == Init /\ [][Toggle \/ Burn \/ \E n \in 0 .. 9 : Refill(n)]_vars
=============================================================================
