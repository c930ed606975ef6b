------------------------------ MODULE Election ------------------------------
(***************************************************************************)
(* Elections of a leader by majority, as in Raft (Ongaro 2014, section     *)
(* 3.4), without logs.  A message that was sent stays sent: it may be      *)
(* received late, more than once, or never.                                *)
(***************************************************************************)
EXTENDS FiniteSets, Naturals
CONSTANT Node
VARIABLES term, votedFor, votes, role, sent
vars == <<term, votedFor, votes, role, sent>>

Init ==
    /\ term = [n \in Node |-> 0]
    /\ votedFor = [n \in Node |-> {}]
    /\ votes = [n \in Node |-> {}]
    /\ role = [n \in Node |-> "follower"]
    /\ sent = {}

(* No leader was heard for some time: n asks all for their votes.          *)
Stand(n) ==
    /\ role[n] # "leader"
    /\ term' = [term EXCEPT ![n] = @ + 1]
    /\ votedFor' = [votedFor EXCEPT ![n] = {n}]
    /\ votes' = [votes EXCEPT ![n] = {n}]
    /\ role' = [role EXCEPT ![n] = "candidate"]
    /\ sent' = sent \cup {[type |-> "ask", from |-> n, term |-> term[n] + 1]}

(* n votes once in a term.  A greater term makes it a follower.            *)
MayVote(n, candidate, t) ==
    \/ t > term[n]
    \/ t = term[n] /\ votedFor[n] \subseteq {candidate}

Vote(n, candidate, t) ==
    /\ [type |-> "ask", from |-> candidate, term |-> t] \in sent
    /\ MayVote(n, candidate, t)
    /\ term' = [term EXCEPT ![n] = t]
    /\ votedFor' = [votedFor EXCEPT ![n] = {candidate}]
    /\ role' = [role EXCEPT ![n] = IF t > term[n] THEN "follower" ELSE @]
    /\ sent' = sent \cup {[type |-> "vote", from |-> n, to |-> candidate, term |-> t]}
    /\ UNCHANGED votes

TakeVote(n, voter, t) ==
    /\ [type |-> "vote", from |-> voter, to |-> n, term |-> t] \in sent
    /\ role[n] = "candidate"
    /\ t = term[n]
    /\ votes' = [votes EXCEPT ![n] = @ \cup {voter}]
    /\ UNCHANGED <<term, votedFor, role, sent>>

Lead(n) ==
    /\ role[n] = "candidate"
    /\ 2 * Cardinality(votes[n]) > Cardinality(Node)
    /\ role' = [role EXCEPT ![n] = "leader"]
    /\ sent' = sent \cup {[type |-> "lead", from |-> n, term |-> term[n]]}
    /\ UNCHANGED <<term, votedFor, votes>>

Follow(n, leader, t) ==
    /\ [type |-> "lead", from |-> leader, term |-> t] \in sent
    /\ n # leader
    /\ t >= term[n]
    /\ term' = [term EXCEPT ![n] = t]
    /\ role' = [role EXCEPT ![n] = "follower"]
    /\ UNCHANGED <<votedFor, votes, sent>>

Next ==
    \E n \in Node :
        \/ Stand(n)
        \/ Lead(n)
        \/ \E m \in sent :
            \/ Vote(n, m.from, m.term)
            \/ TakeVote(n, m.from, m.term)
            \/ Follow(n, m.from, m.term)

Spec == Init /\ [][Next]_vars
=============================================================================
