------------------------------- MODULE Ladder -------------------------------
(* Somebody climbs a ladder and whistles, and does not rest on rung 100.     *)
EXTENDS Naturals
VARIABLES rung, whistled
vars == <<rung, whistled>>

Init == rung = 0 /\ whistled = 0
Climb == rung' = rung + 1 /\ UNCHANGED whistled
Whistle == whistled' = whistled + 1 /\ UNCHANGED rung
Rest == rung # 100 /\ UNCHANGED vars

Next == Climb \/ Whistle \/ Rest
Spec == Init /\ [][Next]_vars
=============================================================================
