----------------------- MODULE MCTConnectedRegister -----------------------
(***************************************************************************)
(* What the models of TConnectedRegister need: bounds, and the operators   *)
(* that a broken model puts in the place of the spec's.                    *)
(***************************************************************************)
EXTENDS TConnectedRegister

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

(* In the place of MayAsk: nobody asks at the primary. *)
OnlyA(n, kind, v) == AFew(n, kind, v) /\ n = "a"

(* In the place of MayAsk: the primary writes, and "a" reads. *)
OneWrites(n, kind, v) == AFew(n, kind, v) /\ (kind = "write") = (n = "p")

(***************************************************************************)
(* In the place of MayAsk: "a" writes, and "b" reads.                      *)
(***************************************************************************)
AThenB(n, kind, v) ==
    /\ AFew(n, kind, v)
    /\ CASE n = "p" -> FALSE
         [] n = "a" -> kind = "write"
         [] n = "b" -> kind = "read" /\ Answered("a") = 1

(***************************************************************************)
(* In the place of MayAsk: "a" writes, the primary writes, and "a" reads.  *)
(***************************************************************************)
TwoWriteARead(n, kind, v) ==
    CASE n = "p" -> kind = "write" /\ v = "y" /\ Number(n) = 0 /\ Answered("a") = 1
      [] n = "a" -> CASE Number(n) = 0 -> kind = "write" /\ v = "x"
                      [] Number(n) = 1 -> kind = "read" /\ Answered("p") = 1
                      [] OTHER -> FALSE

(***************************************************************************)
(* In the place of MayAsk: the primary reads what "a" has written, writes, *)
(* and reads again.                                                        *)
(***************************************************************************)
ReadWriteRead(n, kind, v) ==
    CASE n = "a" -> kind = "write" /\ v = "x" /\ Number(n) = 0
      [] n = "p" -> /\ Number(n) < 3
                    /\ IF Number(n) = 1
                       THEN kind = "write" /\ v = "y"
                       ELSE kind = "read" /\ ordered["a"] = 1

-----------------------------------------------------------------------------
(***************************************************************************)
(* Slips.  Each takes the place of an operator of the spec, named first.   *)
(***************************************************************************)

(* MayGiveUp: a node answers before the timeout. *)
AtOnce(n) == TRUE

(* Known: a node returns what it has heard, whatever it has written. *)
Heard(n) == latest[n].value

(* MustSend: what was given up is not sent again. *)
Never(n) == FALSE

(* ToSend: a request brings what its client asks for, and nothing lost before. *)
OnlyThis(kind, writes) == IF kind = "write" THEN <<Last(writes)>> ELSE <<>>

(* Unordered: what comes again is ordered again. *)
All(m) == m.writes

(* IsTaken: what comes is taken. *)
Always(n, m) == TRUE

(* IsTaken: nothing that the primary tells is taken. *)
TakenNever(n, m) == FALSE

(* Unordered: the primary orders nothing. *)
Nothing(m) == <<>>

(* Newer: what an answer tells is taken, also if something newer has come. *)
Whatever(c, d) == c

(* IsBusy: the clock of a node goes on although its timeout is over. *)
SendsOnly(n) == MustSend(n) \/ MustTell(n)
=============================================================================
