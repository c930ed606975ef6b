------------------------ MODULE LamportMutexHistory ------------------------
(***************************************************************************)
(* LamportMutex, watched: history variables note which requests were made, *)
(* in which order they were granted, and which happened before which.      *)
(* They observe and never hinder, so whatever holds of them here holds of  *)
(* every behaviour of LamportMutex.  With them it refines Mutex: that is   *)
(* the claim that the algorithm is right (GC1, GC2; GC3 is Granted).       *)
(*                                                                         *)
(* Happened-before is the paper's: through the steps of one process, and   *)
(* from the sending of a message to its receipt.  To follow it, each       *)
(* process and each message carries the set of requests in its past.  No   *)
(* clock is read here but as a part of a request's name.                   *)
(***************************************************************************)
EXTENDS LamportMutex

VARIABLES
    requested,  \* the requests made so far
    before,     \* the pairs of them of which the first happened before the second
    granted,    \* those granted so far, in the order of the grants
    past,       \* past[p]: the requests that happened before now, at p
    carried     \* carried[p][q]: for each message in network[p][q] its sender's past

history == <<requested, before, granted, past, carried>>

-----------------------------------------------------------------------------
HistoryInit ==
    /\ Init
    /\ requested = {}
    /\ before = {}
    /\ granted = <<>>
    /\ past = [p \in Proc |-> {}]
    /\ carried = [p \in Proc |-> [q \in Proc |-> <<>>]]

(***************************************************************************)
(* The step of p leaves p with this past; each message that it sends takes *)
(* it along, and each that it receives has left its channel.               *)
(***************************************************************************)
Carry(p, known) ==
    /\ past' = [past EXCEPT ![p] = known]
    /\ carried' =
         [q \in Proc |-> [r \in Proc |->
             CASE q = p /\ Len(network'[q][r]) > Len(network[q][r]) ->
                      Append(carried[q][r], known)
               [] r = p /\ Len(network'[q][r]) < Len(network[q][r]) ->
                      Tail(carried[q][r])
               [] OTHER -> carried[q][r]]]

WatchRequest(p) ==
    /\ Request(p)
    /\ LET t == [process |-> p, clock |-> Tick(p)]
       IN  /\ requested' = requested \cup {t}
           /\ before' = before \cup {<<u, t>> : u \in past[p]}
           /\ Carry(p, past[p] \cup {t})
    /\ UNCHANGED granted

WatchEnter(p) ==
    /\ Enter(p)
    /\ granted' = Append(granted, CHOOSE t \in queue[p] : t.process = p)
    /\ Carry(p, past[p])
    /\ UNCHANGED <<requested, before>>

WatchRelease(p) ==
    /\ Release(p)
    /\ Carry(p, past[p])
    /\ UNCHANGED <<requested, before, granted>>

WatchReceive(p, m) ==
    /\ ReceiveRequest(p, m) \/ ReceiveAcknowledge(p, m) \/ ReceiveRelease(p, m)
    /\ Carry(p, past[p] \cup Head(carried[m.from][p]))
    /\ UNCHANGED <<requested, before, granted>>

HistoryNext ==
    \E p \in Proc :
        \/ WatchRequest(p)
        \/ WatchEnter(p)
        \/ WatchRelease(p)
        \/ \E m \in Deliverable(p) : WatchReceive(p, m)

HistorySpec == HistoryInit /\ [][HistoryNext]_<<vars, history>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The refinement mapping: who holds is read off the phases.               *)
(***************************************************************************)
Holding == UNION {Known(p, p) : p \in {q \in Proc : phase[q] = "holding"}}

Problem == INSTANCE Mutex WITH holding <- Holding

Refinement == Problem!Spec

GC1 == Problem!GC1

GrantedInOrder == Problem!GrantedInOrder

GrantedAsHappened == Problem!GrantedAsHappened

-----------------------------------------------------------------------------
(***************************************************************************)
(* The Clock Condition on requests: what happened before is earlier.       *)
(***************************************************************************)
PastIsEarlier ==
    /\ \A p \in Proc : \A t \in past[p] : t.clock <= clock[p]
    /\ \A p, q \in Proc : \A i \in 1 .. Len(carried[p][q]) : \A t \in carried[p][q][i] :
        t.clock <= network[p][q][i].clock
    /\ \A pair \in before : pair[1].clock < pair[2].clock

(***************************************************************************)
(* What is requested is granted or waits, and what waits is on its own     *)
(* process's queue.                                                        *)
(***************************************************************************)
RequestsAccountedFor ==
    /\ Problem!Waiting = UNION {Known(p, p) : p \in {q \in Proc : phase[q] = "waiting"}}
    /\ \A i \in 1 .. Len(granted) : granted[i] \in requested
    /\ Holding \subseteq (IF granted = <<>> THEN {} ELSE {granted[Len(granted)]})

(***************************************************************************)
(* GC2 at its root.  Each grant precedes the next, all that wait, and, as  *)
(* no clock is behind it any more, all requests ever made from now on.     *)
(***************************************************************************)
GrantsFirst ==
    \A i \in 1 .. Len(granted) :
        /\ \A j \in 1 .. i - 1 : Precedes(granted[j], granted[i])
        /\ \A t \in Problem!Waiting : Precedes(granted[i], t)
        /\ \A p \in Proc : granted[i].clock <= clock[p]

HistoryInv ==
    /\ Inv
    /\ PastIsEarlier
    /\ RequestsAccountedFor
    /\ GrantsFirst

THEOREM HistorySpec => []HistoryInv
THEOREM HistorySpec => [](GC1 /\ GrantedInOrder /\ GrantedAsHappened)
THEOREM HistorySpec => Refinement
=============================================================================
