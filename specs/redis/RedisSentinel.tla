---------------------------- MODULE RedisSentinel ----------------------------
(***************************************************************************)
(* Redis Sentinel 7.0.  Sentinels watch a master and its replicas.  One    *)
(* that hears from enough others that the master is down asks for votes in *)
(* a new epoch.  If it gets them, it makes a replica the master, tells the *)
(* other replicas, and publishes the new configuration with that epoch; a  *)
(* sentinel that sees a configuration with a greater epoch than its own    *)
(* takes it.  Sentinels learn of each other by what they publish, and need *)
(* not know the same ones.                                                 *)
(*                                                                         *)
(* Source: redis.io, "High availability with Redis Sentinel", and the      *)
(* behaviour of src/sentinel.c of 7.0.15, whose names variables have.  An  *)
(* action is what a line of Sentinel's log tells; the comment before it    *)
(* names the line.  One master is monitored, under one name.               *)
(*                                                                         *)
(* Abstracted away: time, so that what takes a period may happen at once   *)
(* or never, which the operators named May... bound; priorities, offsets   *)
(* and how old the latest answers of replicas are, which decide which good *)
(* replica is promoted; parallel-syncs; addresses of sentinels.            *)
(*                                                                         *)
(* The network loses, repeats and reorders.  What a connection of TCP      *)
(* would keep in order has a number: roles that a server reports, and      *)
(* commands for it.                                                        *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
    Sentinel,
    Server,    \* the instances of Redis
    None,      \* stands for "no sentinel", "no server"
    First,     \* the server that is master at first
    Known,     \* which sentinels a sentinel knows at first, itself not among them
    Quorum,    \* how many must say that the master is down
    Epochs,    \* the epochs that Failover knows, for refinement
    Value      \* writes; each is made once

ASSUME
    /\ IsFiniteSet(Sentinel) /\ IsFiniteSet(Server)
    /\ None \notin Sentinel \cup Server
    /\ First \in Server
    /\ \A s \in Sentinel : Known[s] \subseteq Sentinel \ {s}
    /\ Quorum \in Nat \ {0}

VARIABLES
    (* What a sentinel has in memory. *)
    running,           \* it runs
    tilt,              \* its clock has jumped: it does not act for a time
    current_epoch,     \* the greatest epoch that it has heard of
    master,            \* the server that it takes for the master
    config_epoch,      \* of its configuration
    sentinels,         \* the others that it knows
    slaves,            \* the replicas that it knows
    leader,            \* for whom it voted last
    leader_epoch,      \* when that was
    failover_state,    \* "none", or how far its failover is
    failover_epoch,    \* the epoch in which it began that
    forced,            \* it began that since a person asked for it
    promoted_slave,    \* the replica that it has chosen
    reconf,            \* how far another replica is: "no", "sent", "inprog", "done"
    s_down,            \* the servers that it cannot reach
    o_down,            \* it takes the master for down, since enough say so
    master_down,       \* the sentinels that said last that the master is down
    heard,             \* for whom each said last that it voted, and when
    reported,          \* what each server said last: its master, and how recent that is
    sent,              \* how many commands for servers it has sent, in all of its runs
    (* What a sentinel has on disk. *)
    disk,
    unsaved,           \* its new configuration is to be saved before all else
    (* Servers. *)
    up,                \* it runs
    master_host,       \* its master; None: it is a master
    version,           \* how often its role has changed
    executed,          \* the number of the latest command of each sentinel
    data,              \* the writes that it has
    (* All messages that were sent. *)
    network,
    (* For properties only. *)
    cast,              \* all votes
    elected,           \* who was elected in which epoch
    configs,           \* which server was made the master in which epoch
    written            \* all writes that clients have made

election == <<current_epoch, leader, leader_epoch>>
failover == <<failover_state, failover_epoch, forced, promoted_slave, reconf>>
config == <<master, config_epoch, sentinels, slaves>>
flags == <<s_down, o_down, master_down>>
news == <<heard, reported>>
storage == <<disk, unsaved>>
instances == <<up, master_host, version, executed, data>>
ghosts == <<cast, elected, configs, written>>
vars == <<running, tilt, election, failover, config, flags, news, sent, storage,
          instances, network, ghosts>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* What happens outside, and what clocks decide.  Models set bounds.       *)
(***************************************************************************)
MaySDown(s, r) == TRUE      \* no answer for down-after-milliseconds
MaySUp(s, r) == TRUE        \* an answer
MayStart(s) == TRUE         \* the last attempt was long enough ago
MayAbort(s) == TRUE         \* a timeout
MayForget(s, t) == TRUE     \* no answer for five periods
MayAsk(s) == TRUE
MaySayHello(s) == TRUE
MaySelect(s, r) == TRUE     \* r is connected, recent enough, and the best
MayConvert(s, r) == TRUE    \* r has said for long enough that it is a master
MayFix(s, r) == TRUE        \* r has followed another one for failover-timeout
MayEnd(s) == TRUE           \* failover-timeout, though not all are reconfigured
MayTilt(s) == TRUE
MayReset(s) == TRUE
MayRemonitor(s, r) == TRUE
MayForce(s) == TRUE
MayCrash(s) == TRUE
MayRestart(s) == TRUE
MaySayInfo(r) == TRUE
MayCrashServer(r) == TRUE
MayRestartServer(r) == TRUE
MayWrite(r, v) == TRUE
MaySync(r) == TRUE

(***************************************************************************)
(* Messages: what is-master-down-by-addr asks (candidate is None if it     *)
(* asks for no vote) and is answered, what is published, what INFO says,   *)
(* and SLAVEOF (None: NO ONE).                                             *)
(***************************************************************************)
Ask(s, t) ==
    [type |-> "ask", from |-> s, to |-> t, server |-> master[s],
     epoch |-> current_epoch[s],
     candidate |-> IF failover_state[s] = "none" THEN None ELSE s]

Answer(t, s, down, candidate, epoch) ==
    [type |-> "answer", from |-> t, to |-> s, down |-> down, leader |-> candidate,
     epoch |-> epoch]

(* From RECONF_SLAVES on, the replica that was chosen is the master. *)
CurrentMaster(s) ==
    IF failover_state[s] \in {"reconf_slaves", "update_config"}
    THEN promoted_slave[s]
    ELSE master[s]

Hello(s, t) ==
    [type |-> "hello", from |-> s, to |-> t, epoch |-> current_epoch[s],
     server |-> CurrentMaster(s), config |-> config_epoch[s]]

Info(r, s) ==
    [type |-> "info", from |-> r, to |-> s, master |-> master_host[r],
     version |-> version[r]]

SlaveOf(s, r, t) ==
    [type |-> "slaveOf", from |-> s, to |-> r, master |-> t, number |-> sent[s] + 1]

Send(messages) == network' = network \cup messages

(***************************************************************************)
(* Guards and values, named for the models that break them.                *)
(***************************************************************************)
Max(i, j) == IF i > j THEN i ELSE j

IsODown(s) ==
    /\ master[s] \in s_down[s]
    /\ 1 + Cardinality(master_down[s]) >= Quorum

(* A vote is given once in an epoch, and never in one that has passed. *)
GivesVote(t, m) ==
    /\ leader_epoch[t] < m.epoch
    /\ current_epoch[t] <= m.epoch

(* Votes of others are counted in the epoch that the sentinel is in by now. *)
CountedEpoch(s) == current_epoch[s]

VotesHeard(s, c) ==
    {t \in sentinels[s] : heard[s][t].leader = c /\ heard[s][t].epoch = CountedEpoch(s)}

(* The own vote is counted in the epoch in which the failover began. *)
OwnVoteFor(s, c) == leader[s] = c /\ leader_epoch[s] = failover_epoch[s]

VotesFor(s, c) ==
    Cardinality(VotesHeard(s, c)) + (IF OwnVoteFor(s, c) THEN 1 ELSE 0)

Voters(s) == Cardinality(sentinels[s]) + 1

IsMajority(s, n) == n >= Voters(s) \div 2 + 1
IsQuorum(n) == n >= Quorum

IsElected(s) ==
    LET n == VotesFor(s, s)
    IN  IsMajority(s, n) /\ IsQuorum(n)

(* A sentinel votes for whom most have voted, or for itself. *)
Favourites(s) ==
    LET heardOf == {c \in Sentinel : VotesHeard(s, c) # {}}
    IN  IF heardOf = {}
        THEN {s}
        ELSE {c \in heardOf : \A d \in heardOf :
                Cardinality(VotesHeard(s, d)) <= Cardinality(VotesHeard(s, c))}

IsNewerConfig(s, m) == m.config > config_epoch[s]

(* A master that says it is a replica is not reached as a master. *)
SaysReplica(s, r) == r = master[s] /\ reported[s][r].master # None

(* A replica that is up, of the master that is up and says it is one. *)
IsSane(s) == master[s] \notin s_down[s] /\ ~o_down[s] /\ ~SaysReplica(s, master[s])

IsRecent(s, m) == m.version >= reported[s][m.from].version

EpochOfFailover(s) == failover_epoch[s]

(* What a sentinel that is asked again after REMOVE and MONITOR knows of its votes. *)
VoteAfterMonitor(s) == 0

(***************************************************************************)
(* What is written to the configuration file, with fsync: not for whom it  *)
(* voted.  The replica that was promoted is the master, and the old master *)
(* a replica, from RECONF_SLAVES on.                                       *)
(***************************************************************************)
Kept(s) ==
    [epoch |-> current_epoch[s],
     vote |-> leader_epoch[s],
     master |-> CurrentMaster(s),
     config |-> config_epoch[s],
     sentinels |-> sentinels[s],
     slaves |-> (slaves[s] \cup {master[s]}) \ {CurrentMaster(s)}]

(***************************************************************************)
(* What is changed is on disk before it is logged, and before anybody      *)
(* hears of it: one step.                                                  *)
(***************************************************************************)
Flush(s) ==
    /\ disk' = [disk EXCEPT ![s] = Kept(s)']
    /\ UNCHANGED unsaved

(***************************************************************************)
(* It is logged first, and on disk last.  A sentinel may be killed in      *)
(* between, and comes back without it.                                     *)
(***************************************************************************)
FlushLater(s) ==
    /\ unsaved' = [unsaved EXCEPT ![s] = TRUE]
    /\ UNCHANGED disk

NoVote == [leader |-> None, epoch |-> 0]
Unheard == [t \in Sentinel |-> NoVote]
Unreconfigured == [r \in Server |-> "no"]

(* Who runs at first. *)
FirstRunning == Sentinel
FirstUp == Server

(* What a server is expected to say until it has said something. *)
Expected(r, m) == [master |-> IF r = m THEN None ELSE m, version |-> 0]

Init ==
    /\ running = [s \in Sentinel |-> s \in FirstRunning]
    /\ tilt = [s \in Sentinel |-> FALSE]
    /\ current_epoch = [s \in Sentinel |-> 0]
    /\ master = [s \in Sentinel |-> First]
    /\ config_epoch = [s \in Sentinel |-> 0]
    /\ sentinels = Known
    /\ slaves = [s \in Sentinel |-> Server \ {First}]
    /\ leader = [s \in Sentinel |-> None]
    /\ leader_epoch = [s \in Sentinel |-> 0]
    /\ failover_state = [s \in Sentinel |-> "none"]
    /\ failover_epoch = [s \in Sentinel |-> 0]
    /\ forced = [s \in Sentinel |-> FALSE]
    /\ promoted_slave = [s \in Sentinel |-> None]
    /\ reconf = [s \in Sentinel |-> Unreconfigured]
    /\ s_down = [s \in Sentinel |-> {}]
    /\ o_down = [s \in Sentinel |-> FALSE]
    /\ master_down = [s \in Sentinel |-> {}]
    /\ heard = [s \in Sentinel |-> Unheard]
    /\ reported = [s \in Sentinel |-> [r \in Server |-> Expected(r, First)]]
    /\ sent = [s \in Sentinel |-> 0]
    /\ disk = [s \in Sentinel |-> Kept(s)]
    /\ unsaved = [s \in Sentinel |-> FALSE]
    /\ up = [r \in Server |-> r \in FirstUp]
    /\ master_host = [r \in Server |-> IF r = First THEN None ELSE First]
    /\ version = [r \in Server |-> 0]
    /\ executed = [r \in Server |-> [s \in Sentinel |-> 0]]
    /\ data = [r \in Server |-> {}]
    /\ network = {}
    /\ cast = {}
    /\ elected = {}
    /\ configs = {}
    /\ written = {}

(* One that has changed its configuration saves it before anything else. *)
IsReady(s) == running[s] /\ ~unsaved[s]

Acts(s) == IsReady(s) /\ ~tilt[s]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Down, subjectively: +sdown, -sdown of the master or a replica.          *)
(***************************************************************************)
SDown(s, r) ==
    /\ Acts(s)
    /\ r \in slaves[s] \cup {master[s]} /\ r \notin s_down[s]
    /\ MaySDown(s, r)
    /\ s_down' = [s_down EXCEPT ![s] = @ \cup {r}]
    /\ UNCHANGED <<running, tilt, election, failover, config, o_down, master_down, news,
                   sent, storage, instances, network, ghosts>>

SUp(s, r) ==
    /\ Acts(s)
    /\ r \in s_down[s] /\ ~SaysReplica(s, r)
    /\ MaySUp(s, r)
    /\ s_down' = [s_down EXCEPT ![s] = @ \ {r}]
    /\ UNCHANGED <<running, tilt, election, failover, config, o_down, master_down, news,
                   sent, storage, instances, network, ghosts>>

(***************************************************************************)
(* Down, objectively: +odown, -odown.  Answers of different times are      *)
(* added up.                                                               *)
(***************************************************************************)
ODown(s) ==
    /\ Acts(s)
    /\ ~o_down[s] /\ IsODown(s)
    /\ o_down' = [o_down EXCEPT ![s] = TRUE]
    /\ UNCHANGED <<running, tilt, election, failover, config, s_down, master_down, news,
                   sent, storage, instances, network, ghosts>>

OUp(s) ==
    /\ Acts(s)
    /\ o_down[s] /\ ~IsODown(s)
    /\ o_down' = [o_down EXCEPT ![s] = FALSE]
    /\ UNCHANGED <<running, tilt, election, failover, config, s_down, master_down, news,
                   sent, storage, instances, network, ghosts>>

(***************************************************************************)
(* Not logged: all known sentinels are asked whether the master is down.   *)
(* A sentinel with a failover asks for a vote too, in the epoch that it is *)
(* in by now, also when it has been elected.  It asks for none before it   *)
(* has voted itself: that happens in the same run of the timer.            *)
(***************************************************************************)
IsToVote(s) ==
    /\ failover_state[s] = "wait_start"
    /\ leader_epoch[s] < failover_epoch[s] /\ current_epoch[s] <= failover_epoch[s]

AskOthers(s) ==
    /\ Acts(s)
    /\ master[s] \in s_down[s]
    /\ ~IsToVote(s)
    /\ MayAsk(s)
    /\ Send({Ask(s, t) : t \in sentinels[s]})
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   instances, ghosts>>

(***************************************************************************)
(* +new-epoch, of a request for a vote or of a hello message.  A voter     *)
(* need not know who asks, nor take the master for down; it must monitor   *)
(* the same server.  The sender of a hello message is known by then.       *)
(***************************************************************************)
IsRequest(t, m) ==
    m.type = "ask" /\ m.to = t /\ m.candidate # None /\ m.server = master[t]

IsHello(s, m) == m.type = "hello" /\ m.to = s

NewEpoch(s, m) ==
    /\ IsReady(s)
    /\ IsRequest(s, m) \/ (IsHello(s, m) /\ m.from \in sentinels[s])
    /\ m.epoch > current_epoch[s]
    /\ current_epoch' = [current_epoch EXCEPT ![s] = m.epoch]
    /\ UNCHANGED <<running, tilt, leader, leader_epoch, failover, config, flags, news,
                   sent, instances, network, ghosts>>
    /\ Flush(s)

(***************************************************************************)
(* +vote-for-leader, of a request, after NewEpoch if that was due.  A      *)
(* sentinel in TILT votes too, and says that the master is not down.       *)
(***************************************************************************)
SaysDown(t) == ~tilt[t] /\ master[t] \in s_down[t]

Casts(t, c, e) ==
    /\ leader' = [leader EXCEPT ![t] = c]
    /\ leader_epoch' = [leader_epoch EXCEPT ![t] = e]
    /\ cast' = cast \cup {[voter |-> t, epoch |-> e, candidate |-> c]}

Vote(s, m) ==
    /\ IsReady(s)
    /\ IsRequest(s, m)
    /\ m.epoch <= current_epoch[s]
    /\ GivesVote(s, m)
    /\ Casts(s, m.candidate, current_epoch[s])
    /\ Send({Answer(s, m.from, SaysDown(s), m.candidate, current_epoch[s])})
    /\ UNCHANGED <<running, tilt, current_epoch, failover, config, flags, news, sent,
                   instances, elected, configs, written>>
    /\ Flush(s)

(***************************************************************************)
(* Not logged: an answer with the vote that was given before, or, to a     *)
(* request for no vote or about another master, with none.                 *)
(***************************************************************************)
AnswerAsk(s, m) ==
    /\ IsReady(s)
    /\ m.type = "ask" /\ m.to = s
    /\ IsRequest(s, m) => m.epoch <= current_epoch[s] /\ ~GivesVote(s, m)
    /\ Send({IF IsRequest(s, m)
             THEN Answer(s, m.from, SaysDown(s), leader[s], leader_epoch[s])
             ELSE Answer(s, m.from, SaysDown(s) /\ m.server = master[s], None, 0)})
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   instances, ghosts>>

(***************************************************************************)
(* "... voted for ...", if that has another epoch than what this sentinel  *)
(* said before; else not logged.                                           *)
(***************************************************************************)
TakeAnswer(s, m) ==
    /\ IsReady(s)
    /\ m.type = "answer" /\ m.to = s /\ m.from \in sentinels[s]
    /\ master_down' = [master_down EXCEPT ![s] =
        IF m.down THEN @ \cup {m.from} ELSE @ \ {m.from}]
    /\ heard' = IF m.leader = None
                THEN heard
                ELSE [heard EXCEPT ![s][m.from] =
                        [leader |-> m.leader, epoch |-> m.epoch]]
    /\ UNCHANGED <<running, tilt, election, failover, config, s_down, o_down, reported,
                   sent, storage, instances, network, ghosts>>

(* The one that answered is known no more: SENTINEL RESET. *)
IgnoreAnswer(s, m) ==
    /\ IsReady(s)
    /\ m.type = "answer" /\ m.to = s /\ m.from \notin sentinels[s]
    /\ UNCHANGED vars

(***************************************************************************)
(* Not logged: an answer is too old.                                       *)
(***************************************************************************)
ForgetAnswer(s, t) ==
    /\ Acts(s)
    /\ t \in sentinels[s]
    /\ t \in master_down[s] \/ heard[s][t].leader # None
    /\ MayForget(s, t)
    /\ master_down' = [master_down EXCEPT ![s] = @ \ {t}]
    /\ heard' = [heard EXCEPT ![s][t].leader = None]
    /\ UNCHANGED <<running, tilt, election, failover, config, s_down, o_down, reported,
                   sent, storage, instances, network, ghosts>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* +new-epoch and +try-failover.  The new epoch is on disk with the own    *)
(* vote only; nobody hears of it before.                                   *)
(***************************************************************************)
Begins(s) ==
    /\ current_epoch' = [current_epoch EXCEPT ![s] = @ + 1]
    /\ failover_epoch' = [failover_epoch EXCEPT ![s] = current_epoch[s] + 1]
    /\ failover_state' = [failover_state EXCEPT ![s] = "wait_start"]

StartFailover(s) ==
    /\ Acts(s)
    /\ o_down[s] /\ IsODown(s)
    /\ failover_state[s] = "none"
    /\ MayStart(s)
    /\ Begins(s)
    /\ UNCHANGED <<running, tilt, leader, leader_epoch, forced, promoted_slave, reconf,
                   config, flags, news, sent, storage, instances, network, ghosts>>

(* SENTINEL FAILOVER: nobody is asked.  Logged in the same way. *)
ForceFailover(s) ==
    /\ IsReady(s)
    /\ failover_state[s] = "none"
    /\ slaves[s] \ s_down[s] # {}
    /\ MayForce(s)
    /\ Begins(s)
    /\ forced' = [forced EXCEPT ![s] = TRUE]
    /\ UNCHANGED <<running, tilt, leader, leader_epoch, promoted_slave, reconf, config,
                   flags, news, sent, storage, instances, network, ghosts>>

(***************************************************************************)
(* +vote-for-leader, the first time that the votes are counted.            *)
(***************************************************************************)
OwnVote(s, c) ==
    /\ Acts(s)
    /\ IsToVote(s)
    /\ c \in Favourites(s)
    /\ Casts(s, c, failover_epoch[s])
    /\ UNCHANGED <<running, tilt, current_epoch, failover, config, flags, news, sent,
                   instances, network, elected, configs, written>>
    /\ Flush(s)

(* +elected-leader, +failover-state-select-slave. *)
BecomeLeader(s) ==
    /\ Acts(s)
    /\ failover_state[s] = "wait_start" /\ ~IsToVote(s)
    /\ IsElected(s) \/ forced[s]
    /\ failover_state' = [failover_state EXCEPT ![s] = "select_slave"]
    /\ elected' = elected \cup
        {[sentinel |-> s, epoch |-> failover_epoch[s], counted |-> CountedEpoch(s)]}
    /\ UNCHANGED <<running, tilt, election, failover_epoch, forced, promoted_slave,
                   reconf, config, flags, news, sent, storage, instances, network, cast,
                   configs, written>>

Aborts(s) ==
    /\ failover_state' = [failover_state EXCEPT ![s] = "none"]
    /\ forced' = [forced EXCEPT ![s] = FALSE]
    /\ promoted_slave' = [promoted_slave EXCEPT ![s] = None]

(* -failover-abort-not-elected *)
AbortNotElected(s) ==
    /\ Acts(s)
    /\ failover_state[s] = "wait_start" /\ ~IsToVote(s)
    /\ ~IsElected(s) /\ ~forced[s]
    /\ MayAbort(s)
    /\ Aborts(s)
    /\ UNCHANGED <<running, tilt, election, failover_epoch, reconf, config, flags, news,
                   sent, storage, instances, network, ghosts>>

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

-----------------------------------------------------------------------------
(***************************************************************************)
(* What INFO says.  +role-change, -role-change if the role is another one; *)
(* a new master of a replica is not logged.                                *)
(***************************************************************************)
IsInfo(s, m) ==
    /\ m.type = "info" /\ m.to = s
    /\ m.from \in slaves[s] \cup {master[s]}
    /\ IsRecent(s, m)

Latest(m) == [master |-> m.master, version |-> m.version]

LearnRole(s, m) ==
    /\ IsReady(s)
    /\ IsInfo(s, m)
    /\ reported[s][m.from] # Latest(m)
    /\ reported' = [reported EXCEPT ![s][m.from] = Latest(m)]
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, heard, sent,
                   storage, instances, network, ghosts>>

(* +slave: the master has a replica that was not known. *)
LearnSlave(s, m) ==
    /\ IsReady(s)
    /\ m.type = "info" /\ m.to = s /\ m.master = master[s]
    /\ m.from \notin slaves[s] \cup {master[s]}
    /\ slaves' = [slaves EXCEPT ![s] = @ \cup {m.from}]
    /\ reported' = [reported EXCEPT ![s][m.from] = Expected(m.from, master[s])]
    /\ UNCHANGED <<running, tilt, election, failover, master, config_epoch, sentinels,
                   flags, heard, sent, instances, network, ghosts>>
    /\ FlushLater(s)

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

(***************************************************************************)
(* +slave-reconf-sent, or -sent-be when the failover has ended; then       *)
(* -inprog and -done, of INFO of the replica.  -slave-reconf-sent-timeout  *)
(* takes it for done.                                                      *)
(***************************************************************************)
ReconfSlave(s, r) ==
    /\ Acts(s)
    /\ failover_state[s] \in {"reconf_slaves", "update_config"}
    /\ r \in slaves[s] \ {promoted_slave[s]}
    /\ reconf[s][r] = "no"
    /\ reconf' = [reconf EXCEPT ![s][r] = "sent"]
    /\ Send({SlaveOf(s, r, promoted_slave[s])})
    /\ sent' = [sent EXCEPT ![s] = @ + 1]
    /\ UNCHANGED <<running, tilt, election, failover_state, failover_epoch, forced,
                   promoted_slave, config, flags, news, storage, instances, ghosts>>

SlaveReconfInProg(s, r) ==
    /\ Acts(s)
    /\ reconf[s][r] = "sent"
    /\ reported[s][r].master = promoted_slave[s]
    /\ reconf' = [reconf EXCEPT ![s][r] = "inprog"]
    /\ UNCHANGED <<running, tilt, election, failover_state, failover_epoch, forced,
                   promoted_slave, config, flags, news, sent, storage, instances,
                   network, ghosts>>

SlaveReconfDone(s, r) ==
    /\ Acts(s)
    /\ reconf[s][r] = "inprog"
    /\ reconf' = [reconf EXCEPT ![s][r] = "done"]
    /\ UNCHANGED <<running, tilt, election, failover_state, failover_epoch, forced,
                   promoted_slave, config, flags, news, sent, storage, instances,
                   network, ghosts>>

SlaveReconfTimeout(s, r) ==
    /\ Acts(s)
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
    /\ leader' = [leader EXCEPT ![s] = None]
    /\ failover_state' = [failover_state EXCEPT ![s] = "none"]
    /\ forced' = [forced EXCEPT ![s] = FALSE]
    /\ promoted_slave' = [promoted_slave EXCEPT ![s] = None]
    /\ reconf' = [reconf EXCEPT ![s] = Unreconfigured]
    /\ s_down' = [s_down EXCEPT ![s] = {}]
    /\ o_down' = [o_down EXCEPT ![s] = FALSE]
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

-----------------------------------------------------------------------------
(***************************************************************************)
(* Not logged: the configuration is published, every two seconds.          *)
(***************************************************************************)
SayHello(s) ==
    /\ IsReady(s)
    /\ MaySayHello(s)
    /\ Send({Hello(s, t) : t \in Sentinel \ {s}})
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   instances, ghosts>>

(***************************************************************************)
(* A hello message: first +sentinel if the sender was not known, then      *)
(* NewEpoch, then the configuration, if it has a greater epoch.            *)
(***************************************************************************)
LearnSentinel(s, m) ==
    /\ IsReady(s)
    /\ IsHello(s, m) /\ m.from \notin sentinels[s]
    /\ sentinels' = [sentinels EXCEPT ![s] = @ \cup {m.from}]
    /\ UNCHANGED <<running, tilt, election, failover, master, config_epoch, slaves,
                   flags, news, sent, instances, network, ghosts>>
    /\ FlushLater(s)

IsSeen(s, m) ==
    IsHello(s, m) /\ m.from \in sentinels[s] /\ m.epoch <= current_epoch[s]

(* Not logged: only the epoch is new, which is not written at once. *)
TakeConfigEpoch(s, m) ==
    /\ IsReady(s)
    /\ IsSeen(s, m) /\ IsNewerConfig(s, m) /\ m.server = master[s]
    /\ config_epoch' = [config_epoch EXCEPT ![s] = m.config]
    /\ UNCHANGED <<running, tilt, election, failover, master, sentinels, slaves, flags,
                   news, sent, storage, instances, network, ghosts>>

(* +config-update-from, +switch-master: a failover of its own ends. *)
TakeConfig(s, m) ==
    /\ IsReady(s)
    /\ IsSeen(s, m) /\ IsNewerConfig(s, m) /\ m.server # master[s]
    /\ config_epoch' = [config_epoch EXCEPT ![s] = m.config]
    /\ Switches(s, m.server)
    /\ UNCHANGED <<running, tilt, current_epoch, leader_epoch, failover_epoch, sentinels,
                   master_down, heard, sent, instances, network, ghosts>>
    /\ FlushLater(s)

IgnoreHello(s, m) ==
    /\ IsReady(s)
    /\ IsSeen(s, m) /\ ~IsNewerConfig(s, m)
    /\ UNCHANGED vars

(***************************************************************************)
(* +convert-to-slave: a replica says that it is a master, such as the old  *)
(* master that came back.  +fix-slave-config: it follows another one.      *)
(***************************************************************************)
ConvertToSlave(s, r) ==
    /\ Acts(s)
    /\ r \in slaves[s] \ (s_down[s] \cup {promoted_slave[s]})
    /\ reported[s][r].master = None
    /\ IsSane(s)
    /\ MayConvert(s, r)
    /\ Send({SlaveOf(s, r, master[s])})
    /\ sent' = [sent EXCEPT ![s] = @ + 1]
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, storage,
                   instances, ghosts>>

FixSlaveConfig(s, r) ==
    /\ Acts(s)
    /\ r \in slaves[s] \ s_down[s]
    /\ reported[s][r].master \notin {None, master[s]}
    /\ IsSane(s)
    /\ MayFix(s, r)
    /\ Send({SlaveOf(s, r, master[s])})
    /\ sent' = [sent EXCEPT ![s] = @ + 1]
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, storage,
                   instances, ghosts>>

(* INFO that says nothing new, or is older than what was heard. *)
IgnoreInfo(s, m) ==
    /\ IsReady(s)
    /\ m.type = "info" /\ m.to = s
    /\ \/ ~IsInfo(s, m) /\ (m.from \in slaves[s] \cup {master[s]} \/ m.master # master[s])
       \/ IsInfo(s, m) /\ reported[s][m.from] = Latest(m)
    /\ UNCHANGED vars

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
    /\ leader' = [leader EXCEPT ![s] = None]
    /\ failover_state' = [failover_state EXCEPT ![s] = "none"]
    /\ forced' = [forced EXCEPT ![s] = FALSE]
    /\ promoted_slave' = [promoted_slave EXCEPT ![s] = None]
    /\ reconf' = [reconf EXCEPT ![s] = Unreconfigured]
    /\ s_down' = [s_down EXCEPT ![s] = {}]
    /\ o_down' = [o_down EXCEPT ![s] = FALSE]
    /\ master_down' = [master_down EXCEPT ![s] = {}]
    /\ heard' = [heard EXCEPT ![s] = Unheard]
    /\ reported' = [reported EXCEPT ![s][master[s]].master = None]
    /\ UNCHANGED <<running, tilt, current_epoch, leader_epoch, failover_epoch, master,
                   config_epoch, sent, storage, instances, network, ghosts>>

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
    /\ leader' = [leader EXCEPT ![s] = None]
    /\ leader_epoch' = [leader_epoch EXCEPT ![s] = VoteAfterMonitor(s)]
    /\ failover_state' = [failover_state EXCEPT ![s] = "none"]
    /\ failover_epoch' = [failover_epoch EXCEPT ![s] = 0]
    /\ forced' = [forced EXCEPT ![s] = FALSE]
    /\ promoted_slave' = [promoted_slave EXCEPT ![s] = None]
    /\ reconf' = [reconf EXCEPT ![s] = Unreconfigured]
    /\ s_down' = [s_down EXCEPT ![s] = {}]
    /\ o_down' = [o_down EXCEPT ![s] = FALSE]
    /\ master_down' = [master_down EXCEPT ![s] = {}]
    /\ heard' = [heard EXCEPT ![s] = Unheard]
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
    /\ leader' = [leader EXCEPT ![s] = None]
    /\ leader_epoch' = [leader_epoch EXCEPT ![s] = disk[s].vote]
    /\ failover_state' = [failover_state EXCEPT ![s] = "none"]
    /\ failover_epoch' = [failover_epoch EXCEPT ![s] = 0]
    /\ forced' = [forced EXCEPT ![s] = FALSE]
    /\ promoted_slave' = [promoted_slave EXCEPT ![s] = None]
    /\ reconf' = [reconf EXCEPT ![s] = Unreconfigured]
    /\ s_down' = [s_down EXCEPT ![s] = {}]
    /\ o_down' = [o_down EXCEPT ![s] = FALSE]
    /\ master_down' = [master_down EXCEPT ![s] = {}]
    /\ heard' = [heard EXCEPT ![s] = Unheard]
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

-----------------------------------------------------------------------------
(***************************************************************************)
(* A server is told whom to follow, and says whom it follows.  It writes   *)
(* its configuration, so that its role survives a crash.                   *)
(***************************************************************************)
ExecuteSlaveOf(r, m) ==
    /\ up[r]
    /\ m.type = "slaveOf" /\ m.to = r
    /\ m.number > executed[r][m.from]
    /\ executed' = [executed EXCEPT ![r][m.from] = m.number]
    /\ master_host' = [master_host EXCEPT ![r] = m.master]
    /\ version' = [version EXCEPT ![r] = IF master_host[r] = m.master THEN @ ELSE @ + 1]
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   up, data, network, ghosts>>

IgnoreSlaveOf(r, m) ==
    /\ up[r]
    /\ m.type = "slaveOf" /\ m.to = r
    /\ m.number <= executed[r][m.from]
    /\ UNCHANGED vars

SayInfo(r) ==
    /\ up[r]
    /\ MaySayInfo(r)
    /\ Send({Info(r, s) : s \in Sentinel})
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   instances, ghosts>>

CrashServer(r) ==
    /\ up[r]
    /\ MayCrashServer(r)
    /\ up' = [up EXCEPT ![r] = FALSE]
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   master_host, version, executed, data, network, ghosts>>

RestartServer(r) ==
    /\ ~up[r]
    /\ MayRestartServer(r)
    /\ up' = [up EXCEPT ![r] = TRUE]
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   master_host, version, executed, data, network, ghosts>>

(***************************************************************************)
(* A client writes at a server that says it is a master.  A replica has    *)
(* what its master has, and nothing else, once it has synchronized.        *)
(***************************************************************************)
Write(r, v) ==
    /\ up[r] /\ master_host[r] = None
    /\ v \notin written
    /\ MayWrite(r, v)
    /\ data' = [data EXCEPT ![r] = @ \cup {v}]
    /\ written' = written \cup {v}
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   up, master_host, version, executed, network, cast, elected, configs>>

Sync(r) ==
    LET s == master_host[r]
    IN  /\ up[r] /\ s # None /\ up[s]
        /\ data[r] # data[s]
        /\ MaySync(r)
        /\ data' = [data EXCEPT ![r] = data[s]]
        /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent,
                       storage, up, master_host, version, executed, network, ghosts>>

-----------------------------------------------------------------------------
Receive(s, m) ==
    \/ NewEpoch(s, m)
    \/ Vote(s, m)
    \/ AnswerAsk(s, m)
    \/ TakeAnswer(s, m)
    \/ IgnoreAnswer(s, m)
    \/ LearnRole(s, m)
    \/ LearnSlave(s, m)
    \/ IgnoreInfo(s, m)
    \/ LearnSentinel(s, m)
    \/ TakeConfigEpoch(s, m)
    \/ TakeConfig(s, m)
    \/ IgnoreHello(s, m)

Next ==
    \/ \E s \in Sentinel :
        \/ \E m \in network : Receive(s, m)
        \/ \E r \in Server :
            \/ SDown(s, r)
            \/ SUp(s, r)
            \/ SelectSlave(s, r)
            \/ ReconfSlave(s, r)
            \/ SlaveReconfInProg(s, r)
            \/ SlaveReconfDone(s, r)
            \/ SlaveReconfTimeout(s, r)
            \/ ConvertToSlave(s, r)
            \/ FixSlaveConfig(s, r)
            \/ Remonitor(s, r)
        \/ \E t \in Sentinel : ForgetAnswer(s, t) \/ OwnVote(s, t)
        \/ ODown(s)
        \/ OUp(s)
        \/ AskOthers(s)
        \/ StartFailover(s)
        \/ ForceFailover(s)
        \/ BecomeLeader(s)
        \/ AbortNotElected(s)
        \/ AbortNoGoodSlave(s)
        \/ SendSlaveOfNoOne(s)
        \/ AbortSlaveTimeout(s)
        \/ SeePromoted(s)
        \/ EndFailover(s)
        \/ SwitchMaster(s)
        \/ SayHello(s)
        \/ Tilt(s)
        \/ LeaveTilt(s)
        \/ Reset(s)
        \/ SaveConfig(s)
        \/ Crash(s)
        \/ Restart(s)
    \/ \E r \in Server :
        \/ \E m \in network : ExecuteSlaveOf(r, m) \/ IgnoreSlaveOf(r, m)
        \/ SayInfo(r)
        \/ CrashServer(r)
        \/ RestartServer(r)
        \/ \E v \in Value : Write(r, v)
        \/ Sync(r)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* What is sent arrives, timers run, and clocks go on.  Messages that only *)
(* say again what is known need not be taken.                              *)
(***************************************************************************)
Fairness ==
    /\ \A s \in Sentinel :
        /\ WF_vars(\E r \in Server : SDown(s, r))
        /\ WF_vars(\E r \in Server : SUp(s, r))
        /\ WF_vars(ODown(s))
        /\ WF_vars(AskOthers(s))
        /\ WF_vars(StartFailover(s))
        /\ WF_vars(\E t \in Sentinel : OwnVote(s, t))
        /\ WF_vars(BecomeLeader(s))
        /\ WF_vars(\E r \in Server : SelectSlave(s, r))
        /\ WF_vars(SendSlaveOfNoOne(s))
        /\ WF_vars(SeePromoted(s))
        /\ WF_vars(\E r \in Server :
            ReconfSlave(s, r) \/ SlaveReconfInProg(s, r) \/ SlaveReconfDone(s, r))
        /\ WF_vars(EndFailover(s))
        /\ WF_vars(SwitchMaster(s))
        /\ WF_vars(SaveConfig(s))
        /\ WF_vars(SayHello(s))
        /\ WF_vars(\E m \in network : NewEpoch(s, m))
        /\ WF_vars(\E m \in network : TakeConfigEpoch(s, m) \/ TakeConfig(s, m))
        /\ \A t \in Sentinel :
            /\ WF_vars(\E m \in network : m.from = t /\ Vote(s, m))
            /\ WF_vars(\E m \in network : m.from = t /\ AnswerAsk(s, m))
            /\ WF_vars(\E m \in network : m.from = t /\ LearnSentinel(s, m))
            /\ WF_vars(\E m \in network :
                /\ m.from = t /\ TakeAnswer(s, m)
                /\ m.down \/ m.leader # None)
        /\ \A r \in Server :
            /\ WF_vars(\E m \in network : m.from = r /\ LearnRole(s, m))
            /\ WF_vars(ConvertToSlave(s, r))
            /\ WF_vars(FixSlaveConfig(s, r))
    /\ \A r \in Server :
        /\ WF_vars(\E m \in network : ExecuteSlaveOf(r, m))
        /\ WF_vars(SayInfo(r))
        /\ WF_vars(RestartServer(r))

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
State == {"none", "wait_start", "select_slave", "send_slaveof_noone", "wait_promotion",
          "reconf_slaves", "update_config"}

Message ==
    [type : {"ask"}, from : Sentinel, to : Sentinel, server : Server, epoch : Nat,
     candidate : Sentinel \cup {None}]
    \cup [type : {"answer"}, from : Sentinel, to : Sentinel, down : BOOLEAN,
          leader : Sentinel \cup {None}, epoch : Nat]
    \cup [type : {"hello"}, from : Sentinel, to : Sentinel, epoch : Nat,
          server : Server, config : Nat]
    \cup [type : {"info"}, from : Server, to : Sentinel,
          master : Server \cup {None}, version : Nat]
    \cup [type : {"slaveOf"}, from : Sentinel, to : Server,
          master : Server \cup {None}, number : Nat]

TypeOK ==
    /\ running \in [Sentinel -> BOOLEAN]
    /\ tilt \in [Sentinel -> BOOLEAN]
    /\ current_epoch \in [Sentinel -> Nat]
    /\ master \in [Sentinel -> Server]
    /\ config_epoch \in [Sentinel -> Nat]
    /\ sentinels \in [Sentinel -> SUBSET Sentinel]
    /\ slaves \in [Sentinel -> SUBSET Server]
    /\ leader \in [Sentinel -> Sentinel \cup {None}]
    /\ leader_epoch \in [Sentinel -> Nat]
    /\ failover_state \in [Sentinel -> State]
    /\ failover_epoch \in [Sentinel -> Nat]
    /\ forced \in [Sentinel -> BOOLEAN]
    /\ promoted_slave \in [Sentinel -> Server \cup {None}]
    /\ reconf \in [Sentinel -> [Server -> {"no", "sent", "inprog", "done"}]]
    /\ s_down \in [Sentinel -> SUBSET Server]
    /\ o_down \in [Sentinel -> BOOLEAN]
    /\ master_down \in [Sentinel -> SUBSET Sentinel]
    /\ heard \in [Sentinel -> [Sentinel ->
                    [leader : Sentinel \cup {None}, epoch : Nat]]]
    /\ reported \in [Sentinel -> [Server ->
                    [master : Server \cup {None}, version : Nat]]]
    /\ sent \in [Sentinel -> Nat]
    /\ disk \in [Sentinel ->
            [epoch : Nat, vote : Nat, master : Server, config : Nat,
             sentinels : SUBSET Sentinel, slaves : SUBSET Server]]
    /\ unsaved \in [Sentinel -> BOOLEAN]
    /\ up \in [Server -> BOOLEAN]
    /\ master_host \in [Server -> Server \cup {None}]
    /\ version \in [Server -> Nat]
    /\ executed \in [Server -> [Sentinel -> Nat]]
    /\ data \in [Server -> SUBSET Value]
    /\ network \subseteq Message
    /\ cast \subseteq [voter : Sentinel, epoch : Nat, candidate : Sentinel]
    /\ elected \subseteq [sentinel : Sentinel, epoch : Nat, counted : Nat]
    /\ configs \subseteq [epoch : Nat, server : Server, by : Sentinel]
    /\ written \subseteq Value
    /\ \A s \in Sentinel :
        /\ s \notin sentinels[s]
        /\ master[s] \notin slaves[s]
        /\ promoted_slave[s] # None <=>
            failover_state[s] \notin {"none", "wait_start", "select_slave"}

(***************************************************************************)
(* Votes.  At most one of a sentinel in an epoch, and at most one leader.  *)
(***************************************************************************)
OneVote ==
    \A u, v \in cast : u.voter = v.voter /\ u.epoch = v.epoch => u = v

OneLeader ==
    \A a, b \in elected : a.epoch = b.epoch => a.sentinel = b.sentinel

(***************************************************************************)
(* Configurations.  One server in an epoch: else sentinels of the same     *)
(* epoch believe in different masters, and what they publish tells neither *)
(* that it is the one to give in.                                          *)
(***************************************************************************)
OneConfig ==
    \A c, d \in configs : c.epoch = d.epoch => c.server = d.server

ViewsAgree ==
    \A s, t \in Sentinel :
        config_epoch[s] = config_epoch[t] => CurrentMaster(s) = CurrentMaster(t)

(* No two servers are replicas of each other. *)
NoCycle ==
    \A r \in Server : master_host[r] # None => master_host[master_host[r]] # r

(* The latest new master is not told to follow another one, but by a later failover. *)
NotUndone ==
    \A c \in configs :
        \/ master_host[c.server] = None
        \/ \E d \in configs : d.epoch >= c.epoch /\ d # c

(* A configuration is replaced by one with a greater epoch only. *)
ConfigsGoForward ==
    [][\A s \in Sentinel : config_epoch'[s] >= config_epoch[s]]_vars

(* What a sentinel has published as the master is so on its disk, or a later one is. *)
PublishedIsKept ==
    \A m \in network : m.type = "hello" =>
        \/ disk[m.from].master = m.server
        \/ disk[m.from].config > m.config

(* What was heard of a server is replaced by what it said later only. *)
ReportsGoForward ==
    [][\A s \in Sentinel, r \in Server :
        r \in slaves[s] \cap slaves'[s] =>
            reported'[s][r].version >= reported[s][r].version]_vars

(***************************************************************************)
(* What an operator hopes for in the end.                                  *)
(***************************************************************************)
IsSingleMaster(r) ==
    /\ up[r] /\ master_host[r] = None
    /\ \A t \in Server \ {r} : up[t] => master_host[t] = r
    /\ \A s \in Sentinel : running[s] => CurrentMaster(s) = r

SingleMaster == \E r \in Server : IsSingleMaster(r)

EventuallySingleMaster == <>[]SingleMaster

EventuallyAgree ==
    <>[](\A s, t \in Sentinel : running[s] /\ running[t] => master[s] = master[t])

EventuallyElected == <>(elected # {})

(***************************************************************************)
(* Writes.  Some server that may still become the master has each.         *)
(***************************************************************************)
NothingIsLost == \A v \in written : \E r \in Server : v \in data[r]

(***************************************************************************)
(* What this refines, under conditions.                                    *)
(***************************************************************************)
LeaderIn(e) ==
    IF \E a \in elected : a.epoch = e
    THEN (CHOOSE a \in elected : a.epoch = e).sentinel
    ELSE None

NamedIn(e) ==
    IF \E c \in configs : c.epoch = e
    THEN (CHOOSE c \in configs : c.epoch = e).server
    ELSE None

Abstract == INSTANCE Failover WITH
    Epoch <- Epochs,
    leader <- [e \in Epochs |-> LeaderIn(e)],
    named <- [e \in Epochs |-> NamedIn(e)],
    view <- [s \in Sentinel |-> [epoch |-> config_epoch[s], server |-> CurrentMaster(s)]]

Refinement == Abstract!Spec

Election == INSTANCE SentinelElection WITH
    Epoch <- Epochs,
    known <- Known,
    failover_state <- [s \in Sentinel |->
        IF failover_state[s] \in {"none", "wait_start"} THEN failover_state[s]
        ELSE "leads"]

ElectionRefinement == Election!Spec

THEOREM Spec => [](TypeOK /\ OneVote)
=============================================================================
