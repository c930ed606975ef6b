----------------------- MODULE MCAvailableRegister -----------------------
(***************************************************************************)
(* What the models of AvailableRegister need: a bound.                     *)
(***************************************************************************)
EXTENDS AvailableRegister

CONSTANT Most  \* operations that a client asks for

(***************************************************************************)
(* In the place of MayAsk: so many operations, and each value is written   *)
(* once.                                                                   *)
(***************************************************************************)
AFew(n, kind, v) ==
    /\ Len(history[n]) < Most
    /\ kind = "write" =>
         \A q \in Node : \A i \in 1 .. Len(history[q]) :
             ~(history[q][i].kind = "write" /\ history[q][i].value = v)
=============================================================================
