----------------------------- MODULE RedisLinks ------------------------------
(***************************************************************************)
(* A replica and its master: how the one connects to the other (PSYNC),    *)
(* and is fed, acknowledges, and is lost. Part of RedisReplication.        *)
(***************************************************************************)
EXTENDS RedisServers

-----------------------------------------------------------------------------
(***************************************************************************)
(* A replica connects to its master, and asks to go on after its offset.   *)
(***************************************************************************)
Connect(s) ==
    /\ up[s]
    /\ link[s] = "connect"
    /\ link' = [link EXCEPT ![s] = "sync"]
    /\ connection' = [connection EXCEPT ![s] = @ + 1]
    /\ Send({Psync(s, connection[s] + 1)})
    /\ UNCHANGED <<up, history, master_run, slaves, clients, handover, storage,
                   master_host, issued, run, ghosts>>

(* While it hands over itself, it serves nobody. *)
IsServed(s, m) ==
    /\ up[s] /\ m.type = "psync" /\ ~m.failover
    /\ ~IsFailingOver(s)
    /\ HasData(s)
    /\ IsNewConnection(s, m)

ServePartially(s, m) ==
    /\ IsServed(s, m)
    /\ MayContinue(s, m)
    /\ slaves' = [slaves EXCEPT ![s][m.from] = Online(m.connection)]
    /\ Send({Continue(s, m)} \cup Rest(s, m))
    /\ UNCHANGED <<up, history, link, master_run, clients, handover, storage,
                   master_host, names, ghosts>>

(***************************************************************************)
(* A server that had no backlog begins one, and a new history.             *)
(***************************************************************************)
ServeFully(s, m) ==
    /\ IsServed(s, m)
    /\ ~MayContinue(s, m)
    /\ slaves' = [slaves EXCEPT ![s][m.from] = Online(m.connection)]
    /\ IF HasBacklog(s)
       THEN UNCHANGED <<master_replid, second_replid, second_replid_offset,
                        repl_backlog_first_byte_offset, issued>>
       ELSE /\ master_replid' = [master_replid EXCEPT ![s] = NewId(s)]
            /\ issued' = [issued EXCEPT ![s] = @ + 1]
            /\ second_replid' = [second_replid EXCEPT ![s] = NoId]
            /\ second_replid_offset' = [second_replid_offset EXCEPT ![s] = 0]
            /\ repl_backlog_first_byte_offset' =
                [repl_backlog_first_byte_offset EXCEPT ![s] = master_repl_offset[s] + 1]
    /\ Send({FullResync(s, m, master_replid'[s])})
    /\ UNCHANGED <<up, data, master_repl_offset, link, master_run, clients, handover,
                   storage, master_host, connection, run, ghosts>>

(***************************************************************************)
(* The connection is no more, or s is a replica without a master itself    *)
(* (NOMASTERLINK).                                                         *)
(***************************************************************************)
IgnorePsync(s, m) ==
    /\ up[s] /\ m.type = "psync"
    /\ IF m.failover THEN ~IsNewConnection(s, m) ELSE ~IsServed(s, m)
    /\ UNCHANGED vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* A replica goes on.  Its master may have another history since it was    *)
(* promoted: the replica then has it too, and its own replicas are to ask. *)
(***************************************************************************)
TakeContinue(s, m) ==
    /\ m.type = "continue"
    /\ IsAnswer(s, m)
    /\ link' = [link EXCEPT ![s] = "connected"]
    /\ EndsFailover(s)
    /\ master_run' = [master_run EXCEPT ![s] = m.run]
    /\ IF m.replid = master_replid[s]
       THEN UNCHANGED <<master_replid, second_replid, second_replid_offset, slaves>>
       ELSE /\ second_replid' = [second_replid EXCEPT ![s] = master_replid[s]]
            /\ second_replid_offset' =
                [second_replid_offset EXCEPT ![s] = master_repl_offset[s] + 1]
            /\ master_replid' = [master_replid EXCEPT ![s] = m.replid]
            /\ DisconnectsSlaves(s)
    /\ repl_backlog_first_byte_offset' =
        [repl_backlog_first_byte_offset EXCEPT ![s] =
            IF @ = 0 THEN master_repl_offset[s] + 1 ELSE @]
    /\ UNCHANGED <<up, data, master_repl_offset, clients, storage,
                   master_host, names, network, ghosts>>

(***************************************************************************)
(* A replica drops its data and takes what its master has.                 *)
(***************************************************************************)
TakeFullResync(s, m) ==
    /\ m.type = "fullResync"
    /\ IsAnswer(s, m)
    /\ link' = [link EXCEPT ![s] = "connected"]
    /\ EndsFailover(s)
    /\ master_run' = [master_run EXCEPT ![s] = m.run]
    /\ data' = [data EXCEPT ![s] = m.data]
    /\ master_replid' = [master_replid EXCEPT ![s] = m.replid]
    /\ master_repl_offset' = [master_repl_offset EXCEPT ![s] = m.offset]
    /\ second_replid' = [second_replid EXCEPT ![s] = NoId]
    /\ second_replid_offset' = [second_replid_offset EXCEPT ![s] = 0]
    /\ repl_backlog_first_byte_offset' =
        [repl_backlog_first_byte_offset EXCEPT ![s] = m.offset + 1]
    /\ DisconnectsSlaves(s)
    /\ disk' = [disk EXCEPT ![s] = DiskAfterResync(s, m)]
    /\ aof_state' = [aof_state EXCEPT ![s] = IF HasLog(s) THEN "wait_rewrite" ELSE @]
    /\ UNCHANGED <<up, clients, master_host, names, network, ghosts>>

ExecuteCommand(s, m) ==
    /\ m.type = "command"
    /\ OnLink(s, m)
    /\ IsNext(s, m)
    /\ Executes(s, m.value)
    /\ UNCHANGED <<up, master_replid, second_replid, second_replid_offset, link,
                   master_run, slaves, clients, handover, master_host, names, ghosts>>

IgnoreReply(s, m) ==
    /\ up[s]
    /\ m.type \in {"continue", "fullResync", "refusal"}
    /\ ~IsAnswer(s, m)
    /\ UNCHANGED vars

IgnoreCommand(s, m) ==
    /\ up[s]
    /\ m.type = "command"
    /\ ~(OnLink(s, m) /\ IsNext(s, m))
    /\ UNCHANGED vars

(***************************************************************************)
(* REPLCONF ACK: the replica has executed all up to its offset, in memory. *)
(***************************************************************************)
SendAck(s) ==
    /\ up[s]
    /\ MayAcknowledge(s)
    /\ MayAck(s)
    /\ Send({Ack(s)})
    /\ UNCHANGED <<memory, storage, master_host, names, ghosts>>

TakeAck(s, m) ==
    /\ up[s] /\ m.type = "ack"
    /\ IsNews(s, m)
    /\ slaves' = [slaves EXCEPT ![s][m.from].ack = m.offset]
    /\ UNCHANGED <<up, history, link, master_run, clients, handover, storage,
                   master_host, names, network, ghosts>>

IgnoreAck(s, m) ==
    /\ up[s] /\ m.type = "ack"
    /\ ~IsNews(s, m)
    /\ UNCHANGED vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* A connection breaks, and each end notices by itself.                    *)
(***************************************************************************)
LoseLink(s) ==
    /\ up[s]
    /\ link[s] \in {"sync", "connected"}
    /\ ~IsHandingOver(s)
    /\ MayLoseLink(s)
    /\ link' = [link EXCEPT ![s] = "connect"]
    /\ UNCHANGED <<up, history, master_run, slaves, clients, handover, storage,
                   master_host, names, network, ghosts>>

DropReplica(s, r) ==
    /\ up[s]
    /\ r \in Replicas(s)
    /\ MayDrop(s, r)
    /\ slaves' = [slaves EXCEPT ![s][r] = Offline(@.connection)]
    /\ UNCHANGED <<up, history, link, master_run, clients, handover, storage,
                   master_host, names, network, ghosts>>

(***************************************************************************)
(* A master without replicas frees the backlog after repl-backlog-ttl.     *)
(* From then on it does not count writes.  So its history must end: a      *)
(* replica that was promoted meanwhile knows this id as its second one,    *)
(* and would take the master for one that has nothing beyond it.           *)
(***************************************************************************)
FreeBacklog(s) ==
    /\ up[s]
    /\ HasBacklog(s)
    /\ MayBeFreed(s)
    /\ MayFreeBacklog(s)
    /\ repl_backlog_first_byte_offset' =
        [repl_backlog_first_byte_offset EXCEPT ![s] = 0]
    /\ master_replid' = [master_replid EXCEPT ![s] = IdWithoutBacklog(s)]
    /\ issued' = [issued EXCEPT ![s] = @ + 1]
    /\ second_replid' = [second_replid EXCEPT ![s] = NoId]
    /\ second_replid_offset' = [second_replid_offset EXCEPT ![s] = 0]
    /\ UNCHANGED <<up, data, master_repl_offset, link, master_run, slaves, clients,
                   handover, storage, master_host, connection, run, network, ghosts>>
=============================================================================
