-------------------------- MODULE TwoNodePolicies ---------------------------
(***************************************************************************)
(* Every deterministic policy of a small class, and which of them are      *)
(* atomic and available: the theorem, by trying all.  S. Gilbert and       *)
(* N. Lynch, SIGACT News 33(2), 2002, section 3.                           *)
(*                                                                         *)
(* The client at p writes 1, once; the client at q reads, once; the        *)
(* register is 0 before.  p tells q of the write, and q replies with what  *)
(* it then has.  q asks p for the read, and p replies with what it has.    *)
(* Each of them waits for a while, and then its policy says what to do,    *)
(* from its own value and from what has come until then.                   *)
(***************************************************************************)
EXTENDS Integers

Value == {0, 1}

Nothing == 2  \* no reply came while the node waited

Hold == 2     \* the client is not answered

Came == Value \cup {Nothing}

(***************************************************************************)
(* atOnce: p has the value from the request on, otherwise from its answer. *)
(* keep: what q has when it was told.  write: whether p answers its        *)
(* client, when that has come.  read: what q answers, with this value of   *)
(* its own and when that has come.                                         *)
(***************************************************************************)
Policy ==
    [atOnce : BOOLEAN,
     keep : Value,
     write : [Came -> BOOLEAN],
     read : [Value \X Came -> Value \cup {Hold}]]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Six events in an order: p's client asks, q is told, p stops waiting;    *)
(* q's client asks, p replies, q stops waiting.  A reply has come if the   *)
(* other's event is before the end of the wait.  All are the orders of an  *)
(* asynchronous network, in which a message may be late; in time are those *)
(* in which nobody stops waiting too early.                                *)
(***************************************************************************)
Event == {"write", "told", "written", "read", "replied", "answered"}

AllOrders ==
    {o \in [Event -> 1 .. 6] :
        /\ o["write"] < o["told"] /\ o["write"] < o["written"]
        /\ o["read"] < o["replied"] /\ o["read"] < o["answered"]
        /\ \A d, e \in Event : o[d] = o[e] => d = e}

IsInTime(o) == o["told"] < o["written"] /\ o["replied"] < o["answered"]

(* Written so that TLC keeps them, and does not look for them in every state. *)
Orders == {o : o \in AllOrders}

InTime == {o : o \in {p \in AllOrders : IsInTime(p)}}

Arrives(o, isCut, sent, before) == ~isCut /\ o[sent] < o[before]

IsWritten(pi, o, isCut) ==
    pi.write[IF Arrives(o, isCut, "told", "written") THEN pi.keep ELSE Nothing]

AtP(pi, o, isCut, event) ==
    IF \/ pi.atOnce /\ o["write"] < o[event]
       \/ IsWritten(pi, o, isCut) /\ o["written"] < o[event]
    THEN 1 ELSE 0

Read(pi, o, isCut) ==
    LET own == IF Arrives(o, isCut, "told", "answered") THEN pi.keep ELSE 0
        came == IF Arrives(o, isCut, "replied", "answered")
                THEN AtP(pi, o, isCut, "replied") ELSE Nothing
    IN  pi.read[<<own, came>>]

IsAnswered(pi, o, isCut) == IsWritten(pi, o, isCut) /\ Read(pi, o, isCut) # Hold

(***************************************************************************)
(* A read after the write returns 1, and one before it returns 0.          *)
(***************************************************************************)
IsAtomic(pi, o, isCut) ==
    /\ IsWritten(pi, o, isCut) /\ o["written"] < o["read"] => Read(pi, o, isCut) # 0
    /\ o["answered"] < o["write"] => Read(pi, o, isCut) # 1

IsBoth(pi, orders, isCut) ==
    \A o \in orders : IsAnswered(pi, o, isCut) /\ IsAtomic(pi, o, isCut)

-----------------------------------------------------------------------------
VARIABLE policy

Init == policy \in Policy

Choose(pi) == policy' = pi

Next == \E pi \in {policy} : Choose(pi)

Spec == Init /\ [][Next]_policy

(***************************************************************************)
(* Theorem 1: none is both if nothing arrives.  Corollary 1.1: none is     *)
(* both if all arrives, but nobody knows when.                             *)
(***************************************************************************)
NotBothWhenCut == ~IsBoth(policy, InTime, TRUE)

NotBothWhenLate == ~IsBoth(policy, Orders, FALSE)

THEOREM Spec => [](NotBothWhenCut /\ NotBothWhenLate)

(***************************************************************************)
(* False: if all arrives in time, some are both.                           *)
(***************************************************************************)
NotBothWhenWhole == ~IsBoth(policy, InTime, FALSE)
=============================================================================
