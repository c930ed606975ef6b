---------------------------- MODULE SwappedTrace ----------------------------
(* TLC does not enumerate Nat.                                               *)
EXTENDS Swapped, TraceEvents

TraceStart == Init
TraceStep(e) ==
    \/ Is(e, "Stop") /\ Stop
    \/ Is(e, "Grow") /\ Grow(e.args.k)
TraceRefined == Init /\ [][~done /\ (Stop \/ \E k \in 0 .. 9 : Grow(k))]_<<n, done>>
=============================================================================
