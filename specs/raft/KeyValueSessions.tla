-------------------------- MODULE KeyValueSessions --------------------------
(***************************************************************************)
(* A key-value store whose clients ask again when they are not answered,   *)
(* so that a request may be in the replicated log more than once: what     *)
(* makes it happen once only is a session.  With it the store remembers    *)
(* the number of the client's last request, and the answer.  D. Ongaro,    *)
(* "Consensus: Bridging Theory and Practice", 2014, section 6.3.           *)
(*                                                                         *)
(* Abstracted away: the log.  Applying its entries is what happens here,   *)
(* one after the other, at no server in particular: all apply the same.    *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
    Client,
    Value,
    None,      \* no value
    Expired,   \* stands for a session that the store has forgotten
    Asks       \* how many requests a client may make

VARIABLES
    value,     \* the value of the key
    asked,     \* asked[c]: the requests of c, in order; the latest may be open
    answered,  \* answered[c]: how many of them have been answered
    session    \* session[c]: the last one applied and its answer; or Expired

vars == <<value, asked, answered, session>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* What this implements.                                                   *)
(***************************************************************************)
IsOpen(c) == Len(asked[c]) > answered[c]

IsApplied(c) == session[c] # Expired /\ session[c].number = Len(asked[c])

Seen(c) ==
    IF ~IsOpen(c) THEN [stage |-> "idle"]
    ELSE IF IsApplied(c) THEN [stage |-> "done", result |-> session[c].answer]
    ELSE [stage |-> "called", operation |-> asked[c][Len(asked[c])]]

Store == INSTANCE KeyValue WITH call <- [c \in Client |-> Seen(c)]

TypeOK ==
    /\ value \in Value \cup {None}
    /\ \A c \in Client :
        /\ asked[c] \in Seq(Store!Operation(Value))
        /\ answered[c] \in {Len(asked[c]), Len(asked[c]) - 1}
        /\ \/ session[c] = Expired
           \/ session[c].number \in 0 .. Len(asked[c])

-----------------------------------------------------------------------------
Init ==
    /\ value = None
    /\ asked = [c \in Client |-> <<>>]
    /\ answered = [c \in Client |-> 0]
    /\ session = [c \in Client |-> [number |-> 0, answer |-> None]]

Ask(c, op) ==
    /\ ~IsOpen(c)
    /\ Len(asked[c]) < Asks
    /\ asked' = [asked EXCEPT ![c] = Append(@, op)]
    /\ UNCHANGED <<value, answered, session>>

(***************************************************************************)
(* A request that was made, lately or long ago, is the next in the log; if *)
(* it is new to its session, it is done.                                   *)
(***************************************************************************)
HasSession(c) == session[c] # Expired

IsNew(c, n) == n > session[c].number

Apply(c, n) ==
    /\ n \in DOMAIN asked[c]
    /\ HasSession(c)
    /\ IsNew(c, n)
    /\ value' = Store!After(value, asked[c][n])
    /\ session' = [session EXCEPT ![c] =
            [number |-> n, answer |-> Store!Told(value, asked[c][n])]]
    /\ UNCHANGED <<asked, answered>>

PassOver(c, n) ==
    /\ n \in DOMAIN asked[c]
    /\ ~(HasSession(c) /\ IsNew(c, n))
    /\ UNCHANGED vars

Answer(c) ==
    /\ IsOpen(c)
    /\ IsApplied(c)
    /\ answered' = [answered EXCEPT ![c] = @ + 1]
    /\ UNCHANGED <<value, asked, session>>

(***************************************************************************)
(* A session that was long not used is forgotten, and its client is never  *)
(* answered again.  That it is forgotten between the request's effect and  *)
(* the answer is left out: the client sees the same as if the answer never *)
(* came.                                                                   *)
(***************************************************************************)
Renewed(c) == Expired

Expire(c) ==
    /\ HasSession(c)
    /\ ~(IsOpen(c) /\ IsApplied(c))
    /\ session' = [session EXCEPT ![c] = Renewed(c)]
    /\ UNCHANGED <<value, asked, answered>>

Next ==
    \E c \in Client :
        \/ \E op \in Store!Operation(Value) : Ask(c, op)
        \/ \E n \in DOMAIN asked[c] : Apply(c, n)
        \/ \E n \in DOMAIN asked[c] : PassOver(c, n)
        \/ Answer(c)
        \/ Expire(c)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* Clients see a linearizable store.                                       *)
(***************************************************************************)
Linearizable == Store!Spec

THEOREM Spec => []TypeOK /\ Linearizable
=============================================================================
