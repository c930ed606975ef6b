------------------------------ MODULE Clicker -------------------------------
(* A bundled spec, for command lines that do not name one.                   *)
EXTENDS Naturals
VARIABLE clicks
Init == clicks = 0
Click(n) == clicks' = clicks + n
Next == \E n \in 1..9 : Click(n)
Spec == Init /\ [][Next]_clicks
=============================================================================
