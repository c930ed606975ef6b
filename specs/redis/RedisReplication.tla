-------------------------- MODULE RedisReplication --------------------------
(***************************************************************************)
(* Replication of Redis 7.0: a master streams the writes that it executes  *)
(* to its replicas, which may have replicas in turn.  A replica that was   *)
(* away asks to go on where it stopped (PSYNC); it may if the server that  *)
(* it asks knows its history and still has what it lacks in the backlog,   *)
(* and otherwise gets all data anew.  Clients may WAIT until some replicas *)
(* have acknowledged a write.  Nobody is asked before a replica is made a  *)
(* master: an operator decides, or Sentinel.                               *)
(*                                                                         *)
(* Source: redis.io, "Redis replication", "WAIT", "Redis persistence", and *)
(* the behaviour of src/replication.c and src/aof.c of 7.0.15, whose names *)
(* variables have.  Abstracted away: what a write does (data is the        *)
(* sequence of writes, and each has length 1 in the stream), PINGs in the  *)
(* stream, the expiry of keys, and time: a timeout may happen whenever it  *)
(* could.  A snapshot is loaded in one step.                               *)
(*                                                                         *)
(* A connection is TCP's: nothing of it comes twice or late to a server    *)
(* that has closed it.  Messages name their connection by the replica's    *)
(* number and the run id of the master; the network may then lose, repeat  *)
(* and reorder them, and a command that is not the next one is not taken.  *)
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
    /\ IsFiniteSet(Server) /\ None \notin Server
    /\ First \in Server /\ InSync \subseteq Server \ {First}
    /\ Persistence \in [Server -> {"no", "rdb", "everysec", "always"}]
    /\ BacklogSize \in Nat \ {0} /\ WaitFor \in Nat /\ MinReplicas \in Nat

VARIABLES
    (* What a server has in memory. *)
    up,                             \* it runs
    data,                           \* the writes that it has executed, in order
    master_replid,                  \* names the history to which its data belongs
    master_repl_offset,             \* how far it is in that history
    second_replid,                  \* names the history that it had before
    second_replid_offset,           \* the first offset that it does not share with that
    repl_backlog_first_byte_offset, \* the first offset in the backlog; 0: there is none
    link,                           \* "none": master; "connect", "sync", "connected"
    master_run,                     \* the run id of the master, on this connection
    slaves,                         \* its replicas: connection, acknowledged offset
    clients,                        \* writes whose clients wait for replicas
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

memory == <<up, data, master_replid, master_repl_offset, second_replid,
            second_replid_offset, repl_backlog_first_byte_offset, link, master_run,
            slaves, clients>>
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

Writes(d) == {d[i] : i \in 1 .. Len(d)}
IsPrefix(d, e) == Len(d) <= Len(e) /\ d = SubSeq(e, 1, Len(d))
Max(i, j) == IF i > j THEN i ELSE j

HasLog(s) == Persistence[s] \in {"everysec", "always"}
LogAtStart(s) == IF HasLog(s) THEN "on" ELSE "off"

IsMaster(s) == master_host[s] = None
HasBacklog(s) == repl_backlog_first_byte_offset[s] > 0
Replicas(s) == {r \in Server : slaves[s][r].online}
HasAcknowledged(s, offset) == {r \in Replicas(s) : slaves[s][r].ack >= offset}

(***************************************************************************)
(* What happens outside: whether a server is made a master or a replica    *)
(* now, or fails, or a connection does.  Models set bounds and choosers.   *)
(***************************************************************************)
MayPromote(s) == TRUE
MayFollow(s, t) == TRUE
MayCrash(s) == TRUE
MayRestart(s) == TRUE
MayLoseLink(s) == TRUE
MayDrop(s, r) == TRUE
MayFreeBacklog(s) == TRUE
MaySave(s) == TRUE
MayRewrite(s) == TRUE
MayWrite(s, v) == TRUE
MayAck(r) == TRUE

(***************************************************************************)
(* Messages.  The first is of a replica to its master, the next three of   *)
(* a master to its replica, and the last of a replica again.               *)
(***************************************************************************)
Psync(r, n) ==
    [type |-> "psync", from |-> r, to |-> master_host[r], connection |-> n,
     replid |-> master_replid[r], offset |-> master_repl_offset[r]]

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

DisconnectsSlaves(s) ==
    slaves' = [slaves EXCEPT ![s] = [r \in Server |-> Offline(@[r].connection)]]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Clients.  A client writes at a server that says it is a master, and     *)
(* WAITs on the same connection for the offset that the server had then.   *)
(* If it waits for nobody, the answer to the write is all that it is told. *)
(***************************************************************************)
Write(s, v) ==
    /\ up[s] /\ AcceptsWrites(s)
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
                   master_run, slaves, master_host, names, current>>

(* READONLY, or NOREPLICAS. *)
RefuseWrite(s) ==
    /\ up[s]
    /\ ~AcceptsWrites(s) \/ ~HasMinReplicas(s)
    /\ UNCHANGED vars

Wait(s, c) ==
    /\ up[s]
    /\ c \in clients[s]
    /\ IsEnough(s, c.offset)
    /\ clients' = [clients EXCEPT ![s] = @ \ {c}]
    /\ acknowledged' = acknowledged \cup {c.value}
    /\ UNCHANGED <<up, history, link, master_run, slaves, storage, master_host, names,
                   network, written, current>>

(***************************************************************************)
(* WAIT returns a number that is too small.  The write stays where it is.  *)
(***************************************************************************)
WaitTimesOut(s, c) ==
    /\ up[s]
    /\ c \in clients[s]
    /\ ~IsEnough(s, c.offset)
    /\ clients' = [clients EXCEPT ![s] = @ \ {c}]
    /\ UNCHANGED <<up, history, link, master_run, slaves, storage, master_host, names,
                   network, ghosts>>

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
    /\ UNCHANGED <<up, history, master_run, slaves, clients, storage, master_host, issued,
                   run, ghosts>>

IsServed(s, m) ==
    /\ up[s] /\ m.type = "psync"
    /\ HasData(s)
    /\ IsNewConnection(s, m)

ServePartially(s, m) ==
    /\ IsServed(s, m)
    /\ MayContinue(s, m)
    /\ slaves' = [slaves EXCEPT ![s][m.from] = Online(m.connection)]
    /\ Send({Continue(s, m)} \cup Rest(s, m))
    /\ UNCHANGED <<up, history, link, master_run, clients, storage, master_host, names,
                   ghosts>>

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
    /\ UNCHANGED <<up, data, master_repl_offset, link, master_run, clients, storage,
                   master_host, connection, run, ghosts>>

(***************************************************************************)
(* The connection is no more, or s is a replica without a master itself    *)
(* (NOMASTERLINK).                                                         *)
(***************************************************************************)
IgnorePsync(s, m) ==
    /\ up[s] /\ m.type = "psync"
    /\ ~IsServed(s, m)
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
    /\ UNCHANGED <<up, data, master_repl_offset, clients, storage, master_host, names,
                   network, ghosts>>

(***************************************************************************)
(* A replica drops its data and takes what its master has.                 *)
(***************************************************************************)
TakeFullResync(s, m) ==
    /\ m.type = "fullResync"
    /\ IsAnswer(s, m)
    /\ link' = [link EXCEPT ![s] = "connected"]
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
                   master_run, slaves, clients, master_host, names, ghosts>>

IgnoreReply(s, m) ==
    /\ up[s]
    /\ m.type \in {"continue", "fullResync"}
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
    /\ UNCHANGED <<up, history, link, master_run, clients, storage, master_host, names,
                   network, ghosts>>

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
    /\ MayLoseLink(s)
    /\ link' = [link EXCEPT ![s] = "connect"]
    /\ UNCHANGED <<up, history, master_run, slaves, clients, storage, master_host, names,
                   network, ghosts>>

DropReplica(s, r) ==
    /\ up[s]
    /\ r \in Replicas(s)
    /\ MayDrop(s, r)
    /\ slaves' = [slaves EXCEPT ![s][r] = Offline(@.connection)]
    /\ UNCHANGED <<up, history, link, master_run, clients, storage, master_host, names,
                   network, ghosts>>

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
                   storage, master_host, connection, run, network, ghosts>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* REPLICAOF NO ONE: a new history, which begins where the old one ends    *)
(* here, so that those who have not been farther may go on.                *)
(***************************************************************************)
Promote(s) ==
    /\ up[s] /\ ~IsMaster(s)
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
                   master_run, clients, storage, connection, run, network, written,
                   acknowledged>>

(***************************************************************************)
(* REPLICAOF host port.  A server that was a master asks to go on in its   *)
(* own history.  Clients that wait are told of an error.                   *)
(***************************************************************************)
ReplicaOf(s, t) ==
    /\ up[s]
    /\ s # t /\ master_host[s] # t
    /\ MayFollow(s, t)
    /\ master_host' = [master_host EXCEPT ![s] = t]
    /\ link' = [link EXCEPT ![s] = "connect"]
    /\ clients' = [clients EXCEPT ![s] = {}]
    /\ UNCHANGED <<up, history, master_run, slaves, storage, names, network, ghosts>>

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
        /\ UNCHANGED <<master_run, slaves, clients, storage, master_host, connection,
                       network, ghosts>>

-----------------------------------------------------------------------------
Receive(s, m) ==
    \/ ServePartially(s, m)
    \/ ServeFully(s, m)
    \/ IgnorePsync(s, m)
    \/ TakeContinue(s, m)
    \/ TakeFullResync(s, m)
    \/ IgnoreReply(s, m)
    \/ ExecuteCommand(s, m)
    \/ IgnoreCommand(s, m)
    \/ TakeAck(s, m)
    \/ IgnoreAck(s, m)

Next ==
    \E s \in Server :
        \/ \E v \in Value : Write(s, v)
        \/ RefuseWrite(s)
        \/ \E c \in clients[s] : Wait(s, c) \/ WaitTimesOut(s, c)
        \/ Connect(s)
        \/ SendAck(s)
        \/ \E m \in Received(s) : Receive(s, m)
        \/ LoseLink(s)
        \/ \E r \in Server : DropReplica(s, r)
        \/ FreeBacklog(s)
        \/ Promote(s)
        \/ \E t \in Server : ReplicaOf(s, t)
        \/ SaveSnapshot(s)
        \/ SyncLog(s)
        \/ RewriteLog(s)
        \/ Crash(s)
        \/ Restart(s)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* What is sent arrives, servers come back, and a replica notices at last  *)
(* that the other end of its connection is gone.                           *)
(***************************************************************************)
IsCutOff(r) ==
    LET s == master_host[r]
    IN  /\ s \in Server /\ up[s]
        /\ LET slave == slaves[s][r]
           IN  \/ /\ link[r] = "connected"
                  /\ ~(slave.online /\ slave.connection = connection[r]
                        /\ run[s] = master_run[r])
               \/ /\ link[r] = "sync"
                  /\ slave.connection = connection[r] /\ ~slave.online

Fairness ==
    \A s \in Server :
        /\ WF_vars(Restart(s))
        /\ WF_vars(Connect(s))
        /\ WF_vars(IsCutOff(s) /\ LoseLink(s))
        /\ \A r \in Server :
            /\ WF_vars(\E m \in Received(s) : m.from = r /\ ServePartially(s, m))
            /\ WF_vars(\E m \in Received(s) : m.from = r /\ ServeFully(s, m))
        /\ WF_vars(\E m \in Received(s) : TakeContinue(s, m) \/ TakeFullResync(s, m))
        /\ WF_vars(\E m \in Received(s) : ExecuteCommand(s, m))

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
Message ==
    [type : {"psync"}, from : Server, to : Server, connection : Nat, replid : Id,
     offset : Nat]
    \cup [type : {"continue"}, from : Server, to : Server, connection : Nat, run : Nat,
          replid : Id]
    \cup [type : {"fullResync"}, from : Server, to : Server, connection : Nat, run : Nat,
          replid : Id, offset : Nat, data : Seq(Value)]
    \cup [type : {"command"}, from : Server, to : Server, connection : Nat, run : Nat,
          offset : Nat, value : Value]
    \cup [type : {"ack"}, from : Server, to : Server, connection : Nat, run : Nat,
          offset : Nat]

TypeOK ==
    /\ up \in [Server -> BOOLEAN]
    /\ data \in [Server -> Seq(Value)]
    /\ master_replid \in [Server -> Id]
    /\ master_repl_offset \in [Server -> Nat]
    /\ second_replid \in [Server -> Id]
    /\ second_replid_offset \in [Server -> Nat]
    /\ repl_backlog_first_byte_offset \in [Server -> Nat]
    /\ link \in [Server -> {"none", "connect", "sync", "connected"}]
    /\ master_run \in [Server -> Nat]
    /\ slaves \in [Server -> [Server ->
                    [connection : Nat, ack : Nat, online : BOOLEAN]]]
    /\ \A s \in Server : \A c \in clients[s] : c.value \in Value /\ c.offset \in Nat
    /\ aof_state \in [Server -> {"off", "on", "wait_rewrite"}]
    /\ disk \in [Server -> [data : Seq(Value), replid : Id, offset : Nat]]
    /\ master_host \in [Server -> Server \cup {None}]
    /\ connection \in [Server -> Nat]
    /\ issued \in [Server -> Nat]
    /\ run \in [Server -> Nat]
    /\ network \subseteq Message
    /\ written \subseteq Value
    /\ acknowledged \subseteq written
    /\ current \in Server

(***************************************************************************)
(* The prefix property.  A server claims to have a history up to an        *)
(* offset: that which master_replid names, that of its snapshot, and the   *)
(* one before it up to where it left it, as long as it has a backlog to    *)
(* let others go on in that.  Of two servers that claim to have the same,  *)
(* the one that is not as far has a prefix of what the other has.          *)
(***************************************************************************)
Claim(id, offset, d) == [id |-> id, offset |-> offset, data |-> d]

(* What d was when the offset of its end was less, as far as d is of one history. *)
Until(d, end, offset) ==
    IF end - offset <= Len(d) THEN SubSeq(d, 1, Len(d) - (end - offset)) ELSE <<>>

Claims(s) ==
    LET offset == master_repl_offset[s]
        second == second_replid_offset[s] - 1
    IN  (IF up[s] THEN {Claim(master_replid[s], offset, data[s])} ELSE {})
        \cup (IF up[s] /\ second_replid[s] # NoId /\ HasBacklog(s)
              THEN {Claim(second_replid[s], second, Until(data[s], offset, second))}
              ELSE {})
        \cup (IF disk[s].replid # NoId
              THEN {Claim(disk[s].replid, disk[s].offset, disk[s].data)}
              ELSE {})

AllClaims == UNION {Claims(s) : s \in Server}

PrefixProperty ==
    \A c, d \in AllClaims :
        c.id = d.id /\ c.offset <= d.offset =>
            c.data = Until(d.data, d.offset, c.offset)

(***************************************************************************)
(* What clients are promised: RedisReplication keeps it under conditions   *)
(* on WaitFor, on persistence, and on who is made a master.                *)
(***************************************************************************)
IsServing == up[current] /\ IsMaster(current)

NothingInvented == \A s \in Server : Writes(data[s]) \subseteq written

AcknowledgedIsKept == IsServing => acknowledged \subseteq Writes(data[current])

(* Some server has it, in memory or on disk. *)
AcknowledgedIsSomewhere ==
    \A v \in acknowledged : \E s \in Server :
        v \in Writes(data[s]) \cup Writes(disk[s].data)

(***************************************************************************)
(* While nobody serves, nothing is lost yet.                               *)
(***************************************************************************)
Abstract == INSTANCE AcknowledgedWrites WITH
    dataset <- IF IsServing THEN Writes(data[current]) ELSE written

Refinement == Abstract!Spec

(***************************************************************************)
(* A client may read at the latest master before a step and after it.  If  *)
(* the dataset were sequentially consistent, it would find again what it   *)
(* has read, and acknowledged or not has nothing to do with it.            *)
(***************************************************************************)
ReadsGoForward ==
    [][IsServing /\ IsServing' => IsPrefix(data[current], data'[current'])]_vars

(***************************************************************************)
(* Replicas catch up, if from some time on nothing stands in the way.      *)
(* Models have finitely many writes and faults.                            *)
(***************************************************************************)
CatchUp ==
    <>[](\A r \in Server :
            master_host[r] \in Server => data[r] = data[master_host[r]])

(***************************************************************************)
(* How many replicas have acknowledged is never less than is true.         *)
(***************************************************************************)
AcksAreTrue ==
    \A s \in Server : up[s] => \A r \in Replicas(s) :
        /\ slaves[s][r].ack <= master_repl_offset[s]
        /\ up[r] /\ master_host[r] = s /\ link[r] = "connected"
              /\ connection[r] = slaves[s][r].connection /\ master_run[r] = run[s]
           => slaves[s][r].ack <= master_repl_offset[r]

THEOREM Spec => [](TypeOK /\ PrefixProperty /\ NothingInvented /\ AcksAreTrue)
THEOREM FairSpec => CatchUp
=============================================================================
