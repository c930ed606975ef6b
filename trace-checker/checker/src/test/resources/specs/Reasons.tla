------------------------------ MODULE Reasons -------------------------------
(* One action per way in which a step can be impossible.                     *)
EXTENDS Naturals, Sequences

VARIABLES level
Proc == 1..2

Init == level = <<3, 1>>


(* The line numbers below are those of the expected explanations.            *)

All == (\A p \in Proc : level[p] > 1) /\ UNCHANGED level
Some == (\E p \in Proc : level[p] = 7 /\ p > 1) /\ UNCHANGED level
None == (\E p \in {p \in Proc : level[p] > 5} : TRUE) /\ UNCHANGED level
High(p) == LET limit == 3 + 3 IN level[p] > limit
Defined == High(1) /\ UNCHANGED level
Either == (level[1] = 9 \/ ~(level[2] = 1)) /\ UNCHANGED level
Several == level[1] = 0 /\ level[2] = 0 /\ level[1] = 3 /\ UNCHANGED level
Cases == (CASE level[1] = 3 -> level[2] > 1 [] OTHER -> TRUE) /\ UNCHANGED level
NoCase == (CASE level[1] = 0 -> TRUE [] level[2] = 0 -> TRUE) /\ UNCHANGED level
Outside == level[3] > 0 /\ UNCHANGED level
Primed == UNCHANGED level /\ level' = [level EXCEPT ![1] = 5]
NoNext == \E p \in {p \in Proc : level[p] > 5} : level' = [level EXCEPT ![p] = 0]

Next ==
    \/ All \/ Some \/ None \/ Defined \/ Either \/ Several
    \/ Cases \/ NoCase \/ Outside \/ Primed \/ NoNext
Spec == Init /\ [][Next]_level
=============================================================================
