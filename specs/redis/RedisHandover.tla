--------------------------- MODULE RedisHandover ----------------------------
(***************************************************************************)
(* FAILOVER: a master hands over to one of its replicas.  It pauses its    *)
(* clients' writes, waits until the replica has acknowledged all, becomes  *)
(* its replica, and asks it with PSYNC ... FAILOVER to be a master first.  *)
(* Part of RedisReplication.  The TIMEOUT may end at any time.  Left out:  *)
(* a target that is handing over itself.                                   *)
(*                                                                         *)
(* Source: src/replication.c of 7.0.15: failoverCommand, abortFailover,    *)
(* updateFailoverStatus; of the target, syncCommand.                       *)
(***************************************************************************)
EXTENDS RedisServers

-----------------------------------------------------------------------------
(***************************************************************************)
(* FAILOVER [TO t]: None stands for any replica.                           *)
(***************************************************************************)
BeginFailover(s, t) ==
    /\ up[s] /\ IsMaster(s)
    /\ ~IsFailingOver(s)
    /\ Replicas(s) # {}
    /\ t \in Replicas(s) \cup {None}
    /\ MayFailover(s, t)
    /\ failover_state' = [failover_state EXCEPT ![s] = "waiting-for-sync"]
    /\ target_replica' = [target_replica EXCEPT ![s] = t]
    /\ UNCHANGED <<up, history, link, master_run, slaves, clients, storage, master_host,
                   names, network, ghosts>>

(***************************************************************************)
(* The master becomes a replica of t.  Clients that wait are told of an    *)
(* error; those that write are paused until it has an answer.              *)
(***************************************************************************)
Follows(s, t) ==
    /\ master_host' = [master_host EXCEPT ![s] = t]
    /\ link' = [link EXCEPT ![s] = "connect"]
    /\ clients' = [clients EXCEPT ![s] = {}]
    /\ failover_state' = [failover_state EXCEPT ![s] = "failover-in-progress"]
    /\ target_replica' = [target_replica EXCEPT ![s] = t]
    /\ UNCHANGED <<up, history, master_run, slaves, storage, names, network, ghosts>>

HandOver(s, t) ==
    /\ up[s]
    /\ IsWaitingForSync(s)
    /\ t \in Replicas(s) /\ target_replica[s] \in {None, t}
    /\ IsCaughtUp(s, t)
    /\ Follows(s, t)

(***************************************************************************)
(* FORCE, when the time is over: whatever the target lacks is lost.        *)
(***************************************************************************)
ForceHandOver(s) ==
    /\ up[s]
    /\ IsWaitingForSync(s)
    /\ target_replica[s] # None
    /\ MayForce(s)
    /\ Follows(s, target_replica[s])

(***************************************************************************)
(* A replica of the same history makes itself a master and serves who      *)
(* asks.  Without a backlog it begins one, and a history without a past.   *)
(***************************************************************************)
ServeFailover(s, m) ==
    /\ up[s] /\ m.type = "psync" /\ m.failover
    /\ IsNewConnection(s, m)
    /\ MayTakeOver(s, m)
    /\ master_host' = [master_host EXCEPT ![s] = None]
    /\ link' = [link EXCEPT ![s] = "none"]
    /\ master_replid' = [master_replid EXCEPT ![s] = NewId(s)]
    /\ issued' = [issued EXCEPT ![s] = @ + 1]
    /\ IF HasBacklog(s)
       THEN /\ second_replid' = [second_replid EXCEPT ![s] = master_replid[s]]
            /\ second_replid_offset' =
                [second_replid_offset EXCEPT ![s] = master_repl_offset[s] + 1]
            /\ UNCHANGED repl_backlog_first_byte_offset
       ELSE /\ second_replid' = [second_replid EXCEPT ![s] = NoId]
            /\ second_replid_offset' = [second_replid_offset EXCEPT ![s] = 0]
            /\ repl_backlog_first_byte_offset' =
                [repl_backlog_first_byte_offset EXCEPT ![s] = master_repl_offset[s] + 1]
    /\ slaves' = [slaves EXCEPT ![s] = [r \in Server |->
                    IF r = m.from THEN Online(m.connection)
                    ELSE Offline(@[r].connection)]]
    /\ Send(IF HasInBacklog(s, m)
            THEN {[Continue(s, m) EXCEPT !.replid = NewId(s)]} \cup Rest(s, m)
            ELSE {FullResync(s, m, NewId(s))})
    /\ current' = s
    /\ UNCHANGED <<up, data, master_repl_offset, master_run, clients, handover, storage,
                   connection, run, written, acknowledged>>

(* A master, or a replica in another history, says no. *)
RefuseFailover(s, m) ==
    /\ up[s] /\ m.type = "psync" /\ m.failover
    /\ IsNewConnection(s, m)
    /\ ~MayTakeOver(s, m)
    /\ slaves' = [slaves EXCEPT ![s][m.from] = Offline(m.connection)]
    /\ Send({Refusal(s, m)})
    /\ UNCHANGED <<up, history, link, master_run, clients, handover, storage, master_host,
                   names, ghosts>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The failover ends, and s is a master as before; if it had handed over   *)
(* already, in a new history.  It does not know then whether the target    *)
(* has become a master meanwhile.                                          *)
(***************************************************************************)
TakesBack(s) ==
    /\ EndsFailover(s)
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
                   master_run, clients, storage, connection, run, network, written,
                   acknowledged>>

(***************************************************************************)
(* FAILOVER ABORT, or the end of the TIMEOUT without FORCE.                *)
(***************************************************************************)
AbortFailover(s) ==
    /\ up[s]
    /\ IsFailingOver(s)
    /\ MayAbort(s)
    /\ IF IsWaitingForSync(s)
       THEN /\ EndsFailover(s)
            /\ UNCHANGED <<up, history, link, master_run, slaves, clients, storage,
                           master_host, names, network, ghosts>>
       ELSE TakesBack(s)

TakeRefusal(s, m) ==
    /\ m.type = "refusal"
    /\ IsAnswer(s, m)
    /\ TakesBack(s)

(***************************************************************************)
(* The connection to the target breaks before the answer has come.         *)
(***************************************************************************)
LoseFailover(s) ==
    /\ up[s]
    /\ IsHandingOver(s) /\ link[s] = "sync"
    /\ MayLoseLink(s)
    /\ TakesBack(s)
=============================================================================
