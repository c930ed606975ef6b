------------------------ MODULE MCLamportMutexHistory ------------------------
(***************************************************************************)
(* What the models of LamportMutexHistory need.                            *)
(***************************************************************************)
EXTENDS LamportMutexHistory, TLC

(***************************************************************************)
(* "p1" has rank 1, "p2" rank 2, and so on.                                *)
(***************************************************************************)
RankByName == [p \in Proc |-> CHOOSE i \in 1 .. 9 : p = "p" \o ToString(i)]

(***************************************************************************)
(* TLC enumerates the requests that Mutex allows, so they have to be few:  *)
(* Ticket is overridden by this.  That clocks stay below the limit is part *)
(* of TypeOK.                                                              *)
(***************************************************************************)
FewTickets == [process : Proc, clock : 1 .. 40]

(***************************************************************************)
(* All requests that the bound allows are made, granted and released, and  *)
(* nothing is under way.                                                   *)
(***************************************************************************)
Ended ==
    /\ \A p \in Proc : phase[p] = "idle" /\ ~MayRequest(p)
    /\ \A p \in Proc : Deliverable(p) = {}
    /\ UNCHANGED <<vars, history>>

EndingSpec == HistoryInit /\ [][HistoryNext \/ Ended]_<<vars, history>>

(***************************************************************************)
(* In the place of MayRequest: the third process makes no request; nor the *)
(* second more than one.                                                   *)
(***************************************************************************)
ThirdOnlyAnswers(p) == p # "p3" /\ requests[p] < 1
TwiceOnceNever(p) ==
    requests[p] < CASE p = "p1" -> 2 [] p = "p2" -> 1 [] OTHER -> 0

(***************************************************************************)
(* IR2 left out: a receipt ticks the clock like any event.                 *)
(***************************************************************************)
TickOnly(p, m) == Tick(p)
=============================================================================
