---------------------------- MODULE AccountTrace ----------------------------
(* Of the events of Account only some say whose step it is.                  *)
EXTENDS Account, TraceEvents

TraceStart == Init
TraceStep(e) == \E p \in Given(e, "p", Proc) : Step(p, e.args.n)
TraceRefined ==
    Init /\ [][\E p \in Proc, n \in -9 .. 9 : Step(p, n)]_<<clock, value>>
=============================================================================
