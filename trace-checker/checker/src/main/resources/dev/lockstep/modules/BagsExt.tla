------------------------------ MODULE BagsExt ------------------------------
(* More operators on bags, which are functions from elements to how often    *)
(* they are there.  The names and the meaning are those of the               *)
(* CommunityModules; the text is Lockstep's.                                 *)
LOCAL INSTANCE Bags
LOCAL INSTANCE Integers

\* The bag B with one x more.
BagAdd(B, x) ==
  [e \in DOMAIN B \cup {x} |->
     (IF e \in DOMAIN B THEN B[e] ELSE 0) + (IF e = x THEN 1 ELSE 0)]

\* The bag B with one x less, if it has any.
BagRemove(B, x) ==
  LET left == IF x \in DOMAIN B /\ B[x] = 1 THEN DOMAIN B \ {x} ELSE DOMAIN B
  IN  [e \in left |-> IF e = x THEN B[e] - 1 ELSE B[e]]

\* The bag B without any x.
BagRemoveAll(B, x) == [e \in DOMAIN B \ {x} |-> B[e]]

\* Combines base with f of each element, as often as it is there, one element
\* after the other: op(op(base, f(x)), f(x)), ...  The elements come in the order
\* of CHOOSE; choose is not asked, as it is not in the CommunityModules.
MapThenFoldBag(op(_, _), base, f(_), choose(_), B) ==
  LET times(x, before) ==
        LET again[n \in 0..B[x]] ==
              IF n = 0 THEN before ELSE op(again[n - 1], f(x))
        IN  again[B[x]]
      RECURSIVE from(_, _)
      from(rest, before) ==
        IF rest = {}
        THEN before
        ELSE LET x == CHOOSE x \in rest : TRUE
             IN  from(rest \ {x}, times(x, before))
  IN  from(DOMAIN B, base)

\* Combines base with the elements of the bag.
FoldBag(op(_, _), base, B) ==
  MapThenFoldBag(op, base, LAMBDA x : x, LAMBDA rest : CHOOSE x \in rest : TRUE, B)

\* The sum, and the product, of a bag of integers.
SumBag(B) == FoldBag(LAMBDA x, y : x + y, 0, B)
ProductBag(B) == FoldBag(LAMBDA x, y : x * y, 1, B)
=============================================================================
