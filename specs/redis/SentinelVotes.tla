---------------------------- MODULE SentinelVotes ----------------------------
(***************************************************************************)
(* How a sentinel is elected: it begins in a new epoch, asks for votes,    *)
(* and counts them. Part of RedisSentinel; what is left of it without      *)
(* messages is SentinelElection.                                           *)
(***************************************************************************)
EXTENDS SentinelDown

-----------------------------------------------------------------------------
(* A vote is given once in an epoch, and never in one that has passed. *)
GivesVote(t, m) ==
    /\ leader_epoch[t] < m.epoch
    /\ current_epoch[t] <= m.epoch

(* Votes of others are counted in the epoch that the sentinel is in by now. *)
CountedEpoch(s) == current_epoch[s]

VotesHeard(s, c) ==
    {t \in sentinels[s] : heard[s][t].leader = c /\ heard[s][t].epoch = CountedEpoch(s)}

(* The own vote is counted in the epoch in which the failover began. *)
OwnVoteFor(s, c) == leader[s] = c /\ leader_epoch[s] = failover_epoch[s]

VotesFor(s, c) ==
    Cardinality(VotesHeard(s, c)) + (IF OwnVoteFor(s, c) THEN 1 ELSE 0)

Voters(s) == Cardinality(sentinels[s]) + 1

IsMajority(s, n) == n >= Voters(s) \div 2 + 1
IsQuorum(n) == n >= Quorum

IsElected(s) ==
    LET n == VotesFor(s, s)
    IN  IsMajority(s, n) /\ IsQuorum(n)

(* A sentinel votes for whom most have voted, or for itself. *)
Favourites(s) ==
    LET heardOf == {c \in Sentinel : VotesHeard(s, c) # {}}
    IN  IF heardOf = {}
        THEN {s}
        ELSE {c \in heardOf : \A d \in heardOf :
                Cardinality(VotesHeard(s, d)) <= Cardinality(VotesHeard(s, c))}

-----------------------------------------------------------------------------
(***************************************************************************)
(* +new-epoch, of a request for a vote or of a hello message.  A voter     *)
(* need not know who asks, nor take the master for down; it must monitor   *)
(* the same server.  The sender of a hello message is known by then.       *)
(***************************************************************************)
IsRequest(t, m) ==
    m.type = "ask" /\ m.to = t /\ m.candidate # None /\ m.server = master[t]

IsHello(s, m) == m.type = "hello" /\ m.to = s

NewEpoch(s, m) ==
    /\ IsReady(s)
    /\ IsRequest(s, m) \/ (IsHello(s, m) /\ m.from \in sentinels[s])
    /\ m.epoch > current_epoch[s]
    /\ current_epoch' = [current_epoch EXCEPT ![s] = m.epoch]
    /\ UNCHANGED <<running, tilt, leader, leader_epoch, failover, config, flags, news,
                   sent, instances, network, ghosts>>
    /\ Flush(s)

(***************************************************************************)
(* +vote-for-leader, of a request, after NewEpoch if that was due.  A      *)
(* sentinel in TILT votes too, and says that the master is not down.       *)
(***************************************************************************)
SaysDown(t) == ~tilt[t] /\ master[t] \in s_down[t]

Casts(t, c, e) ==
    /\ leader' = [leader EXCEPT ![t] = c]
    /\ leader_epoch' = [leader_epoch EXCEPT ![t] = e]
    /\ cast' = cast \cup {[voter |-> t, epoch |-> e, candidate |-> c]}

Vote(s, m) ==
    /\ IsReady(s)
    /\ IsRequest(s, m)
    /\ m.epoch <= current_epoch[s]
    /\ GivesVote(s, m)
    /\ Casts(s, m.candidate, current_epoch[s])
    /\ Send({Answer(s, m.from, SaysDown(s), m.candidate, current_epoch[s])})
    /\ UNCHANGED <<running, tilt, current_epoch, failover, config, flags, news, sent,
                   instances, elected, configs, written>>
    /\ Flush(s)

(***************************************************************************)
(* Not logged: an answer with the vote that was given before, or, to a     *)
(* request for no vote or about another master, with none.                 *)
(***************************************************************************)
AnswerAsk(s, m) ==
    /\ IsReady(s)
    /\ m.type = "ask" /\ m.to = s
    /\ IsRequest(s, m) => m.epoch <= current_epoch[s] /\ ~GivesVote(s, m)
    /\ Send({IF IsRequest(s, m)
             THEN Answer(s, m.from, SaysDown(s), leader[s], leader_epoch[s])
             ELSE Answer(s, m.from, SaysDown(s) /\ m.server = master[s], None, 0)})
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   instances, ghosts>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* +new-epoch and +try-failover.  The new epoch is on disk with the own    *)
(* vote only; nobody hears of it before.                                   *)
(***************************************************************************)
Begins(s) ==
    /\ current_epoch' = [current_epoch EXCEPT ![s] = @ + 1]
    /\ failover_epoch' = [failover_epoch EXCEPT ![s] = current_epoch[s] + 1]
    /\ failover_state' = [failover_state EXCEPT ![s] = "wait_start"]

StartFailover(s) ==
    /\ Acts(s)
    /\ o_down[s] /\ IsODown(s)
    /\ failover_state[s] = "none"
    /\ MayStart(s)
    /\ Begins(s)
    /\ UNCHANGED <<running, tilt, leader, leader_epoch, forced, promoted_slave, reconf,
                   config, flags, news, sent, storage, instances, network, ghosts>>

(* SENTINEL FAILOVER: nobody is asked.  Logged in the same way. *)
ForceFailover(s) ==
    /\ IsReady(s)
    /\ failover_state[s] = "none"
    /\ slaves[s] \ s_down[s] # {}
    /\ MayForce(s)
    /\ Begins(s)
    /\ forced' = [forced EXCEPT ![s] = TRUE]
    /\ UNCHANGED <<running, tilt, leader, leader_epoch, promoted_slave, reconf, config,
                   flags, news, sent, storage, instances, network, ghosts>>

(***************************************************************************)
(* +vote-for-leader, the first time that the votes are counted.            *)
(***************************************************************************)
OwnVote(s, c) ==
    /\ Acts(s)
    /\ IsToVote(s)
    /\ c \in Favourites(s)
    /\ Casts(s, c, failover_epoch[s])
    /\ UNCHANGED <<running, tilt, current_epoch, failover, config, flags, news, sent,
                   instances, network, elected, configs, written>>
    /\ Flush(s)

(* +elected-leader, +failover-state-select-slave. *)
BecomeLeader(s) ==
    /\ Acts(s)
    /\ failover_state[s] = "wait_start" /\ ~IsToVote(s)
    /\ IsElected(s) \/ forced[s]
    /\ failover_state' = [failover_state EXCEPT ![s] = "select_slave"]
    /\ elected' = elected \cup
        {[sentinel |-> s, epoch |-> failover_epoch[s], counted |-> CountedEpoch(s)]}
    /\ UNCHANGED <<running, tilt, election, failover_epoch, forced, promoted_slave,
                   reconf, config, flags, news, sent, storage, instances, network, cast,
                   configs, written>>

Aborts(s) ==
    /\ failover_state' = [failover_state EXCEPT ![s] = "none"]
    /\ forced' = [forced EXCEPT ![s] = FALSE]
    /\ promoted_slave' = [promoted_slave EXCEPT ![s] = None]

(* -failover-abort-not-elected *)
AbortNotElected(s) ==
    /\ Acts(s)
    /\ failover_state[s] = "wait_start" /\ ~IsToVote(s)
    /\ ~IsElected(s) /\ ~forced[s]
    /\ MayAbort(s)
    /\ Aborts(s)
    /\ UNCHANGED <<running, tilt, election, failover_epoch, reconf, config, flags, news,
                   sent, storage, instances, network, ghosts>>
=============================================================================
