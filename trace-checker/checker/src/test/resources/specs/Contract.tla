------------------------------ MODULE Contract ------------------------------
(* For the tests of what the checker takes for granted of TLC.               *)
EXTENDS Naturals, Sequences
CONSTANTS Proc, None
VARIABLES first, second
vars == <<first, second>>

Init == first = 0 /\ second = [p \in Proc |-> None]

Plain(n) == first' = first + n /\ UNCHANGED second
Local(p) ==
    LET next == first + 10
    IN  first' = next /\ second' = [second EXCEPT ![p] = p]

Chosen ==
    CASE first = 0 -> Plain(1)
      [] first = 1 -> Plain(2)
      [] OTHER -> Plain(3)

Next == (\E n \in 1..3 : Plain(n)) \/ (\E p \in Proc : Local(p)) \/ Chosen
Spec == Init /\ [][Next]_vars
=============================================================================
