-------------------------------- MODULE Clock -------------------------------
(* A clock of a few hours that may stop, for what models declare.            *)
EXTENDS Naturals
CONSTANTS Hours, Step
VARIABLE hour

Init == hour = 0
Tick == hour' = (hour + Step) % Hours
Break == hour = 13 /\ hour' = 0
Next == Tick \/ Break
Spec == Init /\ [][Next]_hour
FairSpec == Spec /\ WF_hour(Next)
Stop == hour < 3 /\ hour' = hour + 1
StoppingSpec == Init /\ [][Stop]_hour
StoppingFairly == StoppingSpec /\ WF_hour(Stop)

TypeOK == hour \in 0..Hours
Early == hour < 4
NotZero == hour # 0

Forward == [][hour' = hour + 1]_hour
StartsAtOne == hour = 1
Returns == []<>(hour = 0)
ReachesFive == <>(hour = 5)
Day == INSTANCE Day
Refines == Day!Spec
=============================================================================
