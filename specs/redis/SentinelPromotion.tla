-------------------------- MODULE SentinelPromotion --------------------------
(***************************************************************************)
(* What the elected sentinel does: it makes a replica the master, tells    *)
(* the other replicas, and takes the new configuration. Part of            *)
(* RedisSentinel.                                                          *)
(***************************************************************************)
EXTENDS SentinelVotes

-----------------------------------------------------------------------------
(***************************************************************************)
(* +selected-slave: a replica that answers.  Which one is the best is not  *)
(* specified; -failover-abort-no-good-slave: it may be that none is.       *)
(***************************************************************************)
SelectSlave(s, r) ==
    /\ Acts(s)
    /\ failover_state[s] = "select_slave"
    /\ r \in slaves[s] \ s_down[s]
    /\ MaySelect(s, r)
    /\ promoted_slave' = [promoted_slave EXCEPT ![s] = r]
    /\ failover_state' = [failover_state EXCEPT ![s] = "send_slaveof_noone"]
    /\ UNCHANGED <<running, tilt, election, failover_epoch, forced, reconf, config,
                   flags, news, sent, storage, instances, network, ghosts>>

AbortNoGoodSlave(s) ==
    /\ Acts(s)
    /\ failover_state[s] = "select_slave"
    /\ MayAbort(s)
    /\ Aborts(s)
    /\ UNCHANGED <<running, tilt, election, failover_epoch, reconf, config, flags, news,
                   sent, storage, instances, network, ghosts>>

(* +failover-state-wait-promotion: SLAVEOF NO ONE is sent. *)
SendSlaveOfNoOne(s) ==
    /\ Acts(s)
    /\ failover_state[s] = "send_slaveof_noone"
    /\ failover_state' = [failover_state EXCEPT ![s] = "wait_promotion"]
    /\ Send({SlaveOf(s, promoted_slave[s], None)})
    /\ sent' = [sent EXCEPT ![s] = @ + 1]
    /\ UNCHANGED <<running, tilt, election, failover_epoch, forced, promoted_slave,
                   reconf, config, flags, news, storage, instances, ghosts>>

(* -failover-abort-slave-timeout *)
AbortSlaveTimeout(s) ==
    /\ Acts(s)
    /\ failover_state[s] \in {"send_slaveof_noone", "wait_promotion"}
    /\ MayAbort(s)
    /\ Aborts(s)
    /\ UNCHANGED <<running, tilt, election, failover_epoch, reconf, config, flags, news,
                   sent, storage, instances, network, ghosts>>

(***************************************************************************)
(* +promoted-slave, +failover-state-reconf-slaves: the replica that was    *)
(* chosen says that it is a master.  From now on the configuration has the *)
(* epoch in which the failover began, and is published.                    *)
(***************************************************************************)
SeePromoted(s) ==
    /\ Acts(s)
    /\ failover_state[s] = "wait_promotion"
    /\ reported[s][promoted_slave[s]].master = None
    /\ config_epoch' = [config_epoch EXCEPT ![s] = EpochOfFailover(s)]
    /\ failover_state' = [failover_state EXCEPT ![s] = "reconf_slaves"]
    /\ configs' = configs \cup
        {[epoch |-> EpochOfFailover(s), server |-> promoted_slave[s], by |-> s]}
    /\ UNCHANGED <<running, tilt, election, failover_epoch, forced, promoted_slave,
                   reconf, master, sentinels, slaves, flags, news, sent, instances,
                   network, cast, elected, written>>
    /\ Flush(s)

-----------------------------------------------------------------------------
(***************************************************************************)
(* +slave-reconf-sent; then -inprog and -done, of INFO of the replica.     *)
(* -slave-reconf-sent-timeout takes it for done.  When the failover has    *)
(* ended, +slave-reconf-sent-be: the command is sent once more to those    *)
(* that are not done, also to one in progress.                             *)
(***************************************************************************)
AwaitsNewMaster(s, r) ==
    \/ reconf[s][r] = "no"
    \/ failover_state[s] = "update_config" /\ reconf[s][r] = "inprog"

ReconfSlave(s, r) ==
    /\ Acts(s)
    /\ failover_state[s] \in {"reconf_slaves", "update_config"}
    /\ r \in slaves[s] \ {promoted_slave[s]}
    /\ AwaitsNewMaster(s, r)
    /\ reconf' = [reconf EXCEPT ![s][r] = "sent"]
    /\ Send({SlaveOf(s, r, promoted_slave[s])})
    /\ sent' = [sent EXCEPT ![s] = @ + 1]
    /\ UNCHANGED <<running, tilt, election, failover_state, failover_epoch, forced,
                   promoted_slave, config, flags, news, storage, instances, ghosts>>

SlaveReconfInProg(s, r) ==
    /\ Acts(s)
    /\ failover_state[s] = "reconf_slaves"
    /\ reconf[s][r] = "sent"
    /\ reported[s][r].master = promoted_slave[s]
    /\ reconf' = [reconf EXCEPT ![s][r] = "inprog"]
    /\ UNCHANGED <<running, tilt, election, failover_state, failover_epoch, forced,
                   promoted_slave, config, flags, news, sent, storage, instances,
                   network, ghosts>>

SlaveReconfDone(s, r) ==
    /\ Acts(s)
    /\ failover_state[s] = "reconf_slaves"
    /\ reconf[s][r] = "inprog"
    /\ reconf' = [reconf EXCEPT ![s][r] = "done"]
    /\ UNCHANGED <<running, tilt, election, failover_state, failover_epoch, forced,
                   promoted_slave, config, flags, news, sent, storage, instances,
                   network, ghosts>>

SlaveReconfTimeout(s, r) ==
    /\ Acts(s)
    /\ failover_state[s] = "reconf_slaves"
    /\ reconf[s][r] = "sent"
    /\ MayEnd(s)
    /\ reconf' = [reconf EXCEPT ![s][r] = "done"]
    /\ UNCHANGED <<running, tilt, election, failover_state, failover_epoch, forced,
                   promoted_slave, config, flags, news, sent, storage, instances,
                   network, ghosts>>

(***************************************************************************)
(* +failover-end: all that can be reached are done, or, with               *)
(* +failover-end-for-timeout before it, not.                               *)
(***************************************************************************)
AreReconfigured(s) ==
    \A r \in slaves[s] \ (s_down[s] \cup {promoted_slave[s]}) : reconf[s][r] = "done"

EndFailover(s) ==
    /\ Acts(s)
    /\ failover_state[s] = "reconf_slaves"
    /\ promoted_slave[s] \notin s_down[s]
    /\ AreReconfigured(s) \/ MayEnd(s)
    /\ failover_state' = [failover_state EXCEPT ![s] = "update_config"]
    /\ UNCHANGED <<running, tilt, election, failover_epoch, forced, promoted_slave,
                   reconf, config, flags, news, sent, storage, instances, network,
                   ghosts>>

(***************************************************************************)
(* +switch-master.  The old master is a replica from now on.  Known        *)
(* sentinels stay known, and so does what they said of the old master.     *)
(***************************************************************************)
Switches(s, r) ==
    /\ master' = [master EXCEPT ![s] = r]
    /\ slaves' = [slaves EXCEPT ![s] = (@ \cup {master[s]}) \ {r}]
    /\ DropsFailover(s)
    /\ reported' = [reported EXCEPT ![s] = [t \in Server |->
        [master |-> IF t = r THEN None ELSE r, version |-> reported[s][t].version]]]

SwitchMaster(s) ==
    /\ Acts(s)
    /\ failover_state[s] = "update_config"
    /\ Switches(s, promoted_slave[s])
    /\ UNCHANGED <<running, tilt, current_epoch, leader_epoch, failover_epoch,
                   config_epoch, sentinels, master_down, heard, sent, instances, network,
                   ghosts>>
    /\ FlushLater(s)
=============================================================================
