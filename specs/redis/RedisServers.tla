---------------------------- MODULE RedisServers -----------------------------
(***************************************************************************)
(* What a server of RedisReplication has in memory and on its disk, what   *)
(* it sends, and what it asks before it does a step. Variables have the    *)
(* names of src/replication.c and src/aof.c of Redis 7.0.15.               *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Server,
    Value,         \* writes; each is made once
    None,          \* stands for "no server"
    First,         \* the server that is master at first
    InSync,        \* replicas that are connected at first; the others are yet to connect
    Persistence,   \* of each server: "no", "rdb", "everysec" or "always"
    BacklogSize,   \* how many writes the backlog holds
    WaitFor,       \* how many replicas a client waits for; 0: it does not
    MinReplicas    \* min-replicas-to-write

ASSUME
    /\ IsFiniteSet(Server) /\ None \notin Server \cup Value
    /\ First \in Server /\ InSync \subseteq Server \ {First}
    /\ Persistence \in [Server -> {"no", "rdb", "everysec", "always"}]
    /\ BacklogSize \in Nat \ {0} /\ WaitFor \in Nat /\ MinReplicas \in Nat

VARIABLES
    (* What a server has in memory. *)
    up,                             \* it runs
    data,                           \* what it has executed, in order: writes, None
    master_replid,                  \* names the history to which its data belongs
    master_repl_offset,             \* how far it is in that history
    second_replid,                  \* names the history that it had before
    second_replid_offset,           \* the first offset that it does not share with that
    repl_backlog_first_byte_offset, \* the first offset in the backlog; 0: there is none
    link,                           \* "none": master; "connect", "sync", "connected"
    master_run,                     \* the run id of the master, on this connection
    slaves,                         \* its replicas: connection, acknowledged offset
    clients,                        \* writes whose clients wait for replicas
    failover_state,                 \* of FAILOVER, as INFO tells it
    target_replica,                 \* to which it hands over; None: to any
    aof_state,                      \* of the log: "off", "on", "wait_rewrite"
    (* What is on its disk, or known elsewhere. *)
    disk,                           \* the snapshot or the log
    master_host,                    \* the configured master; None: it is one
    connection,                     \* number of its latest connection as a replica
    issued,                         \* how many replication and run ids it has given
    run,                            \* the number of its present run
    network,                        \* all messages that were sent
    (* For properties only. *)
    written,                        \* all writes that were executed by a master
    acknowledged,                   \* those that clients were told are safe
    current                         \* the server that was last made a master

handover == <<failover_state, target_replica>>
memory == <<up, data, master_replid, master_repl_offset, second_replid,
            second_replid_offset, repl_backlog_first_byte_offset, link, master_run,
            slaves, clients, handover>>
storage == <<disk, aof_state>>
names == <<connection, issued, run>>
ghosts == <<written, acknowledged, current>>
vars == <<memory, storage, master_host, names, network, ghosts>>

history == <<data, master_replid, master_repl_offset, second_replid,
             second_replid_offset, repl_backlog_first_byte_offset>>

-----------------------------------------------------------------------------
Id == [server : Server \cup {None}, number : Nat]
NoId == [server |-> None, number |-> 0]
NewId(s) == [server |-> s, number |-> issued[s] + 1]

Offline(n) == [connection |-> n, ack |-> 0, online |-> FALSE]
Online(n) == [connection |-> n, ack |-> 0, online |-> TRUE]

(* None stands for what is in the stream and is no write: see Ping. *)
Writes(d) == {d[i] : i \in 1 .. Len(d)} \ {None}
Executed(s) == SelectSeq(data[s], LAMBDA v : v # None)
Size(s) == Len(Executed(s))
IsPrefix(d, e) == Len(d) <= Len(e) /\ d = SubSeq(e, 1, Len(d))
Max(i, j) == IF i > j THEN i ELSE j

HasLog(s) == Persistence[s] \in {"everysec", "always"}
LogAtStart(s) == IF HasLog(s) THEN "on" ELSE "off"

IsMaster(s) == master_host[s] = None
HasBacklog(s) == repl_backlog_first_byte_offset[s] > 0
Replicas(s) == {r \in Server : slaves[s][r].online}
IsFailingOver(s) == failover_state[s] # "no-failover"
IsWaitingForSync(s) == failover_state[s] = "waiting-for-sync"
IsHandingOver(s) == failover_state[s] = "failover-in-progress"
HasAcknowledged(s, offset) == {r \in Replicas(s) : slaves[s][r].ack >= offset}

(***************************************************************************)
(* What happens outside: whether a server is made a master or a replica    *)
(* now, or fails, or a connection does.  Models set bounds and choosers.   *)
(***************************************************************************)
MayPromote(s) == TRUE
MayFollow(s, t) == TRUE
MayFailover(s, t) == TRUE
MayForce(s) == TRUE
MayAbort(s) == TRUE
MayCrash(s) == TRUE
MayRestart(s) == TRUE
MayLoseLink(s) == TRUE
MayDrop(s, r) == TRUE
MayFreeBacklog(s) == TRUE
MaySave(s) == TRUE
MayRewrite(s) == TRUE
MayWrite(s, v) == TRUE
MayPing(s) == TRUE
MayAck(r) == TRUE

(***************************************************************************)
(* Messages.  The first is of a replica to its master, the next four of a  *)
(* master to its replica, and the last of a replica again.                 *)
(***************************************************************************)
Psync(r, n) ==
    [type |-> "psync", from |-> r, to |-> master_host[r], connection |-> n,
     replid |-> master_replid[r], offset |-> master_repl_offset[r],
     failover |-> IsHandingOver(r)]

Refusal(s, m) ==
    [type |-> "refusal", from |-> s, to |-> m.from, connection |-> m.connection]

Continue(s, m) ==
    [type |-> "continue", from |-> s, to |-> m.from, connection |-> m.connection,
     run |-> run[s], replid |-> master_replid[s]]

FullResync(s, m, id) ==
    [type |-> "fullResync", from |-> s, to |-> m.from, connection |-> m.connection,
     run |-> run[s], replid |-> id, offset |-> master_repl_offset[s],
     data |-> data[s]]

Command(s, r, n, offset, v) ==
    [type |-> "command", from |-> s, to |-> r, connection |-> n, run |-> run[s],
     offset |-> offset, value |-> v]

Ack(r) ==
    [type |-> "ack", from |-> r, to |-> master_host[r], connection |-> connection[r],
     run |-> master_run[r], offset |-> master_repl_offset[r]]

Feed(s, offset, v) ==
    {Command(s, r, slaves[s][r].connection, offset, v) : r \in Replicas(s)}

(* What the backlog has after an offset: its writes are the last ones of the data. *)
Rest(s, m) ==
    {Command(s, m.from, m.connection, i,
             data[s][Len(data[s]) - (master_repl_offset[s] - i)]) :
        i \in Max(m.offset + 1, repl_backlog_first_byte_offset[s])
             .. master_repl_offset[s]}

Send(messages) == network' = network \cup messages

Received(s) == {m \in network : m.to = s}

(***************************************************************************)
(* Guards and values, named for the models that break them.                *)
(***************************************************************************)
AcceptsWrites(s) == IsMaster(s)

(* Clients that write are not answered while their master hands over. *)
IsPaused(s) == IsFailingOver(s)

IsCaughtUp(s, t) == slaves[s][t].ack = master_repl_offset[s]

MayTakeOver(s, m) == ~IsMaster(s) /\ m.replid = master_replid[s]

(* A replica that has lost its master serves nobody (NOMASTERLINK). *)
HasData(s) == IsMaster(s) \/ link[s] = "connected"

IsNewConnection(s, m) == m.connection > slaves[s][m.from].connection

IsBeforeSecond(s, offset) == offset + 1 <= second_replid_offset[s]

KnowsHistory(s, m) ==
    \/ m.replid = master_replid[s]
    \/ m.replid = second_replid[s] /\ IsBeforeSecond(s, m.offset)

(* A replica of another server in the same history may have more than s. *)
IsNotAhead(s, m) == m.offset <= master_repl_offset[s]

HasInBacklog(s, m) ==
    /\ HasBacklog(s)
    /\ m.offset + 1 >= repl_backlog_first_byte_offset[s]
    /\ IsNotAhead(s, m)

MayContinue(s, m) == KnowsHistory(s, m) /\ HasInBacklog(s, m)

(* Without a backlog the offset does not count writes: see FreeBacklog. *)
IdWithoutBacklog(s) == NewId(s)

(* A master that comes back may have lost what its replicas have. *)
IdAfterRestart(s) == NewId(s)

(* The connection that r has now, before its master has answered and after. *)
IsAnswer(r, m) == up[r] /\ link[r] = "sync" /\ m.connection = connection[r]

OnLink(r, m) ==
    /\ up[r] /\ link[r] = "connected"
    /\ m.connection = connection[r] /\ m.run = master_run[r]

IsNext(r, m) == m.offset = master_repl_offset[r] + 1

MayAcknowledge(r) == link[r] = "connected"

IsNews(s, m) ==
    LET slave == slaves[s][m.from]
    IN  /\ slave.online /\ slave.connection = m.connection /\ run[s] = m.run
        /\ m.offset > slave.ack

IsEnough(s, offset) == Cardinality(HasAcknowledged(s, offset)) >= WaitFor

HasMinReplicas(s) == Cardinality(Replicas(s)) >= MinReplicas

(* A replica keeps its backlog, so that it can take the place of its master. *)
MayBeFreed(s) == IsMaster(s) /\ Replicas(s) = {}

(***************************************************************************)
(* Persistence.  A snapshot names the history that it belongs to; that of  *)
(* a master without a backlog belongs to none.  The log of writes (AOF)    *)
(* never does.  "always" is part of each write; "everysec" may have any    *)
(* part of the log on disk, since time is abstracted away.                 *)
(***************************************************************************)
Snapshot(s) ==
    IF IsMaster(s) /\ ~HasBacklog(s)
    THEN [data |-> data[s], replid |-> NoId, offset |-> 0]
    ELSE [data |-> data[s], replid |-> master_replid[s],
          offset |-> master_repl_offset[s]]

(* While its log is being rewritten, the one on disk is the old one. *)
DiskAfterWrite(s, d) ==
    IF Persistence[s] = "always" /\ aof_state[s] = "on"
    THEN [disk[s] EXCEPT !.data = d]
    ELSE disk[s]

(***************************************************************************)
(* What is on disk when s has taken its master's data: the snapshot that   *)
(* came, or the log as it was, closed with all that it was to have.  The   *)
(* new log is begun in the background, and RewriteLog ends that            *)
(* (stopAppendOnly, restartAOFAfterSYNC, startAppendOnly).                 *)
(***************************************************************************)
DiskAfterResync(s, m) ==
    IF Persistence[s] = "rdb"
    THEN [data |-> m.data, replid |-> m.replid, offset |-> m.offset]
    ELSE IF aof_state[s] = "on"
         THEN [disk[s] EXCEPT !.data = data[s]]
         ELSE disk[s]

-----------------------------------------------------------------------------
Blank == [data |-> <<>>, replid |-> NoId, offset |-> 0]

AtFirst(s) == s = First \/ s \in InSync

Init ==
    /\ up = [s \in Server |-> TRUE]
    /\ data = [s \in Server |-> <<>>]
    /\ master_replid =
        [s \in Server |-> [server |-> IF s \in InSync THEN First ELSE s, number |-> 0]]
    /\ master_repl_offset = [s \in Server |-> 0]
    /\ second_replid = [s \in Server |-> NoId]
    /\ second_replid_offset = [s \in Server |-> 0]
    /\ repl_backlog_first_byte_offset =
        [s \in Server |-> IF AtFirst(s) /\ InSync # {} THEN 1 ELSE 0]
    /\ link = [s \in Server |->
        IF s = First THEN "none" ELSE IF s \in InSync THEN "connected" ELSE "connect"]
    /\ master_run = [s \in Server |-> 0]
    /\ slaves = [s \in Server |-> [r \in Server |->
        IF s = First /\ r \in InSync THEN Online(1) ELSE Offline(0)]]
    /\ clients = [s \in Server |-> {}]
    /\ failover_state = [s \in Server |-> "no-failover"]
    /\ target_replica = [s \in Server |-> None]
    /\ aof_state = [s \in Server |-> LogAtStart(s)]
    /\ disk = [s \in Server |-> Blank]
    /\ master_host = [s \in Server |-> IF s = First THEN None ELSE First]
    /\ connection = [s \in Server |-> IF s \in InSync THEN 1 ELSE 0]
    /\ issued = [s \in Server |-> 0]
    /\ run = [s \in Server |-> 0]
    /\ network = {}
    /\ written = {}
    /\ acknowledged = {}
    /\ current = First

(***************************************************************************)
(* s executes a write, its own or its master's.  Without a backlog it has  *)
(* no replicas, and does not count.  A log that is written always has the  *)
(* write before anybody hears of it.                                       *)
(***************************************************************************)
Counts(s) == HasBacklog(s)

Executes(s, v) ==
    LET offset == IF Counts(s) THEN master_repl_offset[s] + 1 ELSE master_repl_offset[s]
    IN  /\ data' = [data EXCEPT ![s] = Append(@, v)]
        /\ master_repl_offset' = [master_repl_offset EXCEPT ![s] = offset]
        /\ repl_backlog_first_byte_offset' =
            [repl_backlog_first_byte_offset EXCEPT ![s] =
                IF @ = 0 THEN 0 ELSE Max(@, offset - BacklogSize + 1)]
        /\ disk' = [disk EXCEPT ![s] = DiskAfterWrite(s, data'[s])]
        /\ UNCHANGED aof_state
        /\ Send(Feed(s, offset, v))

EndsFailover(s) ==
    /\ failover_state' = [failover_state EXCEPT ![s] = "no-failover"]
    /\ target_replica' = [target_replica EXCEPT ![s] = None]

DisconnectsSlaves(s) ==
    slaves' = [slaves EXCEPT ![s] = [r \in Server |-> Offline(@[r].connection)]]
=============================================================================
