-------------------------------- MODULE Mutex --------------------------------
(***************************************************************************)
(* What a mutex must do, whoever does it and however: the conditions GC1,  *)
(* GC2 and GC3 of L. Lamport, "Time, Clocks, and the Ordering of Events in *)
(* a Distributed System", CACM 21(7), 1978, section "Ordering the Events   *)
(* Totally".                                                               *)
(*                                                                         *)
(* "In the order in which they are made" (GC2) has two readings where no   *)
(* clock is shared: requests are ordered by happened-before, ->, partly,   *)
(* and by the total order => that extends it and decides the rest.  Here   *)
(* grants follow both.  What remains open is how => comes about.           *)
(*                                                                         *)
(* Abstracted away: messages, clocks, who knows what.                      *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Proc,           \* the processes
    Ticket,         \* the requests there can be; t.process is who makes it
    Precedes(_, _)  \* the total order => on them

VARIABLES
    requested,  \* the requests made so far
    before,     \* happened-before, as a set of pairs of requests made
    granted,    \* the requests granted so far, in the order of the grants
    holding     \* the requests that are granted and not yet released

vars == <<requested, before, granted, holding>>

-----------------------------------------------------------------------------
IsGranted(t) == \E i \in 1 .. Len(granted) : granted[i] = t

Waiting == {t \in requested : ~IsGranted(t)}

Init ==
    /\ requested = {}
    /\ before = {}
    /\ granted = <<>>
    /\ holding = {}

(***************************************************************************)
(* A process makes a request, one at a time.  The requests that happened   *)
(* before it are its past: all earlier ones of its process, and with each  *)
(* all that happened before that.  The total order places it after its     *)
(* past, and after all that has been granted: no grant is ever overtaken   *)
(* by hindsight.                                                           *)
(***************************************************************************)
IsPast(past, t) ==
    /\ \A u \in requested : u.process = t.process => u \in past
    /\ \A pair \in before : pair[2] \in past => pair[1] \in past

AfterGrants(t) == \A i \in 1 .. Len(granted) : Precedes(granted[i], t)

Request(t) ==
    /\ \A u \in Waiting \cup holding : u.process # t.process
    /\ AfterGrants(t)
    /\ requested' = requested \cup {t}
    /\ \E past \in SUBSET {u \in requested : Precedes(u, t)} :
        /\ IsPast(past, t)
        /\ before' = before \cup {<<u, t>> : u \in past}
    /\ UNCHANGED <<granted, holding>>

(***************************************************************************)
(* The first of the waiting requests is granted when nobody holds.         *)
(***************************************************************************)
Free == holding = {}

IsFirst(t) == \A u \in Waiting \ {t} : Precedes(t, u)

Grant(t) ==
    /\ Free
    /\ t \in Waiting
    /\ IsFirst(t)
    /\ granted' = Append(granted, t)
    /\ holding' = holding \cup {t}
    /\ UNCHANGED <<requested, before>>

Release(t) ==
    /\ t \in holding
    /\ holding' = holding \ {t}
    /\ UNCHANGED <<requested, before, granted>>

Next ==
    \/ \E t \in Ticket : Request(t)
    \/ \E t \in requested : Grant(t)
    \/ \E t \in holding : Release(t)

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ WF_vars(\E t \in requested : Grant(t))

-----------------------------------------------------------------------------
TypeOK ==
    /\ requested \subseteq Ticket
    /\ before \subseteq requested \X requested
    /\ granted \in Seq(requested)
    /\ holding \subseteq requested

(***************************************************************************)
(* GC1.  A process that has been granted the resource must release it      *)
(* before it can be granted to another process.                            *)
(***************************************************************************)
GC1 == Cardinality(holding) <= 1

(***************************************************************************)
(* GC2.  Different requests must be granted in the order in which they are *)
(* made: when a request has been granted, those before it have been        *)
(* granted earlier.  Once in the total order, once in happened-before.     *)
(***************************************************************************)
EarlierGrant(t, i) == \E j \in 1 .. i - 1 : granted[j] = t

GrantedInOrder ==
    \A i \in 1 .. Len(granted) : \A t \in requested :
        Precedes(t, granted[i]) => EarlierGrant(t, i)

GrantedAsHappened ==
    \A i \in 1 .. Len(granted) : \A t \in requested :
        <<t, granted[i]>> \in before => EarlierGrant(t, i)

GC2 == GrantedInOrder /\ GrantedAsHappened

(***************************************************************************)
(* GC3.  If every process which is granted the resource eventually         *)
(* releases it, then every request is eventually granted.                  *)
(***************************************************************************)
Waits(p) == \E t \in Waiting : t.process = p
Holds(p) == \E t \in holding : t.process = p

GC3 == (\A p \in Proc : []<>~Holds(p)) => \A p \in Proc : Waits(p) ~> Holds(p)

THEOREM Spec => [](TypeOK /\ GC1 /\ GC2)
THEOREM FairSpec => GC3
=============================================================================
