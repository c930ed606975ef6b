-------------------------------- MODULE Named -------------------------------
(* Two named instances; each one's step leaves the other alone.              *)
EXTENDS Naturals
VARIABLES left, right
L == INSTANCE Cell WITH Limit <- 3, value <- left
R == INSTANCE Cell WITH Limit <- 5, value <- right

Swap(n) == left = n /\ left' = right /\ right' = left
Init == L!Init /\ R!Init
Next ==
    \/ L!Next /\ UNCHANGED right
    \/ R!Next /\ UNCHANGED left
    \/ Swap(left)
Spec == Init /\ [][Next]_<<left, right>>
=============================================================================
