------------------------------- MODULE Starts -------------------------------
(* Several initial states; ENABLED; UNCHANGED of nested tuples; fairness.    *)
EXTENDS Naturals, Sequences
VARIABLES lamp, fuel, ticks
inner == <<fuel, ticks>>
vars == <<lamp, inner>>

Init == lamp \in {"on", "off"} /\ fuel \in 2..3 /\ ticks = 0

Toggle == lamp' = (IF lamp = "on" THEN "off" ELSE "on") /\ UNCHANGED inner
Burn ==
    /\ lamp = "on" /\ fuel > 0
    /\ fuel' = fuel - 1 /\ ticks' = ticks + 1 /\ UNCHANGED lamp
Refill(n) == ~ENABLED Burn /\ fuel' = fuel + n /\ UNCHANGED <<lamp, <<ticks>>>>

Next == Toggle \/ Burn \/ \E n \in Nat : Refill(n)
Spec == Init /\ [][Next]_vars /\ WF_vars(Burn) /\ SF_vars(Toggle)
=============================================================================
