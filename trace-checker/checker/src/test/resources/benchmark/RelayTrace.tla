----------------------------- MODULE RelayTrace -----------------------------
(* What is not logged, the trace spec does unasked.                          *)
EXTENDS Relay, TraceEvents

TraceStart == Init
TraceStep(e) ==
    \/ Is(e, "Put") /\ Put(e.args.v)
    \/ Is(e, "Get") /\ \E v \in Given(e, "v", 1 .. 9) : Get(v)
TraceRefined == Spec
=============================================================================
