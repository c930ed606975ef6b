------------------------------- MODULE Choice -------------------------------
(* IF and CASE in Next; a conjunct beside the choice; [A]_v and <<A>>_v.     *)
EXTENDS Naturals, Sequences

VARIABLES n, history
vars == <<n, history>>

Init == n = 0 /\ history = <<>>

Inc(k) == n' = n + k
Halve == n' = n \div 2
Same == n' = n
Big == n' = 100

Choose ==
    IF n < 3
    THEN \E k \in 1..3 : Inc(k)
    ELSE CASE n % 2 = 0 -> Halve \/ <<Same>>_history
           [] n % 3 = 0 -> Big
           [] n > 2 /\ n < 6 -> Inc(1) \/ Big
           [] OTHER -> [Halve]_n

Next == history' = Append(history, n) /\ Choose
Spec == Init /\ [][Next]_vars
=============================================================================
