--------------------------- MODULE MCLamportMutex ---------------------------
(***************************************************************************)
(* What the models of LamportMutex need: a rank for each process, an end   *)
(* that is no deadlock, a view under which any number of requests makes    *)
(* finitely many states, and the operators that a broken model puts in the *)
(* place of the spec's.                                                    *)
(***************************************************************************)
EXTENDS LamportMutex, TLC

(***************************************************************************)
(* "p1" has rank 1, "p2" rank 2, and so on.                                *)
(***************************************************************************)
RankByName == [p \in Proc |-> CHOOSE i \in 1 .. 9 : p = "p" \o ToString(i)]

(***************************************************************************)
(* When all requests that the bound allows are made, granted and released  *)
(* and nothing is under way, the model has ended; TLC reports any other    *)
(* state without a successor as a deadlock.                                *)
(***************************************************************************)
Ended ==
    /\ \A p \in Proc : phase[p] = "idle" /\ ~MayRequest(p)
    /\ \A p \in Proc : Deliverable(p) = {}
    /\ UNCHANGED vars

EndingSpec == Init /\ [][Next \/ Ended]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* The view.  It keeps what the actions ask of a state, in the form in     *)
(* which they ask it, so that two states of one view take the same steps,  *)
(* again to states of one view, and one of them stands for both:           *)
(*                                                                         *)
(* - Times are only compared, the later of two is taken, and 1 is added.   *)
(*   So a time counts by its distance from the slowest clock.              *)
(* - A time on its way to p that is later than p's clock is kept, as IR2   *)
(*   will move p's clock past it.                                          *)
(* - Of one that is not, or that p has received, p only asks whether it is *)
(*   later than its own request (rule 5, condition ii), and if it is a     *)
(*   request's, whether p's own precedes it (condition i); and this only   *)
(*   as long as p waits.                                                   *)
(*   A request that p makes from here on is later than all of these.       *)
(*                                                                         *)
(* An invariant checked under this view may read phase, and no times.      *)
(***************************************************************************)
Slowest == CHOOSE n \in {clock[p] : p \in Proc} : \A p \in Proc : n <= clock[p]

ViewOfQueue(p) ==
    {<<u.process,
       phase[p] = "waiting" /\ \A t \in Known(p, p) : Precedes(t, u)>> : u \in queue[p]}

HeardSinceRequest(p, time) ==
    phase[p] = "waiting" /\ \A t \in Known(p, p) : time > t.clock

ViewOfMessage(p, m) ==
    IF m.clock > clock[p] THEN <<m.type, m.clock - Slowest>>
    ELSE <<m.type,
           HeardSinceRequest(p, m.clock),
           /\ m.type = "request"
           /\ phase[p] = "waiting"
           /\ \A t \in Known(p, p) :
                 Precedes(t, [process |-> m.from, clock |-> m.clock])>>

Relative ==
    [p \in Proc |->
        <<phase[p],
          clock[p] - Slowest,
          ViewOfQueue(p),
          {q \in Proc : HeardSinceRequest(p, latest[p][q])},
          [q \in Proc |->
              [i \in 1 .. Len(network[q][p]) |-> ViewOfMessage(p, network[q][p][i])]]>>]

RelativeAndCounted == <<Relative, requests>>

(***************************************************************************)
(* Bounds in the place of MayRequest.  Without a bound on the requests,    *)
(* nothing reads their number.                                             *)
(***************************************************************************)
Always(p) == TRUE
FirstTwiceOthersOnce(p) == requests[p] < IF p = "p1" THEN 2 ELSE 1
TwiceOnceNever(p) == requests[p] < CASE p = "p1" -> 2 [] p = "p2" -> 1 [] OTHER -> 0

-----------------------------------------------------------------------------
(***************************************************************************)
(* Slips.  Each takes the place of an operator of the spec, named first.   *)
(***************************************************************************)

(* HeardFromAll: one other process is enough; nobody need be heard. *)
HeardFromSome(p, t) == \E q \in Proc \ {p} : latest[p][q] > t.clock
HeardFromNobody(p, t) == TRUE

(* IsFirst: the place on the queue does not matter. *)
AnyPlace(p, t) == TRUE

(* TickPast: IR2 left out, a receipt ticks the clock like any event. *)
TickOnly(p, m) == Tick(p)

(* Precedes: of two requests of one time, each precedes the other; neither does. *)
BothPrecede(s, t) == s.clock <= t.clock
NeitherPrecedes(s, t) == s.clock < t.clock

(* Deliverable, Received: channels are not FIFO. *)
AnyUnderWay(p) ==
    UNION {{network[q][p][i] : i \in 1 .. Len(network[q][p])} : q \in Proc}
TakenOut(p, m) ==
    [network EXCEPT ![m.from][p] = SelectSeq(@, LAMBDA n : n # m)]

(***************************************************************************)
(* Messages of one type may be lost.                                       *)
(***************************************************************************)
Lose(type) ==
    /\ \E p \in Proc : \E m \in Deliverable(p) :
        /\ m.type = type
        /\ network' = Received(p, m)
    /\ UNCHANGED <<clock, queue, latest, phase, requests>>

LosingRequests == Init /\ [][Next \/ Lose("request")]_vars /\ Fairness

LosingAcknowledgements == Init /\ [][Next \/ Lose("acknowledge")]_vars /\ Fairness

LosingReleases == Init /\ [][Next \/ Lose("release")]_vars /\ Fairness

(***************************************************************************)
(* GC3 without its condition.  Not true: a holder may keep the resource.   *)
(***************************************************************************)
GrantedWhateverHoldersDo ==
    \A p \in Proc : phase[p] = "waiting" ~> phase[p] = "holding"

(***************************************************************************)
(* Not invariants: states that can be reached, and should be.              *)
(***************************************************************************)
NeverTied ==
    \A p, q \in Proc : p # q =>
        \A t \in Known(p, p), u \in Known(q, q) : t.clock # u.clock

NeverGrantedWithoutAcknowledgement ==
    \A p \in Proc : phase[p] = "holding" =>
        \E q \in Proc \ {p} : \E u \in queue[q] : u.process = p
=============================================================================
