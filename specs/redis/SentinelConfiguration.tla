------------------------ MODULE SentinelConfiguration ------------------------
(***************************************************************************)
(* How the other sentinels come to the same configuration, which each      *)
(* publishes, and how servers are put right that follow another one. Part  *)
(* of RedisSentinel.                                                       *)
(***************************************************************************)
EXTENDS SentinelPromotion

-----------------------------------------------------------------------------
(***************************************************************************)
(* Not logged: the configuration is published, every two seconds.          *)
(***************************************************************************)
SayHello(s) ==
    /\ IsReady(s)
    /\ MaySayHello(s)
    /\ Send({Hello(s, t) : t \in Sentinel \ {s}})
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   instances, ghosts>>

(***************************************************************************)
(* A hello message: first +sentinel if the sender was not known, then      *)
(* NewEpoch, then the configuration, if it has a greater epoch.            *)
(***************************************************************************)
LearnSentinel(s, m) ==
    /\ IsReady(s)
    /\ IsHello(s, m) /\ m.from \notin sentinels[s]
    /\ sentinels' = [sentinels EXCEPT ![s] = @ \cup {m.from}]
    /\ UNCHANGED <<running, tilt, election, failover, master, config_epoch, slaves,
                   flags, news, sent, instances, network, ghosts>>
    /\ FlushLater(s)

IsSeen(s, m) ==
    IsHello(s, m) /\ m.from \in sentinels[s] /\ m.epoch <= current_epoch[s]

IsNewerConfig(s, m) == m.config > config_epoch[s]

(* Not logged: only the epoch is new, which is not written at once. *)
TakeConfigEpoch(s, m) ==
    /\ IsReady(s)
    /\ IsSeen(s, m) /\ IsNewerConfig(s, m) /\ m.server = master[s]
    /\ config_epoch' = [config_epoch EXCEPT ![s] = m.config]
    /\ UNCHANGED <<running, tilt, election, failover, master, sentinels, slaves, flags,
                   news, sent, storage, instances, network, ghosts>>

(* +config-update-from, +switch-master: a failover of its own ends. *)
TakeConfig(s, m) ==
    /\ IsReady(s)
    /\ IsSeen(s, m) /\ IsNewerConfig(s, m) /\ m.server # master[s]
    /\ config_epoch' = [config_epoch EXCEPT ![s] = m.config]
    /\ Switches(s, m.server)
    /\ UNCHANGED <<running, tilt, current_epoch, leader_epoch, failover_epoch, sentinels,
                   master_down, heard, sent, instances, network, ghosts>>
    /\ FlushLater(s)

IgnoreHello(s, m) ==
    /\ IsReady(s)
    /\ IsSeen(s, m) /\ ~IsNewerConfig(s, m)
    /\ UNCHANGED vars

-----------------------------------------------------------------------------
(* A replica that is up, of the master that is up and says it is one. *)
IsSane(s) == master[s] \notin s_down[s] /\ ~o_down[s] /\ ~SaysReplica(s, master[s])

(***************************************************************************)
(* +convert-to-slave: a replica says that it is a master, such as the old  *)
(* master that came back.  +fix-slave-config: it follows another one.      *)
(***************************************************************************)
ConvertToSlave(s, r) ==
    /\ Acts(s)
    /\ r \in slaves[s] \ (s_down[s] \cup {promoted_slave[s]})
    /\ reported[s][r].master = None
    /\ IsSane(s)
    /\ MayConvert(s, r)
    /\ Send({SlaveOf(s, r, master[s])})
    /\ sent' = [sent EXCEPT ![s] = @ + 1]
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, storage,
                   instances, ghosts>>

FixSlaveConfig(s, r) ==
    /\ Acts(s)
    /\ r \in slaves[s] \ s_down[s]
    /\ reported[s][r].master \notin {None, master[s]}
    /\ IsSane(s)
    /\ MayFix(s, r)
    /\ Send({SlaveOf(s, r, master[s])})
    /\ sent' = [sent EXCEPT ![s] = @ + 1]
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, storage,
                   instances, ghosts>>
=============================================================================
