------------------------ MODULE MCPrimaryRegister ------------------------
(***************************************************************************)
(* What the models of PrimaryRegister need: bounds, and the operators that a *)
(* broken model puts in the place of the spec's.                           *)
(***************************************************************************)
EXTENDS PrimaryRegister

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

(* In the place of MayAsk: clients at one node only, not at the primary. *)
OnlyOne(n, kind, v) == AFew(n, kind, v) /\ n = "b"

(***************************************************************************)
(* In the place of MayAsk: "b" reads what the primary has written, writes, *)
(* and reads again.                                                        *)
(***************************************************************************)
ReadWriteRead(n, kind, v) ==
    CASE n = "a" -> kind = "write" /\ v = "x" /\ Number(n) = 0
      [] n = "b" -> /\ Number(n) < 3
                    /\ IF Number(n) = 1
                       THEN kind = "write" /\ v = "y"
                       ELSE kind = "read" /\ served["a"].number = 1

-----------------------------------------------------------------------------
(***************************************************************************)
(* Slips.  Each takes the place of an operator of the spec, named first.   *)
(***************************************************************************)

(* IsNew: a request that comes again is done again. *)
AlwaysNew(m) == TRUE

(* IsExpected: an answer to an earlier operation is taken for one to this. *)
AnyAnswer(n, m) == IsWaiting(n)

(* IsUndone: the primary does an operation of its own client again and     *)
(* again; it does none, and answers.                                       *)
Always(n) == TRUE
Never(n) == FALSE

(* IsLatest: who asks again is not answered again. *)
NotAgain(m) == FALSE
=============================================================================
