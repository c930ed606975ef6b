-------------------------- MODULE SentinelOperation --------------------------
(***************************************************************************)
(* What happens to a sentinel: its clock jumps, a person resets it or      *)
(* names another master, it is killed and comes back. Part of              *)
(* RedisSentinel.                                                          *)
(***************************************************************************)
EXTENDS SentinelState

-----------------------------------------------------------------------------
(***************************************************************************)
(* +tilt, -tilt.                                                           *)
(***************************************************************************)
Tilt(s) ==
    /\ IsReady(s)
    /\ MayTilt(s)
    /\ tilt' = [tilt EXCEPT ![s] = TRUE]
    /\ UNCHANGED <<running, election, failover, config, flags, news, sent, storage,
                   instances, network, ghosts>>

LeaveTilt(s) ==
    /\ IsReady(s) /\ tilt[s]
    /\ tilt' = [tilt EXCEPT ![s] = FALSE]
    /\ UNCHANGED <<running, election, failover, config, flags, news, sent, storage,
                   instances, network, ghosts>>

(***************************************************************************)
(* +reset-master, SENTINEL RESET: forgets the other sentinels and the      *)
(* replicas, and drops its failover.  Epochs stay.  Nothing is written.    *)
(***************************************************************************)
Reset(s) ==
    /\ IsReady(s)
    /\ MayReset(s)
    /\ sentinels' = [sentinels EXCEPT ![s] = {}]
    /\ slaves' = [slaves EXCEPT ![s] = {}]
    /\ DropsFailover(s)
    /\ ForgetsAnswers(s)
    /\ reported' = [reported EXCEPT ![s][master[s]].master = None]
    /\ UNCHANGED <<running, tilt, current_epoch, leader_epoch, failover_epoch, master,
                   config_epoch, sent, storage, instances, network, ghosts>>

(* What a sentinel that is asked again after REMOVE and MONITOR knows of its votes. *)
VoteAfterMonitor(s) == 0

(***************************************************************************)
(* -monitor, +monitor: SENTINEL REMOVE, then SENTINEL MONITOR.  Of epochs  *)
(* only current_epoch stays, which is the sentinel's and not the master's. *)
(***************************************************************************)
Remonitor(s, r) ==
    /\ IsReady(s)
    /\ MayRemonitor(s, r)
    /\ master' = [master EXCEPT ![s] = r]
    /\ config_epoch' = [config_epoch EXCEPT ![s] = 0]
    /\ sentinels' = [sentinels EXCEPT ![s] = {}]
    /\ slaves' = [slaves EXCEPT ![s] = {}]
    /\ DropsFailover(s)
    /\ leader_epoch' = [leader_epoch EXCEPT ![s] = VoteAfterMonitor(s)]
    /\ failover_epoch' = [failover_epoch EXCEPT ![s] = 0]
    /\ ForgetsAnswers(s)
    /\ reported' = [reported EXCEPT ![s] = [t \in Server |-> Expected(t, r)]]
    /\ UNCHANGED <<running, tilt, current_epoch, sent, instances, network, ghosts>>
    /\ Flush(s)

(***************************************************************************)
(* "Sentinel new configuration saved on disk", after +switch-master,       *)
(* +sentinel and +slave.  For the leader of a failover nothing changes: it *)
(* has written the new master with +promoted-slave.                        *)
(***************************************************************************)
SaveConfig(s) ==
    /\ running[s] /\ unsaved[s]
    /\ disk' = [disk EXCEPT ![s] = Kept(s)]
    /\ unsaved' = [unsaved EXCEPT ![s] = FALSE]
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent,
                   instances, network, ghosts>>

(***************************************************************************)
(* A sentinel is killed, and comes back with what is on disk.  It does not *)
(* know for whom it voted, but when.                                       *)
(***************************************************************************)
Crash(s) ==
    /\ running[s]
    /\ MayCrash(s)
    /\ running' = [running EXCEPT ![s] = FALSE]
    /\ tilt' = [tilt EXCEPT ![s] = FALSE]
    /\ current_epoch' = [current_epoch EXCEPT ![s] = disk[s].epoch]
    /\ master' = [master EXCEPT ![s] = disk[s].master]
    /\ config_epoch' = [config_epoch EXCEPT ![s] = disk[s].config]
    /\ sentinels' = [sentinels EXCEPT ![s] = disk[s].sentinels]
    /\ slaves' = [slaves EXCEPT ![s] = disk[s].slaves]
    /\ DropsFailover(s)
    /\ leader_epoch' = [leader_epoch EXCEPT ![s] = disk[s].vote]
    /\ failover_epoch' = [failover_epoch EXCEPT ![s] = 0]
    /\ ForgetsAnswers(s)
    /\ reported' = [reported EXCEPT ![s] = [r \in Server |->
        Expected(r, disk[s].master)]]
    /\ unsaved' = [unsaved EXCEPT ![s] = FALSE]
    /\ UNCHANGED <<sent, disk, instances, network, ghosts>>

Restart(s) ==
    /\ ~running[s]
    /\ MayRestart(s)
    /\ running' = [running EXCEPT ![s] = TRUE]
    /\ UNCHANGED <<tilt, election, failover, config, flags, news, sent, storage,
                   instances, network, ghosts>>
=============================================================================
