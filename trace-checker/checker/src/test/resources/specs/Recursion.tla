----------------------------- MODULE Recursion ------------------------------
(* RECURSIVE operators, also one that Next chooses by; recursive functions;  *)
(* CHOOSE; LET with and without parameters; LAMBDA.                          *)
EXTENDS Naturals, Sequences, FiniteSets

VARIABLES pool, sum, product

RECURSIVE Sum(_)
Sum(S) == IF S = {} THEN 0 ELSE LET x == CHOOSE y \in S : TRUE IN x + Sum(S \ {x})

Factorial[n \in 0..6] == IF n = 0 THEN 1 ELSE n * Factorial[n - 1]

Least(S) == CHOOSE x \in S : \A y \in S : x <= y
Filter(S, Test(_)) == {x \in S : Test(x)}

Init == pool = 1..5 /\ sum = 0 /\ product = 1

Take(n) ==
    LET rest == pool \ {n}
        Weigh(S) == Sum(S)
    IN  /\ n \in pool
        /\ pool' = rest
        /\ sum' = Weigh(rest)
        /\ UNCHANGED product

Multiply ==
    /\ pool # {}
    /\ product' = Factorial[Least(Filter(pool, LAMBDA x : x > 1))]
    /\ UNCHANGED <<pool, sum>>

RECURSIVE TakeOneOf(_)
TakeOneOf(S) ==
    /\ S # {}
    /\ LET x == Least(S) IN Take(x) \/ TakeOneOf(S \ {x})

Next == TakeOneOf(pool) \/ Multiply
Spec == Init /\ [][Next]_<<pool, sum, product>>
=============================================================================
