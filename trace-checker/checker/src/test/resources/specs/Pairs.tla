-------------------------------- MODULE Pairs --------------------------------
(* Quantifiers with so many values, alone or together, that TLC does not     *)
(* make an action of each.                                                   *)
EXTENDS Integers
CONSTANTS Few, Most
VARIABLES x, y

Init == x = 0 /\ y = 0

Put(a, b) == a > x /\ x' = a /\ y' = b
Turn(f) == x' = f[1] /\ y' = f[2]

Next ==
    \/ \E a, b \in 1..Few : Put(a, b)
    \/ \E a \in 1..Most, b \in 1..Most : Put(a, b)
    \/ \E f \in [1..Few -> SUBSET (1..Most)] : Turn(f)
Spec == Init /\ [][Next]_<<x, y>>
=============================================================================
