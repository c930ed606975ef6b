-------------------------------- MODULE TwinB -------------------------------
(* Has the names of TwinA, and means the opposite.                           *)
EXTENDS Integers
CONSTANT Proc
VARIABLES owner, y, x
Init == x = 0 /\ y = 0 /\ owner \in Proc
Step(n, p) == x' = x - n /\ y' = -x /\ owner' = p
Next == \E n \in 1..5, p \in Proc : Step(n, p)
Positive == x <= 0
=============================================================================
