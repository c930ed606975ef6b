-------------------------------- MODULE Guess -------------------------------
(* What was chosen is seen later, or never: several states explain a trace.  *)
EXTENDS Naturals
CONSTANTS Most
VARIABLES chosen, steps

Init == chosen = 0 /\ steps = 0
Choose(k) == chosen = 0 /\ chosen' = k /\ steps' = steps + 1
Show(k) == chosen = k /\ steps' = steps + 1 /\ UNCHANGED chosen
Forget == chosen # 0 /\ chosen' = 0 /\ steps' = steps + 1
Wait == UNCHANGED <<chosen, steps>>
Next ==
    \/ \E k \in 1..Most : Choose(k)
    \/ \E k \in 1..Most : Show(k)
    \/ Forget
    \/ chosen # 0 /\ Wait

NotTwo == chosen # 2
Small == chosen <= 3
Parity == chosen % 2
=============================================================================
