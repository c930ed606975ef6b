--------------------------- MODULE RaftLeadership ---------------------------
(***************************************************************************)
(* Whether a leader stays: elections among servers of which some cannot    *)
(* hear some others, or were removed and do not know it.  What pre-votes   *)
(* and CheckQuorum are for (D. Ongaro, "Consensus: Bridging Theory and     *)
(* Practice", 2014, sections 4.2.3, 6.2 and 9.6).                          *)
(*                                                                         *)
(* Time.  Messages and heartbeats are fast against election timers.  So a  *)
(* timer fires only at a server that hears no leader, and an election is   *)
(* one step: the candidate asks, all that hear it answer, and what of that *)
(* it hears decides.                                                       *)
(*                                                                         *)
(* Abstracted away: delays, and with them split votes; entries, but for    *)
(* who lacks some; how far apart terms are.  Raft.tla says what a server   *)
(* does with each message; here are only the consequences for who leads.   *)
(***************************************************************************)
EXTENDS Configurations

CONSTANTS
    Server,     \* all servers
    View,       \* View[s]: the servers in the configuration that s goes by
    Link,       \* <<s, v>>: what s sends reaches v
    Behind,     \* the servers whose logs lack entries that the others have
    Flapping,   \* the servers whose links come and go, together
    PreVote,    \* as in Raft
    CheckQuorum \* as in Raft

ASSUME
    /\ View \in [Server -> SUBSET Server]
    /\ Link \subseteq Server \X Server
    /\ Behind \subseteq Server
    /\ Flapping \subseteq Server

VARIABLES
    term,   \* term[s]: how many earlier terms there are servers in
    leads,  \* the servers that lead
    away    \* the servers whose links are gone

vars == <<term, leads, away>>

TypeOK ==
    /\ term \in [Server -> 0 .. Cardinality(Server)]
    /\ leads \subseteq Server
    /\ away \subseteq Flapping

(***************************************************************************)
(* Of terms only the order is kept.                                        *)
(***************************************************************************)
Ranks(t) == [s \in Server |-> Cardinality({t[v] : v \in {v \in Server : t[v] < t[s]}})]

-----------------------------------------------------------------------------
Reaches(s, v) == s # v /\ <<s, v>> \in Link /\ {s, v} \cap away = {}

InContact(s, v) == s = v \/ (Reaches(s, v) /\ Reaches(v, s))

(***************************************************************************)
(* A leader sends heartbeats to those in its configuration.                *)
(***************************************************************************)
Hears(v, l) == l \in leads /\ v \in View[l] /\ Reaches(l, v)

HasLeader(v) == v \in leads \/ \E l \in leads : Hears(v, l) /\ term[l] >= term[v]

(***************************************************************************)
(* Whom l, as a leader, gets answers from.                                 *)
(***************************************************************************)
Followers(l) == {v \in View[l] : InContact(l, v) /\ term[v] <= term[l]}

HasQuorum(l) == IsQuorum(Followers(l), Simple(View[l]))

-----------------------------------------------------------------------------
(***************************************************************************)
(* Whatever has happened before: any terms, and leaders of different ones. *)
(***************************************************************************)
Init ==
    /\ term \in {t \in [Server -> 0 .. Cardinality(Server)] : t = Ranks(t)}
    /\ leads \in {L \in SUBSET Server : \A l, k \in L : term[l] = term[k] => l = k}
    /\ away \in SUBSET Flapping

(***************************************************************************)
(* A heartbeat of l reaches v.  The one in the earlier term learns of the  *)
(* later, l if it hears the answer, and then leads no longer.              *)
(***************************************************************************)
Heartbeat(l, v) ==
    /\ Hears(v, l)
    /\ \/ /\ term[l] > term[v]
          /\ term' = Ranks([term EXCEPT ![v] = term[l]])
          /\ leads' = leads \ {v}
       \/ /\ term[l] < term[v]
          /\ Reaches(v, l)
          /\ term' = Ranks([term EXCEPT ![l] = term[v]])
          /\ leads' = leads \ {l}
    /\ UNCHANGED away

(***************************************************************************)
(* Who would vote for c: as in Raft, nobody who has a leader, or whose log *)
(* is better.                                                              *)
(***************************************************************************)
GoodEnough(c, v) == c \in Behind => v \in Behind

PreVotes(c) ==
    {c} \cup {v \in View[c] :
        InContact(c, v) /\ term[v] <= term[c] /\ GoodEnough(c, v) /\ ~HasLeader(v)}

(***************************************************************************)
(* The timer of c fires.  It stands for election in a new term, unless it  *)
(* would be in vain.  With CheckQuorum those who have a leader take no     *)
(* notice; the others come to that term, and vote if c's log is good       *)
(* enough.                                                                 *)
(***************************************************************************)
Notices(v, c) ==
    Reaches(c, v) /\ term[v] <= term[c] /\ ~(CheckQuorum /\ HasLeader(v))

Votes(c) ==
    {c} \cup {v \in View[c] : Notices(v, c) /\ Reaches(v, c) /\ GoodEnough(c, v)}

Stand(c) ==
    /\ ~HasLeader(c)
    /\ PreVote => IsQuorum(PreVotes(c), Simple(View[c]))
    /\ LET N == {v \in View[c] : Notices(v, c)}
       IN  /\ term' = Ranks([s \in Server |->
                IF s = c \/ s \in N THEN term[c] + 1 ELSE term[s]])
           /\ leads' = (leads \ N) \cup
                IF IsQuorum(Votes(c), Simple(View[c])) THEN {c} ELSE {}
    /\ UNCHANGED away

(***************************************************************************)
(* Who refuses because its term is later says so.                          *)
(***************************************************************************)
LearnTerm(c, v) ==
    /\ ~HasLeader(c)
    /\ v \in View[c]
    /\ InContact(c, v)
    /\ term[v] > term[c]
    /\ term' = Ranks([term EXCEPT ![c] = term[v]])
    /\ UNCHANGED <<leads, away>>

Resign(l) ==
    /\ CheckQuorum
    /\ l \in leads
    /\ ~HasQuorum(l)
    /\ leads' = leads \ {l}
    /\ UNCHANGED <<term, away>>

Flap(s) ==
    /\ s \in Flapping
    /\ away' = IF s \in away THEN away \ {s} ELSE away \cup {s}
    /\ UNCHANGED <<term, leads>>

(***************************************************************************)
(* What s does about what it hears, or does not hear.                      *)
(***************************************************************************)
Respond(s) ==
    \/ \E v \in Server : Heartbeat(s, v)
    \/ \E v \in Server : LearnTerm(s, v)
    \/ Resign(s)

Next == \E s \in Server : Stand(s) \/ Respond(s) \/ Flap(s)

(***************************************************************************)
(* What a server can do again and again it does some time.  Strongly fair, *)
(* since links come and go.                                                *)
(***************************************************************************)
Fairness == \A s \in Server : SF_vars(Stand(s)) /\ SF_vars(Respond(s))

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* From some time on a server leads that has a quorum, so what clients ask *)
(* for can be committed; and it is always the same.                        *)
(***************************************************************************)
LeaderStays ==
    /\ <>[](\E l \in leads : HasQuorum(l))
    /\ <>[][leads' = leads]_vars

THEOREM Spec => []TypeOK
THEOREM Spec => LeaderStays
=============================================================================
