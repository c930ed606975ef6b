---------------------------- MODULE SentinelDown -----------------------------
(***************************************************************************)
(* How a sentinel finds out that the master is down: it reaches servers or *)
(* not, asks the others, and reads what servers report. Part of            *)
(* RedisSentinel.                                                          *)
(***************************************************************************)
EXTENDS SentinelState

-----------------------------------------------------------------------------
(***************************************************************************)
(* Down, subjectively: +sdown, -sdown of the master or a replica.          *)
(***************************************************************************)
SDown(s, r) ==
    /\ Acts(s)
    /\ r \in slaves[s] \cup {master[s]} /\ r \notin s_down[s]
    /\ MaySDown(s, r)
    /\ s_down' = [s_down EXCEPT ![s] = @ \cup {r}]
    /\ UNCHANGED <<running, tilt, election, failover, config, o_down, master_down, news,
                   sent, storage, instances, network, ghosts>>

SUp(s, r) ==
    /\ Acts(s)
    /\ r \in s_down[s] /\ ~SaysReplica(s, r)
    /\ MaySUp(s, r)
    /\ s_down' = [s_down EXCEPT ![s] = @ \ {r}]
    /\ UNCHANGED <<running, tilt, election, failover, config, o_down, master_down, news,
                   sent, storage, instances, network, ghosts>>

(***************************************************************************)
(* Down, objectively: +odown, -odown.  Answers of different times are      *)
(* added up.                                                               *)
(***************************************************************************)
ODown(s) ==
    /\ Acts(s)
    /\ ~o_down[s] /\ IsODown(s)
    /\ o_down' = [o_down EXCEPT ![s] = TRUE]
    /\ UNCHANGED <<running, tilt, election, failover, config, s_down, master_down, news,
                   sent, storage, instances, network, ghosts>>

OUp(s) ==
    /\ Acts(s)
    /\ o_down[s] /\ ~IsODown(s)
    /\ o_down' = [o_down EXCEPT ![s] = FALSE]
    /\ UNCHANGED <<running, tilt, election, failover, config, s_down, master_down, news,
                   sent, storage, instances, network, ghosts>>

(***************************************************************************)
(* Not logged: all known sentinels are asked whether the master is down.   *)
(* A sentinel with a failover asks for a vote too, in the epoch that it is *)
(* in by now, also when it has been elected.  It asks for none before it   *)
(* has voted itself: that happens in the same run of the timer.            *)
(***************************************************************************)
IsToVote(s) ==
    /\ failover_state[s] = "wait_start"
    /\ leader_epoch[s] < failover_epoch[s] /\ current_epoch[s] <= failover_epoch[s]

AskOthers(s) ==
    /\ Acts(s)
    /\ master[s] \in s_down[s]
    /\ ~IsToVote(s)
    /\ MayAsk(s)
    /\ Send({Ask(s, t) : t \in sentinels[s]})
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   instances, ghosts>>

(***************************************************************************)
(* "... voted for ...", if that has another epoch than what this sentinel  *)
(* said before; else not logged.                                           *)
(***************************************************************************)
TakeAnswer(s, m) ==
    /\ IsReady(s)
    /\ m.type = "answer" /\ m.to = s /\ m.from \in sentinels[s]
    /\ master_down' = [master_down EXCEPT ![s] =
        IF m.down THEN @ \cup {m.from} ELSE @ \ {m.from}]
    /\ heard' = IF m.leader = None
                THEN heard
                ELSE [heard EXCEPT ![s][m.from] =
                        [leader |-> m.leader, epoch |-> m.epoch]]
    /\ UNCHANGED <<running, tilt, election, failover, config, s_down, o_down, reported,
                   sent, storage, instances, network, ghosts>>

(* The one that answered is known no more: SENTINEL RESET. *)
IgnoreAnswer(s, m) ==
    /\ IsReady(s)
    /\ m.type = "answer" /\ m.to = s /\ m.from \notin sentinels[s]
    /\ UNCHANGED vars

(***************************************************************************)
(* Not logged: an answer is too old.                                       *)
(***************************************************************************)
ForgetAnswer(s, t) ==
    /\ Acts(s)
    /\ t \in sentinels[s]
    /\ t \in master_down[s] \/ heard[s][t].leader # None
    /\ MayForget(s, t)
    /\ master_down' = [master_down EXCEPT ![s] = @ \ {t}]
    /\ heard' = [heard EXCEPT ![s][t].leader = None]
    /\ UNCHANGED <<running, tilt, election, failover, config, s_down, o_down, reported,
                   sent, storage, instances, network, ghosts>>

-----------------------------------------------------------------------------
IsRecent(s, m) == m.version >= reported[s][m.from].version

(***************************************************************************)
(* What INFO says.  +role-change, -role-change if the role is another one; *)
(* a new master of a replica is not logged.                                *)
(***************************************************************************)
IsInfo(s, m) ==
    /\ m.type = "info" /\ m.to = s
    /\ m.from \in slaves[s] \cup {master[s]}
    /\ IsRecent(s, m)

Latest(m) == [master |-> m.master, version |-> m.version]

LearnRole(s, m) ==
    /\ IsReady(s)
    /\ IsInfo(s, m)
    /\ reported[s][m.from] # Latest(m)
    /\ reported' = [reported EXCEPT ![s][m.from] = Latest(m)]
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, heard, sent,
                   storage, instances, network, ghosts>>

(* +slave: the master has a replica that was not known. *)
LearnSlave(s, m) ==
    /\ IsReady(s)
    /\ m.type = "info" /\ m.to = s /\ m.master = master[s]
    /\ m.from \notin slaves[s] \cup {master[s]}
    /\ slaves' = [slaves EXCEPT ![s] = @ \cup {m.from}]
    /\ reported' = [reported EXCEPT ![s][m.from] = Expected(m.from, master[s])]
    /\ UNCHANGED <<running, tilt, election, failover, master, config_epoch, sentinels,
                   flags, heard, sent, instances, network, ghosts>>
    /\ FlushLater(s)

(* INFO that says nothing new, or is older than what was heard. *)
IgnoreInfo(s, m) ==
    /\ IsReady(s)
    /\ m.type = "info" /\ m.to = s
    /\ \/ ~IsInfo(s, m) /\ (m.from \in slaves[s] \cup {master[s]} \/ m.master # master[s])
       \/ IsInfo(s, m) /\ reported[s][m.from] = Latest(m)
    /\ UNCHANGED vars
=============================================================================
