----------------------------- MODULE Turnstile -----------------------------
(* A turnstile that lets one person through for each coin, for the tests of *)
(* the JUnit extension.                                                     *)
EXTENDS Naturals
CONSTANT Gate
VARIABLE locked, passed

Init == locked = [g \in Gate |-> TRUE] /\ passed = [g \in Gate |-> 0]

Coin(g) == locked' = [locked EXCEPT ![g] = FALSE] /\ UNCHANGED passed

Push(g) ==
    /\ ~locked[g]
    /\ locked' = [locked EXCEPT ![g] = TRUE]
    /\ passed' = [passed EXCEPT ![g] = @ + 1]

Next == \E g \in Gate : Coin(g) \/ Push(g)
Spec == Init /\ [][Next]_<<locked, passed>>
=============================================================================
