---------------------------- MODULE RedisFailover ----------------------------
(***************************************************************************)
(* A server is made a master, or the replica of another one; it crashes,   *)
(* and comes back. Part of RedisReplication.                               *)
(***************************************************************************)
EXTENDS RedisServers

-----------------------------------------------------------------------------
(***************************************************************************)
(* REPLICAOF NO ONE: a new history, which begins where the old one ends    *)
(* here, so that those who have not been farther may go on.                *)
(***************************************************************************)
Promote(s) ==
    /\ up[s] /\ ~IsMaster(s)
    /\ ~IsFailingOver(s)
    /\ MayPromote(s)
    /\ master_host' = [master_host EXCEPT ![s] = None]
    /\ link' = [link EXCEPT ![s] = "none"]
    /\ second_replid' = [second_replid EXCEPT ![s] = master_replid[s]]
    /\ second_replid_offset' =
        [second_replid_offset EXCEPT ![s] = master_repl_offset[s] + 1]
    /\ master_replid' = [master_replid EXCEPT ![s] = NewId(s)]
    /\ issued' = [issued EXCEPT ![s] = @ + 1]
    /\ DisconnectsSlaves(s)
    /\ current' = s
    /\ UNCHANGED <<up, data, master_repl_offset, repl_backlog_first_byte_offset,
                   master_run, clients, handover, storage, connection, run, network,
                   written, acknowledged>>

(***************************************************************************)
(* REPLICAOF host port.  A server that was a master asks to go on in its   *)
(* own history.  Clients that wait are told of an error.                   *)
(***************************************************************************)
ReplicaOf(s, t) ==
    /\ up[s]
    /\ s # t /\ master_host[s] # t
    /\ ~IsFailingOver(s)
    /\ MayFollow(s, t)
    /\ master_host' = [master_host EXCEPT ![s] = t]
    /\ link' = [link EXCEPT ![s] = "connect"]
    /\ clients' = [clients EXCEPT ![s] = {}]
    /\ UNCHANGED <<up, history, master_run, slaves, handover, storage, names, network,
                   ghosts>>

-----------------------------------------------------------------------------
Crash(s) ==
    /\ up[s]
    /\ MayCrash(s)
    /\ up' = [up EXCEPT ![s] = FALSE]
    /\ data' = [data EXCEPT ![s] = <<>>]
    /\ master_replid' = [master_replid EXCEPT ![s] = NoId]
    /\ master_repl_offset' = [master_repl_offset EXCEPT ![s] = 0]
    /\ second_replid' = [second_replid EXCEPT ![s] = NoId]
    /\ second_replid_offset' = [second_replid_offset EXCEPT ![s] = 0]
    /\ repl_backlog_first_byte_offset' =
        [repl_backlog_first_byte_offset EXCEPT ![s] = 0]
    /\ link' = [link EXCEPT ![s] = "none"]
    /\ master_run' = [master_run EXCEPT ![s] = 0]
    /\ slaves' = [slaves EXCEPT ![s] = [r \in Server |-> Offline(0)]]
    /\ clients' = [clients EXCEPT ![s] = {}]
    /\ EndsFailover(s)
    /\ aof_state' = [aof_state EXCEPT ![s] = LogAtStart(s)]
    /\ UNCHANGED <<disk, master_host, names, network, ghosts>>

(***************************************************************************)
(* A replica that comes back with a snapshot goes on in its history.  A    *)
(* master begins a new history after that of the snapshot (7.0), since its *)
(* replicas may have more of the old one.                                  *)
(***************************************************************************)
Restart(s) ==
    LET found == disk[s]
        hasHistory == found.replid # NoId
    IN  /\ ~up[s]
        /\ MayRestart(s)
        /\ up' = [up EXCEPT ![s] = TRUE]
        /\ data' = [data EXCEPT ![s] = found.data]
        /\ master_repl_offset' = [master_repl_offset EXCEPT ![s] = found.offset]
        /\ IF hasHistory /\ ~IsMaster(s)
           THEN /\ master_replid' = [master_replid EXCEPT ![s] = found.replid]
                /\ UNCHANGED <<second_replid, second_replid_offset,
                               repl_backlog_first_byte_offset>>
           ELSE /\ master_replid' = [master_replid EXCEPT ![s] = IdAfterRestart(s)]
                /\ second_replid' = [second_replid EXCEPT ![s] = found.replid]
                /\ second_replid_offset' = [second_replid_offset EXCEPT ![s] =
                    IF hasHistory THEN found.offset + 1 ELSE 0]
                /\ repl_backlog_first_byte_offset' =
                    [repl_backlog_first_byte_offset EXCEPT ![s] =
                        IF hasHistory THEN found.offset + 1 ELSE 0]
        /\ issued' = [issued EXCEPT ![s] = @ + 1]
        /\ run' = [run EXCEPT ![s] = issued[s] + 1]
        /\ link' = [link EXCEPT ![s] = IF IsMaster(s) THEN "none" ELSE "connect"]
        /\ UNCHANGED <<master_run, slaves, clients, handover, storage, master_host,
                       connection, network, ghosts>>
=============================================================================
