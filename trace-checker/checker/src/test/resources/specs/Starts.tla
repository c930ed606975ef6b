------------------------------- MODULE Starts -------------------------------
(* Several initial states; ENABLED, \A, <<A>>_v; nested tuples; fairness.    *)
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

(* The fuel is anything up to a bound, and may be gone; the lamp changes.      *)
Reset ==
    /\ ENABLED (\E n \in 1..2 : fuel' = fuel + n /\ fuel' > 3)
    /\ \A k \in 1..3 :
        LET most == k + 1
        IN  /\ fuel' \in 0..most \/ fuel' = 9
            /\ k > 1 => ticks' = fuel % 4
    /\ <<lamp' \in {"on", "off"}>>_lamp

Next == Toggle \/ Burn \/ (\E n \in Nat : Refill(n)) \/ Reset
Spec == Init /\ [][Next]_vars /\ WF_vars(Burn) /\ SF_vars(Toggle)
=============================================================================
