------------------------- MODULE MCLocalRegister -------------------------
(***************************************************************************)
(* What the models of LocalRegister need: bounds, ranks, and the operators *)
(* that a broken model puts in the place of the spec's.                    *)
(***************************************************************************)
EXTENDS LocalRegister

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

(* In the place of MayAsk: clients ask only while the network is cut. *)
WhileCut(n, kind, v) == AFew(n, kind, v) /\ ~IsWhole

(***************************************************************************)
(* In the place of Rank: the nodes being "a", "b", "c".                    *)
(***************************************************************************)
Ranks == [n \in Node |-> CASE n = "a" -> 1 [] n = "b" -> 2 [] n = "c" -> 3]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Slips.  Each takes the place of an operator of the spec, named first.   *)
(***************************************************************************)

(* Rank: writes of one time have no order. *)
NoRank == [n \in Node |-> 0]

(* IsTaken: what comes is taken. *)
Always(n, m) == TRUE

(* BecomeEqual: while the network is cut. *)
BecomeEqualAnyway == <>[](\A p, q \in Node : copy[p] = copy[q])

(* IsTaken: nothing that comes is taken. *)
Never(n, m) == FALSE

(* IsRead: a write is answered as if it were a read; a read is done as if  *)
(* it were a write.                                                        *)
AlwaysRead(n) == TRUE
NeverRead(n) == FALSE

(* NextTime: a write has the time of the one before. *)
SameTime(n) == IF copy[n].time = 0 THEN 1 ELSE copy[n].time
=============================================================================
