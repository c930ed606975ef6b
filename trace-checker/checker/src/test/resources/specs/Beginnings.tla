---------------------------- MODULE Beginnings ----------------------------
(* More initial states than anybody would keep: Most * Most of them.       *)
EXTENDS Integers

CONSTANT Most

VARIABLES x, y, done

Init == x \in 1..Most /\ y \in 1..Most /\ done = FALSE

Start == done = FALSE /\ done' = TRUE /\ UNCHANGED <<x, y>>

Move(n) == x' = x + n /\ y' = y - n /\ UNCHANGED done

Next == Start \/ \E n \in 1..3 : Move(n)

Positive == y > 0
===========================================================================
