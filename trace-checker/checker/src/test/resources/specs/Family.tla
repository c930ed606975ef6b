------------------------------- MODULE Family -------------------------------
(* An instance with parameters, used below a quantifier.                     *)
EXTENDS Naturals
CONSTANT Id
VARIABLES one, two
The(limit) == INSTANCE Cell WITH Limit <- limit, value <- one

Init == one = 0 /\ two = 0
Next ==
    \/ \E limit \in Id : The(limit)!Next /\ two' = limit
    \/ The(9)!Reset /\ UNCHANGED two
Spec == Init /\ [][Next]_<<one, two>>
=============================================================================
