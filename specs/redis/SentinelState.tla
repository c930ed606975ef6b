---------------------------- MODULE SentinelState ----------------------------
(***************************************************************************)
(* What a sentinel of RedisSentinel has in memory and on its disk, what    *)
(* servers have, what they say to each other, and what more than one       *)
(* action asks. Variables have the names of src/sentinel.c of Redis        *)
(* 7.0.15.                                                                 *)
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

(* A master that says it is a replica is not reached as a master. *)
SaysReplica(s, r) == r = master[s] /\ reported[s][r].master # None

EpochOfFailover(s) == failover_epoch[s]

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

(***************************************************************************)
(* A failover of its own is dropped, and what was found out of the master. *)
(***************************************************************************)
DropsFailover(s) ==
    /\ leader' = [leader EXCEPT ![s] = None]
    /\ failover_state' = [failover_state EXCEPT ![s] = "none"]
    /\ forced' = [forced EXCEPT ![s] = FALSE]
    /\ promoted_slave' = [promoted_slave EXCEPT ![s] = None]
    /\ reconf' = [reconf EXCEPT ![s] = Unreconfigured]
    /\ s_down' = [s_down EXCEPT ![s] = {}]
    /\ o_down' = [o_down EXCEPT ![s] = FALSE]

ForgetsAnswers(s) ==
    /\ master_down' = [master_down EXCEPT ![s] = {}]
    /\ heard' = [heard EXCEPT ![s] = Unheard]
=============================================================================
