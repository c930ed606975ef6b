-------------------------------- MODULE TwinA -------------------------------
(* Has the names of TwinB, and means the opposite.                           *)
EXTENDS Integers
CONSTANT Proc
VARIABLES x, y, owner
Init == x = 0 /\ y = 0 /\ owner = "p"
Step(p, n) == x' = x + n /\ y' = x /\ owner' = p
Next == \E p \in Proc, n \in 1..5 : Step(p, n)
Positive == x >= 0
=============================================================================
