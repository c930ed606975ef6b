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
(* Abstracted away: the sending of one message to all others is one event; *)
(* what a process does with the resource.                                  *)
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
    requests,  \* requests[p]: how often p has asked; read by the bound alone
    network    \* network[p][q]: the channel from p to q, oldest message first

vars == <<clock, queue, latest, phase, requests, network>>

-----------------------------------------------------------------------------
Ticket == [process : Proc, clock : Nat]

Message ==
    [type : {"request", "acknowledge", "release"}, from : Proc, to : Proc, clock : Nat]

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
(* every other process and puts it on its own queue.                       *)
(***************************************************************************)
Request(p) ==
    /\ phase[p] = "idle"
    /\ requests[p] < MaxRequests
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
=============================================================================
