---------------------------- MODULE ClusterState -----------------------------
(***************************************************************************)
(* What a node of Redis Cluster 7.0 knows, and what every message tells.   *)
(* There are two epochs.  currentEpoch is a logical clock: the greatest    *)
(* number that a node has heard of.  configEpoch is the version of what    *)
(* one master claims: its slots.  Every message has both in its header,    *)
(* with the slots that its sender, or the master of its sender, claims.    *)
(*                                                                         *)
(* Source: redis.io, "Redis cluster specification", and the behaviour of   *)
(* src/cluster.c of 7.0.15, whose names variables have.  The modules       *)
(* ClusterConfiguration, ClusterElection and ClusterMigration say what     *)
(* nodes do; RedisCluster puts them together.                              *)
(*                                                                         *)
(* Abstracted away: time, so that what takes a period may happen at once   *)
(* or never, which operators named May... bound; addresses, and how nodes  *)
(* come to know of each other (MEET, FORGET), so that all know all; PING   *)
(* and PONG are one message, and any node may send it to any at any time,  *)
(* also when it has taken the header only of a PING that it answers;       *)
(* which replica a master without one gets (replica migration).            *)
(*                                                                         *)
(* The network loses, repeats and reorders.  Models say what it forgets.   *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
    Node,
    None,         \* stands for "no node"
    Slot,         \* numbers
    Key,          \* each is written once
    SlotOf,       \* the slot of a key
    Id,           \* the order of the nodes' names
    FirstMaster,  \* of whom a node is a replica at first; None: it is a master
    FirstOwner,   \* who has a slot at first; None: nobody
    FirstEpoch    \* configEpoch of a node at first

ASSUME
    /\ IsFiniteSet(Node) /\ None \notin Node
    /\ Slot \subseteq Nat
    /\ \A k \in Key : SlotOf[k] \in Slot
    /\ \A n, x \in Node : n # x => Id[n] # Id[x]

VARIABLES
    running,             \* the process runs
    (* What nodes.conf holds. *)
    currentEpoch,        \* the greatest epoch that it has heard of
    lastVoteEpoch,       \* the epoch in which it voted last
    configEpoch,         \* of each node, as far as it knows
    slaveof,             \* the master of each node, itself too, as far as it knows
    slots,               \* who has each slot
    migrating_slots_to,
    importing_slots_from,
    flags,               \* of each node: "up", "pfail", "fail"
    (* On disk: these, as they were when nodes.conf was written last. *)
    saved,
    (* In memory only. *)
    owner_not_claiming_slot, \* slots whose owner does not claim them any more
    reports,             \* of each node: the masters that say it does not answer
    failover_auth_sent,  \* "none", "delayed": the election is to come, "sent"
    failover_auth_epoch, \* of its latest election
    failover_auth_count, \* the votes that it counts
    mf_state,            \* a failover that a person asked for: "none", "wait", "start"
    mf_master_offset,    \* of the master that has paused; -1: not known
    mf_slave,            \* the replica for which a master has paused
    state,               \* "ok": it serves clients, "fail"
    offsets,             \* how much each node has replicated, as far as it knows
    moving,              \* the key that it is moving away
    (* Data; and with which master a replica has synchronized. *)
    data,
    synced,
    (* All messages that were sent. *)
    network,
    (* For properties only. *)
    cast,                \* all votes
    claims,              \* who has taken which epoch, and how
    acked                \* the keys whose writing was acknowledged

epochs == <<currentEpoch, lastVoteEpoch, configEpoch, saved>>
table == <<slaveof, slots, owner_not_claiming_slot>>
health == <<flags, reports, state>>
election == <<failover_auth_sent, failover_auth_epoch, failover_auth_count>>
manual == <<mf_state, mf_master_offset, mf_slave>>
migration == <<migrating_slots_to, importing_slots_from, moving>>
store == <<offsets, data, synced>>
ghosts == <<cast, claims, acked>>
vars == <<running, epochs, table, health, election, manual, migration, store, network,
          ghosts>>

-----------------------------------------------------------------------------
Others(n) == Node \ {n}

(***************************************************************************)
(* What happens outside, and what clocks decide.  Models set bounds.       *)
(***************************************************************************)
MayReceive(m) == TRUE       \* models leave out what comes too late
MayPFail(n, x) == TRUE      \* no answer for node-timeout
MayReach(n, x) == TRUE      \* an answer
MayClear(n, x) == TRUE      \* x is reached, and FAIL for long
MayExpire(n, x) == TRUE     \* a report is older than 2 * node-timeout
MayUpdateState(n) == TRUE   \* a master waits after a restart, or after a minority
MaySchedule(n) == TRUE      \* the last attempt was long enough ago
MayStart(n) == TRUE         \* the delay is over, which is longer for a higher rank
MayWithhold(n, x) == TRUE   \* it voted about master x less than 2 * node-timeout ago
MayTimeout(n) == TRUE
MayCommand(n, command, s, x) == TRUE    \* a person asks for it
MayCrash(n) == TRUE
MayRestart(n) == TRUE
MaySync(n, x) == TRUE
MayMove(n, k) == TRUE
MayServe(n, keys) == TRUE

(***************************************************************************)
(* A step that changes what nodes.conf holds asks for it to be written     *)
(* before the process sleeps, and what it sends leaves after that; but     *)
(* not if the link was about to write already, nor if the step is taken    *)
(* right before the sleep, as the start of a manual failover is.  Then the *)
(* process may end with the message sent, and the file as it was.          *)
(***************************************************************************)
IsSavedAtOnce(must) == IF must THEN {TRUE} ELSE BOOLEAN
MaySave(n) == TRUE

(* The nodes that a ping of n to x may tell of: any. *)
Gossip(n, x) == SUBSET Others(n)

(* The nodes that n tells x of, when it tells all of a new configuration: any. *)
Broadcast(n, x) == SUBSET Others(n)

(* Whether the header of m is taken some time before the rest. *)
MayTakeHeader(m) == TRUE

(* What the network forgets when m arrives, or when these messages are sent. *)
Delivered(m) == {}
Overtaken(n, messages) == {}

-----------------------------------------------------------------------------
Max(i, j) == IF i > j THEN i ELSE j
Greatest(set) == CHOOSE i \in set : \A j \in set : j <= i


IsMaster(n, x) == slaveof[n][x] = None
Owned(n, x) == {s \in Slot : slots[n][s] = x}

(* size, as n sees it: the masters that have slots. *)
Sized(n) == {x \in Node : IsMaster(n, x) /\ Owned(n, x) # {}}
Needed(n) == Cardinality(Sized(n)) \div 2 + 1

KeysIn(n, S) == {k \in data[n] : SlotOf[k] \in S}

(***************************************************************************)
(* The part of what n knows that messages tell and change.  It is a value, *)
(* so that one message may change it several times, in the order in which  *)
(* clusterProcessPacket does.                                              *)
(***************************************************************************)
View(n) ==
    [current |-> currentEpoch[n],
     config |-> configEpoch[n],
     slaveof |-> slaveof[n],
     slots |-> slots[n],
     unclaimed |-> owner_not_claiming_slot[n]]

OwnedIn(v, x) == {s \in Slot : v.slots[s] = x}
IsUnclaimed(v, s) == v.slots[s] = None \/ s \in v.unclaimed

(* Whose configuration the header has: that of the master, if n is a replica. *)
Claimant(n, v) == IF v.slaveof[n] = None THEN n ELSE v.slaveof[n]

Header(n, v) ==
    [currentEpoch |-> v.current,
     configEpoch |-> v.config[Claimant(n, v)],
     slots |-> OwnedIn(v, Claimant(n, v)),
     slaveof |-> v.slaveof[n],
     offset |-> offsets[n][n]]

OwnHeader(n) == Header(n, View(n))

Send(n, messages) == network' = (network \ Overtaken(n, messages)) \cup messages

(* The answer, or none, to a message. *)
Answer(n, m, messages) ==
    network' = (network \ (Delivered(m) \cup Overtaken(n, messages))) \cup messages

(***************************************************************************)
(* Gossip is about some of the nodes: those that the sender takes for      *)
(* failing, PFAIL or FAIL, and those that it does not.                     *)
(***************************************************************************)
Ping(n, v, x, about) ==
    [type |-> "ping", from |-> n, to |-> x, head |-> Header(n, v),
     paused |-> mf_slave[n] # None,
     suspects |-> {y \in about : flags[n][y] # "up"},
     fine |-> {y \in about : flags[n][y] = "up"}]

(***************************************************************************)
(* A new configuration is told to all at once.  Each gets a message, which *)
(* has gossip about some: here it may get it several times, with other     *)
(* gossip each time.                                                       *)
(***************************************************************************)
Pongs(n, v) ==
    UNION {{Ping(n, v, x, about) : about \in Broadcast(n, x)} : x \in Others(n)}

Fail(n, v, x, y) ==
    [type |-> "fail", from |-> n, to |-> x, head |-> Header(n, v), about |-> y]

AuthRequest(n, v, x) ==
    [type |-> "authRequest", from |-> n, to |-> x, head |-> Header(n, v),
     force |-> mf_state[n] # "none"]

AuthAck(n, v, x) == [type |-> "authAck", from |-> n, to |-> x, head |-> Header(n, v)]

MFStart(n, x) == [type |-> "mfStart", from |-> n, to |-> x, head |-> OwnHeader(n)]

(* What n knows of y, told to x.  It leaves out slots that y has stopped claiming. *)
Advertised(v, y) == OwnedIn(v, y) \ v.unclaimed

Update(n, v, x, y) ==
    [type |-> "update", from |-> n, to |-> x, head |-> Header(n, v), about |-> y,
     config |-> v.config[y], slots |-> Advertised(v, y)]

Becomes(n, v) ==
    /\ currentEpoch' = [currentEpoch EXCEPT ![n] = v.current]
    /\ configEpoch' = [configEpoch EXCEPT ![n] = v.config]
    /\ slaveof' = [slaveof EXCEPT ![n] = v.slaveof]
    /\ slots' = [slots EXCEPT ![n] = v.slots]
    /\ owner_not_claiming_slot' = [owner_not_claiming_slot EXCEPT ![n] = v.unclaimed]

(***************************************************************************)
(* nodes.conf is written as a whole.  Not every change asks for it: an     *)
(* epoch that was only heard of and a PFAIL wait for another one.  The     *)
(* slots of a failover, and an epoch that is taken because of a collision, *)
(* are written before the step goes on.                                    *)
(***************************************************************************)
File(n) ==
    [current |-> currentEpoch[n], vote |-> lastVoteEpoch[n], config |-> configEpoch[n],
     slaveof |-> slaveof[n], slots |-> slots[n], flags |-> flags[n],
     migrating |-> migrating_slots_to[n], importing |-> importing_slots_from[n]]

Writes(n, isChanged, must) ==
    \E atOnce \in IsSavedAtOnce(must) :
        saved' = IF isChanged /\ atOnce THEN [saved EXCEPT ![n] = File(n)'] ELSE saved

(* These stand last in an action: the file holds what the variables become. *)
Saves(n, isChanged) == Writes(n, isChanged, FALSE)
SavesFirst(n) == Writes(n, TRUE, TRUE)

SavedCurrent(n) == saved[n].current
SavedVote(n) == saved[n].vote

Save(n) ==
    /\ running[n]
    /\ saved[n] # File(n)
    /\ MaySave(n)
    /\ saved' = [saved EXCEPT ![n] = File(n)]
    /\ UNCHANGED <<running, currentEpoch, lastVoteEpoch, configEpoch, table, health,
                   election, manual, migration, store, network, ghosts>>

(* The header comes before all else: both epochs only rise. *)
WithHeader(v, m) ==
    [v EXCEPT !.current = Max(@, m.head.currentEpoch),
              !.config[m.from] = Max(@, m.head.configEpoch)]

TellsConfig(n, m) == m.head.configEpoch > configEpoch[n][m.from]

TakesOffset(n, m) == offsets' = [offsets EXCEPT ![n][m.from] = m.head.offset]

IsFor(n, type, m) == running[n] /\ m.type = type /\ m.to = n /\ MayReceive(m)

(***************************************************************************)
(* A new epoch without anybody's vote, but for a node that has the         *)
(* greatest already: clusterBumpConfigEpochWithoutConsensus.               *)
(***************************************************************************)
MaxEpoch(v) == Greatest({v.config[x] : x \in Node} \cup {v.current})

Bumps(n, v) == v.config[n] = 0 \/ v.config[n] # MaxEpoch(v)

Bumped(n, v) ==
    IF Bumps(n, v)
    THEN [v EXCEPT !.current = @ + 1, !.config[n] = v.current + 1]
    ELSE v

Claims(n, v, how) ==
    claims' = claims \cup
        {[node |-> n, epoch |-> v.config[n], slots |-> OwnedIn(v, n), how |-> how]}

(* n becomes a replica of x, or of another master than before. *)
Follow(n, v, x) == [v EXCEPT !.slaveof[n] = x]

EndsManual(n) ==
    /\ mf_state' = [mf_state EXCEPT ![n] = "none"]
    /\ mf_master_offset' = [mf_master_offset EXCEPT ![n] = -1]
    /\ mf_slave' = [mf_slave EXCEPT ![n] = None]

Closed == [s \in Slot |-> None]

(***************************************************************************)
(* What follows from a new master of n itself: a replica has no open       *)
(* slots, and synchronizes anew.  A manual failover is over.               *)
(***************************************************************************)
Follows(n, v) ==
    IF v.slaveof[n] # slaveof[n][n]
    THEN /\ migrating_slots_to' = IF slaveof[n][n] = None
                                  THEN [migrating_slots_to EXCEPT ![n] = Closed]
                                  ELSE migrating_slots_to
         /\ importing_slots_from' = IF slaveof[n][n] = None
                                    THEN [importing_slots_from EXCEPT ![n] = Closed]
                                    ELSE importing_slots_from
         /\ synced' = [synced EXCEPT ![n] = None]
         /\ EndsManual(n)
    ELSE UNCHANGED <<migrating_slots_to, importing_slots_from, synced, manual>>

-----------------------------------------------------------------------------
FirstRunning == Node
FirstFlags(n) == [x \in Node |-> "up"]
FirstState == "ok"
FirstData(n) == {}
FirstSlots(n) == FirstOwner

Init ==
    LET start == Greatest({FirstEpoch[x] : x \in Node})
    IN  /\ running = [n \in Node |-> n \in FirstRunning]
        /\ currentEpoch = [n \in Node |-> start]
        /\ lastVoteEpoch = [n \in Node |-> 0]
        /\ configEpoch = [n \in Node |-> FirstEpoch]
        /\ slaveof = [n \in Node |-> FirstMaster]
        /\ slots = [n \in Node |-> FirstSlots(n)]
        /\ owner_not_claiming_slot = [n \in Node |-> {}]
        /\ migrating_slots_to = [n \in Node |-> Closed]
        /\ importing_slots_from = [n \in Node |-> Closed]
        /\ flags = [n \in Node |-> FirstFlags(n)]
        /\ saved = [n \in Node |-> File(n)]
        /\ reports = [n \in Node |-> [x \in Node |-> {}]]
        /\ failover_auth_sent = [n \in Node |-> "none"]
        /\ failover_auth_epoch = [n \in Node |-> 0]
        /\ failover_auth_count = [n \in Node |-> {}]
        /\ mf_state = [n \in Node |-> "none"]
        /\ mf_master_offset = [n \in Node |-> -1]
        /\ mf_slave = [n \in Node |-> None]
        /\ state = [n \in Node |-> FirstState]
        /\ offsets = [n \in Node |-> [x \in Node |-> 0]]
        /\ moving = [n \in Node |-> None]
        /\ data = [n \in Node |-> FirstData(n)]
        /\ synced = [n \in Node |-> FirstMaster[n]]
        /\ network = {}
        /\ cast = {}
        /\ claims = {}
        /\ acked = {}
=============================================================================
