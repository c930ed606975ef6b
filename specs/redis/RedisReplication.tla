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
(* sequence of what was executed, each of length 1 in the stream), the     *)
(* expiry of keys, and time: a timeout may happen whenever it could.  A    *)
(* snapshot is loaded in one step.                                         *)
(*                                                                         *)
(* A connection is TCP's: nothing of it comes twice or late to a server    *)
(* that has closed it.  Messages name their connection by the replica's    *)
(* number and the run id of the master; the network may then lose, repeat  *)
(* and reorder them, and a command that is not the next one is not taken.  *)
(*                                                                         *)
(* RedisServers has the state and the guards; the actions are in           *)
(* RedisLinks, RedisWrites, RedisFailover and RedisHandover; the           *)
(* properties are here.                                                    *)
(***************************************************************************)
EXTENDS RedisLinks, RedisWrites, RedisFailover, RedisHandover

-----------------------------------------------------------------------------
Receive(s, m) ==
    \/ ServePartially(s, m)
    \/ ServeFully(s, m)
    \/ IgnorePsync(s, m)
    \/ ServeFailover(s, m)
    \/ RefuseFailover(s, m)
    \/ TakeRefusal(s, m)
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
        \/ Ping(s)
        \/ \E c \in clients[s], n \in 0 .. Cardinality(Server) :
            Wait(s, c, n) \/ WaitTimesOut(s, c, n)
        \/ Connect(s)
        \/ SendAck(s)
        \/ \E m \in Received(s) : Receive(s, m)
        \/ LoseLink(s)
        \/ \E r \in Server : DropReplica(s, r)
        \/ FreeBacklog(s)
        \/ Promote(s)
        \/ \E t \in Server : ReplicaOf(s, t)
        \/ \E t \in Server \cup {None} : BeginFailover(s, t)
        \/ \E t \in Server : HandOver(s, t)
        \/ ForceHandOver(s)
        \/ AbortFailover(s)
        \/ LoseFailover(s)
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
     offset : Nat, failover : BOOLEAN]
    \cup [type : {"refusal"}, from : Server, to : Server, connection : Nat]
    \cup [type : {"continue"}, from : Server, to : Server, connection : Nat, run : Nat,
          replid : Id]
    \cup [type : {"fullResync"}, from : Server, to : Server, connection : Nat, run : Nat,
          replid : Id, offset : Nat, data : Seq(Value \cup {None})]
    \cup [type : {"command"}, from : Server, to : Server, connection : Nat, run : Nat,
          offset : Nat, value : Value \cup {None}]
    \cup [type : {"ack"}, from : Server, to : Server, connection : Nat, run : Nat,
          offset : Nat]

TypeOK ==
    /\ up \in [Server -> BOOLEAN]
    /\ data \in [Server -> Seq(Value \cup {None})]
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
    /\ failover_state \in
        [Server -> {"no-failover", "waiting-for-sync", "failover-in-progress"}]
    /\ target_replica \in [Server -> Server \cup {None}]
    /\ aof_state \in [Server -> {"off", "on", "wait_rewrite"}]
    /\ disk \in [Server ->
                [data : Seq(Value \cup {None}), replid : Id, offset : Nat]]
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
    [][IsServing /\ IsServing' => IsPrefix(Executed(current), Executed(current)')]_vars

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
