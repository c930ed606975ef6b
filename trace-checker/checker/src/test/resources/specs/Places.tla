------------------------------- MODULE Places -------------------------------
(* One action used at several places, with expressions, with one argument    *)
(* twice, with tuples taken apart, through operators that take operators.    *)
EXTENDS Naturals, Sequences

VARIABLES x, y, pairs
vars == <<x, y, pairs>>

Init == x = 0 /\ y = 0 /\ pairs = {<<1, 2>>, <<3, 3>>}

Move(a, b) == x' = x + a /\ y' = b /\ UNCHANGED pairs
Drop(a, b) == pairs' = pairs \ {<<a, b>>} /\ UNCHANGED <<x, y>>
Jump(n) == x' = 10 * n /\ UNCHANGED <<y, pairs>>

With(Op(_), n) == Op(n) /\ n > 1
Twice(Op(_, _), n) == Op(n, n)
Through(Op(_), n) == With(Op, n)

Next ==
    \/ \E a \in 1..2 : Move(a + 10, y)
    \/ \E a \in 1..2 : x > 5 /\ Move(a, a)
    \/ Twice(Move, 7)
    \/ \E <<a, b>> \in pairs : Drop(a, b)
    \/ \E n \in 1..3 : With(Jump, n)
    \/ \E n \in 5..6 : Through(LAMBDA k : Jump(k + 1), n)

Spec == Init /\ [][Next]_vars
=============================================================================
