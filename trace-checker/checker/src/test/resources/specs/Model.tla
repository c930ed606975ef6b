-------------------------------- MODULE Model -------------------------------
(* Model values, typed and untyped, as elements, as arguments, as defaults.  *)
EXTENDS Naturals, FiniteSets

CONSTANTS Node, Color, Nobody
VARIABLES owner, painted, seen

Init ==
    /\ owner = Nobody
    /\ painted = [n \in Node |-> Nobody]
    /\ seen = {}

Claim(n) == owner = Nobody /\ owner' = n /\ UNCHANGED <<painted, seen>>

Paint(n, c) ==
    /\ owner = n
    /\ painted' = [painted EXCEPT ![n] = c]
    /\ seen' = seen \cup {<<n, c>>}
    /\ owner' = Nobody

Next == \E n \in Node : Claim(n) \/ \E c \in Color : Paint(n, c)
=============================================================================
