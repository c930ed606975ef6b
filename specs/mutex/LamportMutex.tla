---------------------------- MODULE LamportMutex ----------------------------
(***************************************************************************)
(* Mutual exclusion without a central authority: the five rules of         *)
(* L. Lamport, "Time, Clocks, and the Ordering of Events in a Distributed  *)
(* System", CACM 21(7), 1978, section "Ordering the Events Totally".       *)
(*                                                                         *)
(* Every step of a process is an event and ticks its clock (IR1); every    *)
(* message carries the time of the event that sent it, and receiving it    *)
(* moves the receiver's clock past that time (IR2).  Channels are FIFO and *)
(* lose nothing, as the paper assumes.                                     *)
(*                                                                         *)
(* Abstracted away: what a process does with the resource.  The sending    *)
(* of a message to all others is one event.  That the algorithm does what  *)
(* a mutex must do (module Mutex) is said in module LamportMutexHistory,   *)
(* since the order of grants is not to be seen in a single state.          *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Proc,        \* the processes
    Rank,        \* Rank[p] \in Nat: the paper's arbitrary total order of processes
    MaxRequests  \* how often each process asks for the resource: bounds the model

ASSUME
    /\ IsFiniteSet(Proc)
    /\ Rank \in [Proc -> Nat]
    /\ \A p, q \in Proc : Rank[p] = Rank[q] => p = q
    /\ MaxRequests \in Nat

VARIABLES
    clock,     \* clock[p]: the time of p's latest event
    queue,     \* queue[p]: the requests that p knows to be outstanding
    latest,    \* latest[p][q]: the time of the latest message p received from q; 0: none
    phase,     \* phase[p]: "idle", "waiting" or "holding"
    requests,  \* requests[p]: how often p has asked; read by MayRequest alone
    network    \* network[p][q]: the channel from p to q, oldest message first

vars == <<clock, queue, latest, phase, requests, network>>

-----------------------------------------------------------------------------
Time == Nat \ {0}  \* of events; 0 is the clock of a process that has had none

Ticket == [process : Proc, clock : Time]

Message ==
    [type : {"request", "acknowledge", "release"}, from : Proc, to : Proc, clock : Time]

(***************************************************************************)
(* The paper's total order => of events, on requests: earlier time first,  *)
(* and of two requests of one time, that of the process of lower rank.     *)
(***************************************************************************)
Precedes(s, t) ==
    \/ s.clock < t.clock
    \/ s.clock = t.clock /\ Rank[s.process] < Rank[t.process]

Max(m, n) == IF m > n THEN m ELSE n

(***************************************************************************)
(* IR1 and IR2: the clock of p after an event; after the receipt of m.     *)
(***************************************************************************)
Tick(p) == clock[p] + 1
TickPast(p, m) == Max(clock[p], m.clock) + 1

(***************************************************************************)
(* The messages that p can receive now: the oldest of each channel to p.   *)
(***************************************************************************)
Deliverable(p) == {Head(network[q][p]) : q \in {r \in Proc : network[r][p] # <<>>}}

(***************************************************************************)
(* The network after p sent a message of this type and time to every other *)
(* process; after p took m from its channel; and answered it.              *)
(***************************************************************************)
Broadcast(p, type, time) ==
    [network EXCEPT ![p] = [q \in Proc |->
        IF q = p THEN @[q]
        ELSE Append(@[q], [type |-> type, from |-> p, to |-> q, clock |-> time])]]

Received(p, m) == [network EXCEPT ![m.from][p] = Tail(@)]

Answered(p, m, type, time) ==
    [Received(p, m) EXCEPT ![p][m.from] =
        Append(@, [type |-> type, from |-> p, to |-> m.from, clock |-> time])]

-----------------------------------------------------------------------------
Init ==
    /\ clock = [p \in Proc |-> 0]
    /\ queue = [p \in Proc |-> {}]
    /\ latest = [p \in Proc |-> [q \in Proc |-> 0]]
    /\ phase = [p \in Proc |-> "idle"]
    /\ requests = [p \in Proc |-> 0]
    /\ network = [p \in Proc |-> [q \in Proc |-> <<>>]]

(***************************************************************************)
(* Rule 1.  To request the resource, p sends the request, timestamped, to  *)
(* every other process and puts it on its own queue.  The paper sets no    *)
(* bound on how often; a model does.                                       *)
(***************************************************************************)
MayRequest(p) == requests[p] < MaxRequests

Request(p) ==
    /\ phase[p] = "idle"
    /\ MayRequest(p)
    /\ clock' = [clock EXCEPT ![p] = Tick(p)]
    /\ queue' = [queue EXCEPT ![p] = @ \cup {[process |-> p, clock |-> Tick(p)]}]
    /\ phase' = [phase EXCEPT ![p] = "waiting"]
    /\ requests' = [requests EXCEPT ![p] = @ + 1]
    /\ network' = Broadcast(p, "request", Tick(p))
    /\ UNCHANGED latest

(***************************************************************************)
(* Rule 2.  A process that receives a request puts it on its queue and     *)
(* sends a timestamped acknowledgement back.                               *)
(***************************************************************************)
ReceiveRequest(p, m) ==
    /\ m.type = "request"
    /\ clock' = [clock EXCEPT ![p] = TickPast(p, m)]
    /\ queue' = [queue EXCEPT ![p] = @ \cup {[process |-> m.from, clock |-> m.clock]}]
    /\ latest' = [latest EXCEPT ![p][m.from] = m.clock]
    /\ network' = Answered(p, m, "acknowledge", TickPast(p, m))
    /\ UNCHANGED <<phase, requests>>

(***************************************************************************)
(* The receipt of an acknowledgement: what counts is only that a message   *)
(* of this time has come from its sender (rule 5).                         *)
(***************************************************************************)
ReceiveAcknowledge(p, m) ==
    /\ m.type = "acknowledge"
    /\ clock' = [clock EXCEPT ![p] = TickPast(p, m)]
    /\ latest' = [latest EXCEPT ![p][m.from] = m.clock]
    /\ network' = Received(p, m)
    /\ UNCHANGED <<queue, phase, requests>>

(***************************************************************************)
(* Rule 5.  p is granted the resource when its request precedes every      *)
(* other on its queue, and p has received a message, of whatever type,     *)
(* timestamped later than its request from every other process.            *)
(***************************************************************************)
IsFirst(p, t) == \A u \in queue[p] \ {t} : Precedes(t, u)

HeardFromAll(p, t) == \A q \in Proc \ {p} : latest[p][q] > t.clock

Enter(p) ==
    /\ phase[p] = "waiting"
    /\ \E t \in queue[p] : t.process = p /\ IsFirst(p, t) /\ HeardFromAll(p, t)
    /\ clock' = [clock EXCEPT ![p] = Tick(p)]
    /\ phase' = [phase EXCEPT ![p] = "holding"]
    /\ UNCHANGED <<queue, latest, requests, network>>

(***************************************************************************)
(* Rule 3.  To release the resource, p removes its request from its queue  *)
(* and sends a timestamped release to every other process.                 *)
(***************************************************************************)
Release(p) ==
    /\ phase[p] = "holding"
    /\ clock' = [clock EXCEPT ![p] = Tick(p)]
    /\ queue' = [queue EXCEPT ![p] = {t \in @ : t.process # p}]
    /\ phase' = [phase EXCEPT ![p] = "idle"]
    /\ network' = Broadcast(p, "release", Tick(p))
    /\ UNCHANGED <<latest, requests>>

(***************************************************************************)
(* Rule 4.  A process that receives a release removes the sender's request *)
(* from its queue.                                                         *)
(***************************************************************************)
ReceiveRelease(p, m) ==
    /\ m.type = "release"
    /\ clock' = [clock EXCEPT ![p] = TickPast(p, m)]
    /\ queue' = [queue EXCEPT ![p] = {t \in @ : t.process # m.from}]
    /\ latest' = [latest EXCEPT ![p][m.from] = m.clock]
    /\ network' = Received(p, m)
    /\ UNCHANGED <<phase, requests>>

Next ==
    \E p \in Proc :
        \/ Request(p)
        \/ Enter(p)
        \/ Release(p)
        \/ \E m \in Deliverable(p) :
            \/ ReceiveRequest(p, m)
            \/ ReceiveAcknowledge(p, m)
            \/ ReceiveRelease(p, m)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* A message that has been sent is received in the end, and a process that *)
(* may enter does so.  Nobody has to ask, and nothing here makes a holder  *)
(* release: that is the condition of GC3, see Granted below.               *)
(***************************************************************************)
ReceiveFrom(p, q) ==
    \E m \in Deliverable(p) :
        /\ m.from = q
        /\ ReceiveRequest(p, m) \/ ReceiveAcknowledge(p, m) \/ ReceiveRelease(p, m)

Fairness ==
    /\ \A p \in Proc : WF_vars(Enter(p))
    /\ \A p, q \in Proc : WF_vars(ReceiveFrom(p, q))

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* GC1.  One holder at a time.                                             *)
(***************************************************************************)
MutualExclusion ==
    \A p, q \in Proc : phase[p] = "holding" /\ phase[q] = "holding" => p = q

(***************************************************************************)
(* GC3.  If every holder releases in the end, every request is granted in  *)
(* the end.  (GC2 is in module LamportMutexHistory.)                       *)
(***************************************************************************)
Granted ==
    (\A p \in Proc : []<>(phase[p] # "holding"))
        => \A p \in Proc : phase[p] = "waiting" ~> phase[p] = "holding"

(***************************************************************************)
(* IR1 and IR2 as a property of steps: the one process that takes a step   *)
(* moves its clock forward, past the time of whatever it has received.     *)
(***************************************************************************)
ClockRules ==
    [][\E p \in Proc :
        /\ clock'[p] > clock[p]
        /\ \A q \in Proc \ {p} : clock'[q] = clock[q]
        /\ \A q \in Proc : latest'[p][q] < clock'[p]]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* Why it works: the conjuncts of the inductive invariant Inv, on which    *)
(* the proof in proofs-notes/mutex.md rests.                               *)
(***************************************************************************)
TypeOK ==
    /\ clock \in [Proc -> Nat]
    /\ queue \in [Proc -> SUBSET Ticket]
    /\ latest \in [Proc -> [Proc -> Nat]]
    /\ phase \in [Proc -> {"idle", "waiting", "holding"}]
    /\ requests \in [Proc -> Nat]
    /\ network \in [Proc -> [Proc -> Seq(Message)]]
    /\ \A p, q \in Proc : \A i \in 1 .. Len(network[p][q]) :
        network[p][q][i].from = p /\ network[p][q][i].to = q
    /\ \A p \in Proc : network[p][p] = <<>> /\ latest[p][p] = 0

(***************************************************************************)
(* The requests of q on the queue of p.  Known(p, p) is p's own request.   *)
(***************************************************************************)
Known(p, q) == {t \in queue[p] : t.process = q}

(***************************************************************************)
(* Between asking and releasing, a process has exactly one request of its  *)
(* own on its queue, made no later than now; otherwise it has none.        *)
(***************************************************************************)
OwnRequest ==
    \A p \in Proc :
        /\ Cardinality(Known(p, p)) = IF phase[p] = "idle" THEN 0 ELSE 1
        /\ \A t \in Known(p, p) : t.clock <= clock[p]

(***************************************************************************)
(* A channel is a window on its sender's past: what p has received from q  *)
(* and what is on its way to p lie, in this order, strictly one after the  *)
(* other in q's time, and not after now.                                   *)
(***************************************************************************)
ChannelsOrdered ==
    \A p, q \in Proc :
        LET channel == network[q][p]
        IN  /\ latest[p][q] <= clock[q]
            /\ \A i \in 1 .. Len(channel) :
                /\ latest[p][q] < channel[i].clock
                /\ channel[i].clock <= clock[q]
                /\ \A j \in 1 .. i - 1 : channel[j].clock < channel[i].clock

(***************************************************************************)
(* What p has received is in its past (IR2), the requests on its queue too.*)
(***************************************************************************)
ReceiptsInThePast ==
    \A p, q \in Proc : p # q =>
        /\ latest[p][q] <= clock[p]
        /\ \A t \in Known(p, q) : t.clock <= latest[p][q]

(***************************************************************************)
(* The requests and releases of q on their way to p, oldest first, and the *)
(* requests of q on p's queue once p has received them all.                *)
(***************************************************************************)
News(q, p) == SelectSeq(network[q][p], LAMBDA m : m.type # "acknowledge")

KnownInTheEnd(p, q) ==
    LET news == News(q, p)
        Released(i) == \E j \in i .. Len(news) : news[j].type = "release"
    IN  {t \in Known(p, q) : ~Released(1)}
        \cup {[process |-> q, clock |-> news[i].clock] :
                 i \in {j \in 1 .. Len(news) : news[j].type = "request" /\ ~Released(j)}}

(***************************************************************************)
(* What p knows of q's requests, corrected by what is on its way, is what  *)
(* q knows of them.                                                        *)
(***************************************************************************)
QueuesAgree ==
    \A p, q \in Proc : p # q => KnownInTheEnd(p, q) = Known(q, q)

(***************************************************************************)
(* A process hears of q's requests and releases by turns, so that it never *)
(* knows of more than one request of q.                                    *)
(***************************************************************************)
RequestsAlternate ==
    \A p, q \in Proc : p # q =>
        LET news == News(q, p)
            first == IF Known(p, q) = {} THEN 1 ELSE 0
        IN  /\ Cardinality(Known(p, q)) <= 1
            /\ \A i \in 1 .. Len(news) : (news[i].type = "request") = (i % 2 = first)

(***************************************************************************)
(* A process that waits is never forgotten: for each other q it has heard  *)
(* from q later than its request, or a later message of q is on its way,   *)
(* or its request is still on its way to q.                                *)
(***************************************************************************)
AnswerOnItsWay ==
    \A p, q \in Proc : \A t \in Known(p, p) : p # q =>
        \/ latest[p][q] > t.clock
        \/ \E i \in 1 .. Len(network[q][p]) : network[q][p][i].clock > t.clock
        \/ \E i \in 1 .. Len(network[p][q]) :
            network[p][q][i].type = "request" /\ network[p][q][i].clock = t.clock

(***************************************************************************)
(* A holder has heard from everyone since its request, and its request     *)
(* precedes those of all others, also those that it has not heard of yet.  *)
(***************************************************************************)
HolderFirst ==
    \A p \in Proc : phase[p] = "holding" =>
        \A t \in Known(p, p) :
            /\ HeardFromAll(p, t)
            /\ \A q \in Proc \ {p} : \A u \in Known(q, q) : Precedes(t, u)

Inv ==
    /\ TypeOK
    /\ OwnRequest
    /\ ChannelsOrdered
    /\ ReceiptsInThePast
    /\ QueuesAgree
    /\ RequestsAlternate
    /\ AnswerOnItsWay
    /\ HolderFirst

THEOREM Spec => []Inv
THEOREM Spec => []MutualExclusion
THEOREM Spec => ClockRules
THEOREM FairSpec => Granted
=============================================================================
