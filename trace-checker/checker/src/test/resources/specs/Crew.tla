-------------------------------- MODULE Crew --------------------------------
(* A crew is any set of the hands, of which there may be so many that nobody *)
(* can look at all sets.  The sets that may be asked for depend on the       *)
(* state, since TLC would make an action of each element otherwise.          *)
EXTENDS Naturals, FiniteSets
CONSTANT Hand
VARIABLES crew, watch

Init == crew = {} /\ watch = 0
Asked == IF watch >= 0 THEN SUBSET Hand ELSE {}
MaySign(C) == C # crew
Sign(C) == MaySign(C) /\ crew' = C /\ UNCHANGED watch
Refuse(C) == ~MaySign(C) /\ UNCHANGED <<crew, watch>>
Join(h, C) == h \notin C /\ crew' = C \cup {h} /\ UNCHANGED watch
Ring == crew # {} /\ watch' = watch + 1 /\ UNCHANGED crew
Leave == crew # {} /\ crew' = {} /\ UNCHANGED watch
Next ==
    \/ \E C \in Asked : Sign(C) \/ Refuse(C)
    \/ \E h \in Hand, C \in Asked : Join(h, C)
    \/ Ring
    \/ Leave
=============================================================================
