-------------------------------- MODULE Cell --------------------------------
(* A counter to be instantiated: by name, with parameters, without a name.   *)
EXTENDS Naturals
CONSTANT Limit
VARIABLE value

Init == value = 0
Up(n) == value + n <= Limit /\ value' = value + n
Reset == value > 0 /\ value' = 0
Next == Reset \/ \E n \in 1..2 : Up(n)
=============================================================================
