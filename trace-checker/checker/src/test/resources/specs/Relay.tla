-------------------------------- MODULE Relay -------------------------------
(* Steps that are not logged: a value passes three stations, or is lost.     *)
EXTENDS Naturals, Sequences
VARIABLES first, second, third, lost

vars == <<first, second, third, lost>>
Init == first = 0 /\ second = 0 /\ third = 0 /\ lost = 0

Put(v) == first = 0 /\ first' = v /\ UNCHANGED <<second, third, lost>>
Pass == first # 0 /\ second = 0 /\ second' = first /\ first' = 0 /\ UNCHANGED <<third, lost>>
Pass2 == second # 0 /\ third = 0 /\ third' = second /\ second' = 0 /\ UNCHANGED <<first, lost>>
Lose == first # 0 /\ first' = 0 /\ lost' = lost + 1 /\ UNCHANGED <<second, third>>
Get(v) == third = v /\ v # 0 /\ third' = 0 /\ UNCHANGED <<first, second, lost>>
Double == first # 0 /\ first' = 2 * first /\ UNCHANGED <<second, third, lost>>

Next ==
    \/ \E v \in 1..9 : Put(v)
    \/ \E v \in 1..9 : Get(v)
    \/ Pass \/ Pass2 \/ Lose \/ Double
Spec == Init /\ [][Next]_vars
NotSeven == second # 7
FewLost == lost < 2
=============================================================================
