------------------------------ MODULE Swapped -------------------------------
(* Actions and constants that the config replaces; INIT and NEXT in it.      *)
EXTENDS Naturals
CONSTANTS Max, Step(_)
VARIABLES n, done

Init == n = 0 /\ done = FALSE
Grow(k) == n' = n + k /\ UNCHANGED done
Stop == n >= Max /\ done' = TRUE /\ UNCHANGED n
Next == ~done /\ (Stop \/ \E k \in Nat : Grow(k))

SmallGrow(k) == k \in 1..2 /\ n' = n + Step(k) /\ UNCHANGED done
Ten(k) == 10 * k
Limit == 15
=============================================================================
