------------------------ MODULE MCAcknowledgedWrites ------------------------
(***************************************************************************)
(* What a broken model of AcknowledgedWrites puts in the place of Fail.    *)
(***************************************************************************)
EXTENDS AcknowledgedWrites

(* Fail: what was acknowledged may be lost as well. *)
LosesAnything(S) ==
    /\ dataset' = S
    /\ UNCHANGED <<written, acknowledged>>
=============================================================================
