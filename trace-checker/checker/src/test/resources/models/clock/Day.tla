--------------------------------- MODULE Day --------------------------------
(* What a clock must do: the hour changes by one at most, and starts at 0.   *)
EXTENDS Naturals
VARIABLE hour
Spec == hour = 0 /\ [][hour' \in {hour, hour + 1, 0}]_hour
=============================================================================
