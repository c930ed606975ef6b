----------------------------- MODULE PlacesTrace ----------------------------
(* Arguments that are left out are those of one place or another of Next.    *)
EXTENDS Places, TraceEvents

TraceStart == Init
TraceStep(e) ==
    \/ /\ Is(e, "Move")
       /\ \E a \in Given(e, "a", {1, 2, 7, 11, 12}) :
             \E b \in Given(e, "b", {a, y}) : Move(a, b)
    \/ /\ Is(e, "Drop")
       /\ \E pair \in pairs :
             /\ pair[1] \in Given(e, "a", {pair[1]})
             /\ pair[2] \in Given(e, "b", {pair[2]})
             /\ Drop(pair[1], pair[2])
    \/ Is(e, "Jump") /\ Jump(e.args.n)
TraceRefined == Spec
=============================================================================
