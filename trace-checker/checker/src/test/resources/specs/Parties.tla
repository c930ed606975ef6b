------------------------------ MODULE Parties ------------------------------
(* Actions whose parameters range over processes in different ways, or over *)
(* what is no process.                                                      *)
EXTENDS Integers, FiniteSets

CONSTANTS Party, Rooms

VARIABLES at, known, letters, waiting, room, seat

vars == <<at, known, letters, waiting, room, seat>>

Init ==
    /\ at = [p \in Party |-> 0]
    /\ known = [n \in 1..3 |-> 0]
    /\ letters = {}
    /\ waiting = {}
    /\ room = 0
    /\ seat = [n \in 1..3 |-> 0]

(* One parameter, of the processes. *)
Move(p) ==
    /\ at[p] = 0
    /\ at' = [at EXCEPT ![p] = 1]
    /\ UNCHANGED <<known, letters, waiting, room, seat>>

(* The same, through other definitions. *)
Rest(p) ==
    /\ at[p] = 1
    /\ at' = [at EXCEPT ![p] = 0]
    /\ UNCHANGED <<known, letters, waiting, room, seat>>

OfSome(S) == \E one \in S : Rest(one)

(* Two of the processes. *)
Write(from, to) ==
    /\ letters' = letters \union {[from |-> from, to |-> to]}
    /\ UNCHANGED <<at, known, waiting, room, seat>>

(* A message, which names its processes. *)
Read(m) ==
    /\ letters' = letters \ {m}
    /\ at' = [at EXCEPT ![m.to] = 1]
    /\ UNCHANGED <<known, waiting, room, seat>>

(* A process, and a message that it takes apart. *)
Keep(p, m) ==
    /\ m.to = p
    /\ at[p] = 1
    /\ letters' = letters \ {m}
    /\ UNCHANGED <<at, known, waiting, room, seat>>

Wait(p) ==
    /\ waiting' = waiting \union {p}
    /\ UNCHANGED <<at, known, letters, room, seat>>

(* A process, and what may be another one. *)
Call(p, w) ==
    /\ at[p] = 1
    /\ waiting' = waiting \ {w}
    /\ UNCHANGED <<at, known, letters, room, seat>>

(* A number that is no process, though processes may have that number: *)
(* nothing is a function of it.                                        *)
Count(n) ==
    /\ room' = n
    /\ UNCHANGED <<at, known, letters, waiting, seat>>

(* Numbers that index something, but of which there are others. *)
Enter(n) ==
    /\ known[n] = 0
    /\ known' = [known EXCEPT ![n] = 1]
    /\ UNCHANGED <<at, letters, waiting, room, seat>>

Sit(n) ==
    /\ seat[n] = 0
    /\ seat' = [seat EXCEPT ![n] = 1]
    /\ UNCHANGED <<at, known, letters, waiting, room>>

Tick == UNCHANGED vars

Next ==
    \/ \E p \in Party : Move(p) \/ Wait(p)
    \/ OfSome(Party)
    \/ \E from, to \in Party : Write(from, to)
    \/ \E m \in letters : Read(m)
    \/ \E p \in Party, m \in letters : Keep(p, m)
    \/ \E p \in Party : \E w \in waiting : Call(p, w)
    \/ \E n \in 1..3 : Count(n) \/ Sit(n)
    \/ \E n \in 1..Rooms : Enter(n)
    \/ Tick

Spec == Init /\ [][Next]_vars
============================================================================
