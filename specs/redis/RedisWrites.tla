----------------------------- MODULE RedisWrites -----------------------------
(***************************************************************************)
(* What clients ask of a server, and what gets to its disk. Part of        *)
(* RedisReplication.                                                       *)
(***************************************************************************)
EXTENDS RedisServers

-----------------------------------------------------------------------------
(***************************************************************************)
(* Clients.  A client writes at a server that says it is a master, and     *)
(* WAITs on the same connection for the offset that the server had then.   *)
(* If it waits for nobody, the answer to the write is all that it is told. *)
(***************************************************************************)
Write(s, v) ==
    /\ up[s] /\ AcceptsWrites(s) /\ ~IsPaused(s)
    /\ v \notin written
    /\ MayWrite(s, v)
    /\ HasMinReplicas(s)
    /\ Executes(s, v)
    /\ written' = written \cup {v}
    /\ IF WaitFor = 0
       THEN /\ acknowledged' = acknowledged \cup {v}
            /\ UNCHANGED clients
       ELSE /\ clients' = [clients EXCEPT ![s] =
                @ \cup {[value |-> v, offset |-> master_repl_offset'[s]]}]
            /\ UNCHANGED acknowledged
    /\ UNCHANGED <<up, master_replid, second_replid, second_replid_offset, link,
                   master_run, slaves, handover, master_host, names, current>>

(***************************************************************************)
(* What a master puts into the stream that is no write: PING, which it     *)
(* sends now and then, REPLCONF GETACK, with which it asks for             *)
(* acknowledgements, SELECT. Replicas execute it, pass it on and count it. *)
(* So one that lacks no more than a PING is behind.                        *)
(***************************************************************************)
Ping(s) ==
    /\ up[s] /\ IsMaster(s)
    /\ HasBacklog(s)
    /\ MayPing(s)
    /\ Executes(s, None)
    /\ UNCHANGED <<up, master_replid, second_replid, second_replid_offset, link,
                   master_run, slaves, clients, handover, master_host, names, ghosts>>

(* READONLY, or NOREPLICAS. *)
RefuseWrite(s) ==
    /\ up[s] /\ ~IsPaused(s)
    /\ ~AcceptsWrites(s) \/ ~HasMinReplicas(s)
    /\ UNCHANGED vars

Returned(s, c) == Cardinality(HasAcknowledged(s, c.offset))

Wait(s, c, n) ==
    /\ up[s]
    /\ c \in clients[s]
    /\ n = Returned(s, c)
    /\ IsEnough(s, c.offset)
    /\ clients' = [clients EXCEPT ![s] = @ \ {c}]
    /\ acknowledged' = acknowledged \cup {c.value}
    /\ UNCHANGED <<up, history, link, master_run, slaves, handover, storage,
                   master_host, names, network, written, current>>

(***************************************************************************)
(* WAIT returns a number that is too small.  The write stays where it is.  *)
(***************************************************************************)
WaitTimesOut(s, c, n) ==
    /\ up[s]
    /\ c \in clients[s]
    /\ n = Returned(s, c)
    /\ ~IsEnough(s, c.offset)
    /\ clients' = [clients EXCEPT ![s] = @ \ {c}]
    /\ UNCHANGED <<up, history, link, master_run, slaves, handover, storage,
                   master_host, names, network, ghosts>>

-----------------------------------------------------------------------------
SaveSnapshot(s) ==
    /\ up[s]
    /\ Persistence[s] = "rdb"
    /\ MaySave(s)
    /\ disk' = [disk EXCEPT ![s] = Snapshot(s)]
    /\ UNCHANGED <<memory, aof_state, master_host, names, network, ghosts>>

SyncLog(s) ==
    /\ up[s]
    /\ Persistence[s] = "everysec" /\ aof_state[s] = "on"
    /\ MaySave(s)
    /\ disk' = [disk EXCEPT ![s].data = data[s]]
    /\ UNCHANGED <<memory, aof_state, master_host, names, network, ghosts>>

(***************************************************************************)
(* The rewriting in the background is done: the new log takes the place of *)
(* the old one, and has all that was executed meanwhile.                   *)
(***************************************************************************)
RewriteLog(s) ==
    /\ up[s]
    /\ aof_state[s] = "wait_rewrite"
    /\ MayRewrite(s)
    /\ aof_state' = [aof_state EXCEPT ![s] = "on"]
    /\ disk' = [disk EXCEPT ![s].data = data[s]]
    /\ UNCHANGED <<memory, master_host, names, network, ghosts>>
=============================================================================
