----------------------------- MODULE GuessTrace -----------------------------
(* Some events say nothing; several states explain the others.               *)
EXTENDS Guess, TraceEvents

TraceStart == Init
TraceStep(e) ==
    /\ \/ "action" \notin DOMAIN e /\ Next
       \/ Is(e, "Choose") /\ \E k \in Given(e, "k", 1 .. Most) : Choose(k)
       \/ Is(e, "Show") /\ \E k \in Given(e, "k", 1 .. Most) : Show(k)
       \/ Is(e, "Forget") /\ Forget
       \/ Is(e, "Wait") /\ chosen # 0 /\ Wait
    /\ Observes(e, "Parity") => e.state.Parity = Parity'
    /\ NotTwo'
TraceRefined == Init /\ [][Next]_<<chosen, steps>>
=============================================================================
