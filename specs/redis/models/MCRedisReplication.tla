-------------------------- MODULE MCRedisReplication ------------------------
(***************************************************************************)
(* What the models of RedisReplication need: bounds, choosers, and the     *)
(* operators that a broken model puts in the place of the spec's.          *)
(***************************************************************************)
EXTENDS RedisReplication

CONSTANTS
    MaxConnections,  \* how often a replica connects without need
    MaxNames,        \* how many names a server gives before it is promoted no more
    Mortal,          \* the servers that may crash, once
    Droppers,        \* the servers that may close a connection to a replica
    Changes          \* the servers that an operator may give another master

(***************************************************************************)
(* In the place of Persistence: all servers have one policy.               *)
(***************************************************************************)
Nothing == [s \in Server |-> "no"]
Snapshots == [s \in Server |-> "rdb"]
LogEverySecond == [s \in Server |-> "everysec"]
LogAlways == [s \in Server |-> "always"]

(***************************************************************************)
(* Bounds, in the place of the operators that are named first.             *)
(***************************************************************************)

(* MayWrite: "x" before "y". *)
InOrder(s, v) == v = "x" \/ "x" \in written

(* MayPing: the first master, once. *)
OnePing(s) == s = First /\ None \notin {data[s][i] : i \in 1 .. Len(data[s])}

(* MayCrash, MayLoseLink, MayDrop, MaySave, MayFreeBacklog, MayPing. *)
FewCrashes(s) == s \in Mortal /\ run[s] = 0
FewLosses(s) == connection[s] < MaxConnections \/ IsCutOff(s)
FewDrops(s, r) == s \in Droppers /\ connection[r] < MaxConnections
SavesNews(s) == disk[s].data # data[s]
FewNames(s) == issued[s] < MaxNames
Never(s) == FALSE

(* MayAck: only of writes, and never if no client waits. *)
AcksOfWrites(r) == WaitFor > 0 /\ master_repl_offset[r] > 0

(* MayAck: of writes, for a master that hands over. *)
AcksForFailover(r) == master_repl_offset[r] > 0

(* MayRestart: who crashed while it was a master stays away. *)
OnlyReplicas(s) == ~IsMaster(s)

(* MayRestart: all, once. *)
FewRestarts(s) == run[s] = 0

(* IsEnough: a client counts a replica when its log has been rewritten, and asks that
   of the master as well. *)
RewrittenAreEnough(s, offset) ==
    /\ aof_state[s] = "on"
    /\ LET IsRewritten(r) ==
            master_host[r] = s /\ link[r] = "connected" /\ aof_state[r] = "on"
       IN  Cardinality({r \in HasAcknowledged(s, offset) : IsRewritten(r)}) >= WaitFor

(* MayFollow: an operator knows the latest master. *)
FollowsCurrent(s, t) == s \in Changes /\ s # current /\ t = current
NeverFollow(s, t) == FALSE

(* MayFailover: "a" hands over to "b", or to any, as its first deed. *)
ToB(s, t) == s = "a" /\ t = "b" /\ issued[s] = 0
ToAny(s, t) == s = "a" /\ t = None /\ issued[s] = 0

(* MayAbort: only before it has handed over; MayLoseLink: only after. *)
OnlyWaiting(s) == IsWaitingForSync(s)
OnlyHandingOver(s) == IsHandingOver(s) \/ IsCutOff(s)

(* MayLoseLink: only "c" loses it without need. *)
OnlyC(s) == (s = "c" /\ FewLosses(s)) \/ IsCutOff(s)

(* MayFollow: "c" becomes a replica of "b", when it has connected to "a" again. *)
Later(s, t) == s = "c" /\ t = "b" /\ connection["c"] = 2

(* MayFollow: "c" becomes a replica of "b". *)
Chain(s, t) == s = "c" /\ t = "b" /\ connection["c"] = 1
ChainOrCurrent(s, t) == Chain(s, t) \/ FollowsCurrent(s, t)

(***************************************************************************)
(* Who is made a master.  Each is asked for when the last one is down, but *)
(* by AnyTime.                                                             *)
(***************************************************************************)
Candidates == {r \in Server : up[r] /\ ~IsMaster(r)}

(* An operator takes any replica, and need not know that the master is up. *)
AnyTime(s) == FewNames(s)

OnlyB(s) == FewNames(s) /\ s = "b"

ByOperator(s) == FewNames(s) /\ ~up[current]

(* Sentinel looks at replica-priority first: "c" has the best. *)
ByPriority(s) == ByOperator(s) /\ ("c" \in Candidates => s = "c")

ByOffset(s) ==
    /\ ByOperator(s)
    /\ \A r \in Candidates : master_repl_offset[r] <= master_repl_offset[s]

(***************************************************************************)
(* By the greatest offset among so many that one of those that a client    *)
(* has waited for must be among them.                                      *)
(***************************************************************************)
ByOffsetOfEnough(s) ==
    /\ ByOffset(s)
    /\ Cardinality(Candidates) + WaitFor > Cardinality(Server) - 1

(* The same, while the last master may be up. *)
UnfencedByOffset(s) ==
    /\ FewNames(s)
    /\ \A r \in Candidates : master_repl_offset[r] <= master_repl_offset[s]
    /\ Cardinality(Candidates) + WaitFor > Cardinality(Server) - 1

(***************************************************************************)
(* Who asks to go on in a history that the other has had too gets all data *)
(* anew only if it has more or fewer writes. This is not so: PINGs count.  *)
(***************************************************************************)
OnlyWritesMatter ==
    \A s, r \in Server : \A m \in Received(s), n \in Received(r) :
        /\ m.type = "psync" /\ m.from = r
        /\ n.type = "fullResync" /\ n.from = s /\ n.connection = m.connection
        /\ m.replid = second_replid[s]
        => Size(r) # Size(s)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Slips.  Each takes the place of an operator of the spec, named first.   *)
(***************************************************************************)

(* IsBeforeSecond: the offset is not compared. *)
AnyOffset(s, offset) == TRUE

(* IdWithoutBacklog: the history goes on. *)
SameId(s) == master_replid[s]

(* IdAfterRestart: a master goes on in the history of its snapshot. *)
IdOfSnapshot(s) == IF disk[s].replid # NoId THEN disk[s].replid ELSE NewId(s)

(* IsNext: a command that is not the next one is executed all the same. *)
AnyCommand(r, m) == m.offset > master_repl_offset[r]

(* HasInBacklog: what is no longer there is not missed. *)
AnyBacklog(s, m) == HasBacklog(s) /\ m.offset <= master_repl_offset[s]

(* KnowsHistory: any history is taken for one's own. *)
AnyHistory(s, m) == TRUE

(* IsCutOff: a replica does not notice. *)
Unnoticed(r) == FALSE

(* IsNews: an acknowledgement of an earlier connection counts. *)
AnyConnection(s, m) ==
    slaves[s][m.from].online /\ m.offset > slaves[s][m.from].ack

(* IsNews: an acknowledgement counts that was sent to an earlier run. *)
AnyRunOfMaster(s, m) ==
    LET slave == slaves[s][m.from]
    IN  slave.online /\ slave.connection = m.connection /\ m.offset > slave.ack

(* IsNotAhead: who has more goes on as well. *)
AnyLead(s, m) == TRUE

(* IsNewConnection: an old request is served again. *)
OldConnection(s, m) == m.connection >= slaves[s][m.from].connection

(* IsAnswer: an answer is taken twice. *)
AnsweredTwice(r, m) == up[r] /\ m.connection = connection[r]

(* IsAnswer: an answer to an earlier question is taken. *)
AnyAnswer(r, m) == up[r] /\ link[r] = "sync"

(* OnLink: a command is executed before the answer has come, or when the link is lost. *)
OffLink(r, m) == up[r] /\ m.connection = connection[r] /\ m.run = master_run[r]

(* OnLink: a command is executed that came on an earlier connection. *)
AnyLink(r, m) == up[r] /\ link[r] = "connected" /\ m.run = master_run[r]

(* OnLink: a command is executed that an earlier run of the master has sent. *)
AnyRun(r, m) == up[r] /\ link[r] = "connected" /\ m.connection = connection[r]

(* MayAcknowledge: before the master has answered. *)
BeforeAnswer(r) == link[r] \in {"sync", "connected"}

(* HasData, AcceptsWrites, IsEnough: always. *)
Always(s) == TRUE
AnyNumber(s, offset) == TRUE

(* MayBeFreed: while there are replicas; by a replica. *)
WithReplicas(s) == IsMaster(s)
ByReplicas(s) == Replicas(s) = {}

(* IsCaughtUp: of no replica it is asked how far it is. *)
AnyReplica(s, t) == TRUE

(* DisconnectsSlaves: replicas are fed the new history, and take it for the old one. *)
KeepsSlaves(s) == UNCHANGED slaves

(* Snapshot: that of a master without a backlog names a history, too. *)
NamedSnapshot(s) ==
    [data |-> data[s], replid |-> master_replid[s], offset |-> master_repl_offset[s]]
=============================================================================
