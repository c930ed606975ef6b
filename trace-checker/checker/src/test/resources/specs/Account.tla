------------------------------- MODULE Account ------------------------------
(* Two processes with a part of the state each.                              *)
EXTENDS Integers
CONSTANT Proc
VARIABLES clock, value
Init == clock = [p \in Proc |-> 0] /\ value = 0
Step(p, n) ==
    /\ clock' = [clock EXCEPT ![p] = @ + 1]
    /\ value' = value + n
Next == \E p \in Proc, n \in Int : Step(p, n)
Spec == Init /\ [][Next]_<<clock, value>>
=============================================================================
