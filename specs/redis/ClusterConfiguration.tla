------------------------ MODULE ClusterConfiguration -------------------------
(***************************************************************************)
(* How nodes of Redis Cluster come to agree on who has which slot.  Each   *)
(* tells what it, or its master, claims, and with which configEpoch.  The  *)
(* claim with the greater epoch wins.  Whoever claims what is known to     *)
(* have gone to a greater epoch is told so (UPDATE).  Two masters with one *)
(* epoch notice it, and the one with the smaller name takes a new one.     *)
(* Nobody is asked for any of this: it is gossip of versioned claims.      *)
(*                                                                         *)
(* Here is too how a node is found to have failed: one that does not       *)
(* answer is PFAIL, and if most masters have said so, FAIL, which is told  *)
(* to all.  Source: as in ClusterState.                                    *)
(***************************************************************************)
EXTENDS ClusterState

(***************************************************************************)
(* Guards and values, named for the models that break them.                *)
(***************************************************************************)

(* The rule that decides who has a slot. *)
TakesSlot(v, s, epoch) == IsUnclaimed(v, s) \/ v.config[v.slots[s]] < epoch

(* It was noticed that the owner does not claim the slot any more. *)
NotesUnclaimed(v, s, x) == v.slots[s] = x

(* An UPDATE is sent to who claims a slot with an epoch that is too old. *)
IsOutdated(v, s, m) ==
    /\ v.slots[s] # m.from /\ ~IsUnclaimed(v, s)
    /\ v.config[v.slots[s]] > m.head.configEpoch

(* Of two masters with one epoch. *)
GivesWay(n, x) == Id[n] < Id[x]

IsFailing(n, x, reporters) ==
    /\ flags[n][x] = "pfail"
    /\ Cardinality(reporters) + (IF IsMaster(n, n) THEN 1 ELSE 0) >= Needed(n)

(* What nodes.conf holds of the last vote. *)
VoteAfterRestart(n) == SavedVote(n)

(* A replica does not know its own epoch after a restart, since 7.0.1. *)
EpochAfterRestart(n, x) ==
    IF saved[n].slaveof[x] = None THEN saved[n].config[x] ELSE 0

DataAfterRestart(n) == data[n]

-----------------------------------------------------------------------------
Heartbeat(n, x, about) ==
    /\ running[n]
    /\ x # n
    /\ about \in Gossip(n, x)
    /\ Send(n, {Ping(n, View(n), x, about)})
    /\ UNCHANGED <<running, epochs, table, health, election, manual, migration, store,
                   ghosts>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* What a ping says of its sender's role.  A master that says it is a      *)
(* replica loses its slots.                                                *)
(***************************************************************************)
WithRole(v, m) ==
    LET x == m.from
    IN  IF m.head.slaveof # None /\ v.slaveof[x] = None
        THEN [v EXCEPT !.slaveof[x] = m.head.slaveof,
                       !.slots = [s \in Slot |-> IF v.slots[s] = x THEN None
                                                 ELSE v.slots[s]]]
        ELSE [v EXCEPT !.slaveof[x] = m.head.slaveof]

(***************************************************************************)
(* clusterUpdateSlotsConfigWith: x claims these slots, with this epoch.    *)
(* What n is importing it leaves alone.  A slot that x does not claim any  *)
(* more stays where it is, until somebody claims it: with any epoch.       *)
(***************************************************************************)
Rebinds(n, v, x, epoch, slot) ==
    {s \in slot : /\ v.slots[s] # x
                  /\ importing_slots_from[n][s] = None
                  /\ TakesSlot(v, s, epoch)}

Rebound(n, v, x, epoch, slot) ==
    LET taken == Rebinds(n, v, x, epoch, slot)
        known == {s \in slot : v.slots[s] = x}
        given == {s \in Slot \ slot : NotesUnclaimed(v, s, x)}
    IN  [v EXCEPT !.slots = [s \in Slot |-> IF s \in taken THEN x ELSE v.slots[s]],
                  !.unclaimed = (@ \ (taken \cup known)) \cup given]

(* A master that has lost its last slot, and its replicas, follow who took it. *)
HasLost(n, v, w, x, epoch, slot) ==
    LET c == Claimant(n, v)
    IN  /\ \E s \in Rebinds(n, v, x, epoch, slot) : v.slots[s] = c
        /\ OwnedIn(w, c) = {}

IsSubReplica(n, v) ==
    LET c == v.slaveof[n]
    IN  c # None /\ v.slaveof[c] # None /\ v.slaveof[c] # n

UpdateSlots(n, v, x, epoch, slot) ==
    LET w == Rebound(n, v, x, epoch, slot)
    IN  IF x = n THEN v
        ELSE IF HasLost(n, v, w, x, epoch, slot) THEN Follow(n, w, x)
        ELSE IF IsSubReplica(n, w) THEN Follow(n, w, w.slaveof[w.slaveof[n]])
        ELSE w

(***************************************************************************)
(* Keys of slots that a master has lost are deleted, if it stays one.      *)
(***************************************************************************)
LosesKeys(n, v) ==
    IF slaveof[n][n] = None /\ v.slaveof[n] = None
    THEN {k \in data[n] : slots[n][SlotOf[k]] = n /\ v.slots[SlotOf[k]] # n}
    ELSE {}

Deletes(n, keys) == data' = [data EXCEPT ![n] = @ \ keys]

(***************************************************************************)
(* A collision, noticed by a master of another.                            *)
(***************************************************************************)
Collides(n, v, m) ==
    /\ v.slaveof[n] = None /\ v.slaveof[m.from] = None
    /\ m.head.configEpoch = v.config[n] /\ v.config[m.from] = v.config[n]
    /\ GivesWay(n, m.from)

Resolved(n, v, m) ==
    IF Collides(n, v, m)
    THEN [v EXCEPT !.current = @ + 1, !.config[n] = v.current + 1]
    ELSE v

(***************************************************************************)
(* The slots that the sender claims, if they are not those that n knows of *)
(* the sender or of its master; and with which owner n then disagrees.     *)
(***************************************************************************)
IsDirty(v, m) == OwnedIn(v, Claimant(m.from, v)) # m.head.slots

WithSlots(n, v, m) ==
    IF IsDirty(v, m) /\ v.slaveof[m.from] = None
    THEN UpdateSlots(n, v, m.from, m.head.configEpoch, m.head.slots)
    ELSE v

(* An UPDATE about the owner of the first slot of these. *)
Updates(n, v, m, slot) ==
    IF slot = {} THEN {}
    ELSE {Update(n, v, m.from, v.slots[CHOOSE s \in slot : \A t \in slot : s <= t])}

(***************************************************************************)
(* Gossip, if the sender is a master.  "reported node ... as not           *)
(* reachable", "is back online", "Marking node ... as failing".            *)
(***************************************************************************)
Reporters(n, v, m, x) ==
    IF x = n \/ v.slaveof[m.from] # None THEN reports[n][x]
    ELSE IF x \in m.suspects THEN reports[n][x] \cup {m.from}
    ELSE IF x \in m.fine THEN reports[n][x] \ {m.from}
    ELSE reports[n][x]

NewlyFailing(n, v, m) ==
    IF v.slaveof[m.from] # None THEN {}
    ELSE {x \in m.suspects \ {n} : IsFailing(n, x, Reporters(n, v, m, x))}

Fails(n, v, failing) == {Fail(n, v, x, y) : x \in Others(n), y \in failing}

(***************************************************************************)
(* A replica that waits for the offset of its master, which has paused.    *)
(***************************************************************************)
LearnsOffset(n, m) ==
    /\ mf_state[n] = "wait" /\ mf_master_offset[n] = -1
    /\ slaveof[n][n] = m.from /\ m.paused

(***************************************************************************)
(* The header of a PING is taken, then it is answered, and the rest is     *)
(* looked at after that: an answer has epochs that the sender has learned  *)
(* from the question, and not yet its slots.                               *)
(***************************************************************************)
TakeHeader(n, m) ==
    /\ running[n] /\ m.type = "ping" /\ m.to = n /\ MayReceive(m)
    /\ MayTakeHeader(m)
    /\ Becomes(n, WithHeader(View(n), m))
    /\ TakesOffset(n, m)
    /\ UNCHANGED <<running, lastVoteEpoch, health, election, manual, migration, data,
                   synced, network, ghosts>>
    /\ Saves(n, TellsConfig(n, m))

(***************************************************************************)
(* A ping, in the order of clusterProcessPacket: epochs, role, slots,      *)
(* UPDATE, collision, gossip.                                              *)
(***************************************************************************)
ReceivePing(n, m) ==
    LET r == WithRole(WithHeader(View(n), m), m)
        w == WithSlots(n, r, m)
        v == Resolved(n, w, m)
        outdated == IF IsDirty(r, m) THEN {s \in m.head.slots : IsOutdated(w, s, m)}
                    ELSE {}
        failing == NewlyFailing(n, v, m)
    IN  /\ IsFor(n, "ping", m)
        /\ Becomes(n, v)
        /\ reports' = [reports EXCEPT ![n] = [x \in Node |-> Reporters(n, v, m, x)]]
        /\ flags' = [flags EXCEPT ![n] =
            [x \in Node |-> IF x \in failing THEN "fail" ELSE @[x]]]
        /\ TakesOffset(n, m)
        /\ IF v.slaveof[n] # slaveof[n][n]
           THEN Follows(n, v)
           ELSE /\ mf_master_offset' = IF LearnsOffset(n, m)
                    THEN [mf_master_offset EXCEPT ![n] = m.head.offset]
                    ELSE mf_master_offset
                /\ UNCHANGED <<migrating_slots_to, importing_slots_from, synced,
                               mf_state, mf_slave>>
        /\ Deletes(n, LosesKeys(n, v))
        /\ IF Collides(n, w, m)
           THEN Claims(n, v, "collision")
           ELSE UNCHANGED claims
        /\ Answer(n, m, Updates(n, w, m, outdated) \cup Fails(n, v, failing))
        /\ UNCHANGED <<running, lastVoteEpoch, election, state, moving, cast, acked>>
        /\ IF Collides(n, w, m)
           THEN SavesFirst(n)
           ELSE Saves(n, <<configEpoch, slaveof, slots, flags>>'
                            # <<configEpoch, slaveof, slots, flags>>)

(***************************************************************************)
(* UPDATE: what another one knows of m.about.  A replica of that name is a *)
(* master from then on, also if it is n itself.                            *)
(***************************************************************************)
AfterUpdate(n, m) ==
    LET v == WithHeader(View(n), m)
        w == [v EXCEPT !.slaveof[m.about] = None, !.config[m.about] = m.config]
    IN  IF v.config[m.about] >= m.config
        THEN v
        ELSE UpdateSlots(n, w, m.about, m.config, m.slots)

ReceiveUpdate(n, m) ==
    /\ IsFor(n, "update", m)
    /\ LET v == AfterUpdate(n, m)
       IN  /\ Becomes(n, v)
           /\ Follows(n, v)
           /\ Deletes(n, LosesKeys(n, v))
    /\ TakesOffset(n, m)
    /\ Answer(n, m, {})
    /\ UNCHANGED <<running, lastVoteEpoch, health, election, moving, ghosts>>
    /\ Saves(n, <<configEpoch, slaveof, slots>>' # <<configEpoch, slaveof, slots>>)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Not logged: a node does not answer, or does again.                      *)
(***************************************************************************)
PFail(n, x) ==
    /\ running[n]
    /\ x # n /\ flags[n][x] = "up"
    /\ MayPFail(n, x)
    /\ flags' = [flags EXCEPT ![n][x] = "pfail"]
    /\ UNCHANGED <<running, epochs, table, reports, state, election, manual, migration,
                   store, network, ghosts>>

Reach(n, x) ==
    /\ running[n]
    /\ flags[n][x] = "pfail"
    /\ MayReach(n, x)
    /\ flags' = [flags EXCEPT ![n][x] = "up"]
    /\ UNCHANGED <<running, currentEpoch, lastVoteEpoch, configEpoch, table, reports,
                   state, election, manual, migration, store, network, ghosts>>
    /\ Saves(n, TRUE)

(* "Clear FAIL state for node": for a master with slots only after some time. *)
ClearFail(n, x) ==
    /\ running[n]
    /\ flags[n][x] = "fail"
    /\ MayClear(n, x)
    /\ flags' = [flags EXCEPT ![n][x] = "up"]
    /\ UNCHANGED <<running, currentEpoch, lastVoteEpoch, configEpoch, table, reports,
                   state, election, manual, migration, store, network, ghosts>>
    /\ Saves(n, TRUE)

(* A report of x that is too old. *)
ExpireReport(n, x) ==
    /\ running[n]
    /\ reports[n][x] # {}
    /\ MayExpire(n, x)
    /\ \E y \in reports[n][x] : reports' = [reports EXCEPT ![n][x] = @ \ {y}]
    /\ UNCHANGED <<running, epochs, table, flags, state, election, manual, migration,
                   store, network, ghosts>>

(* "FAIL message received from ... about ...", if it is news. *)
ReceiveFail(n, m) ==
    /\ IsFor(n, "fail", m)
    /\ LET v == WithHeader(View(n), m)
       IN  /\ Becomes(n, v)
           /\ flags' = IF m.about = n THEN flags
                       ELSE [flags EXCEPT ![n][m.about] = "fail"]
    /\ TakesOffset(n, m)
    /\ Answer(n, m, {})
    /\ UNCHANGED <<running, lastVoteEpoch, reports, state, election, manual, migration,
                   data, synced, ghosts>>
    /\ Saves(n, <<configEpoch, flags>>' # <<configEpoch, flags>>)

(***************************************************************************)
(* "Cluster state changed": whether n serves clients.                      *)
(***************************************************************************)
IsCovered(n) == \A s \in Slot : slots[n][s] # None /\ flags[n][slots[n][s]] # "fail"

IsInMajority(n) ==
    Cardinality({x \in Sized(n) : flags[n][x] = "up"}) >= Needed(n)

StateOf(n) == IF IsCovered(n) /\ IsInMajority(n) THEN "ok" ELSE "fail"

UpdateState(n) ==
    /\ running[n]
    /\ state[n] # StateOf(n)
    /\ MayUpdateState(n)
    /\ state' = [state EXCEPT ![n] = StateOf(n)]
    /\ UNCHANGED <<running, epochs, table, flags, reports, election, manual, migration,
                   store, network, ghosts>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* A crash leaves what is on disk: nodes.conf, also with what it held of   *)
(* others' failures, and the data.  currentEpoch is at least as great as   *)
(* each epoch in it.                                                       *)
(***************************************************************************)
Crash(n) ==
    LET known == [x \in Node |-> EpochAfterRestart(n, x)]
    IN  /\ running[n]
        /\ MayCrash(n)
        /\ running' = [running EXCEPT ![n] = FALSE]
        /\ configEpoch' = [configEpoch EXCEPT ![n] = known]
        /\ currentEpoch' = [currentEpoch EXCEPT ![n] =
            Greatest({SavedCurrent(n)} \cup {known[x] : x \in Node})]
        /\ slaveof' = [slaveof EXCEPT ![n] = saved[n].slaveof]
        /\ slots' = [slots EXCEPT ![n] = saved[n].slots]
        /\ flags' = [flags EXCEPT ![n] = saved[n].flags]
        /\ migrating_slots_to' = [migrating_slots_to EXCEPT ![n] = saved[n].migrating]
        /\ importing_slots_from' =
            [importing_slots_from EXCEPT ![n] = saved[n].importing]
        /\ lastVoteEpoch' = [lastVoteEpoch EXCEPT ![n] = VoteAfterRestart(n)]
        /\ owner_not_claiming_slot' = [owner_not_claiming_slot EXCEPT ![n] = {}]
        /\ reports' = [reports EXCEPT ![n] = [x \in Node |-> {}]]
        /\ state' = [state EXCEPT ![n] = "fail"]
        /\ failover_auth_sent' = [failover_auth_sent EXCEPT ![n] = "none"]
        /\ failover_auth_epoch' = [failover_auth_epoch EXCEPT ![n] = 0]
        /\ failover_auth_count' = [failover_auth_count EXCEPT ![n] = {}]
        /\ EndsManual(n)
        /\ moving' = [moving EXCEPT ![n] = None]
        /\ offsets' = [offsets EXCEPT ![n] =
            [x \in Node |-> IF x = n THEN @[n] ELSE 0]]
        /\ data' = [data EXCEPT ![n] = DataAfterRestart(n)]
        /\ synced' = [synced EXCEPT ![n] = None]
        /\ UNCHANGED <<saved, network, ghosts>>

Restart(n) ==
    /\ ~running[n]
    /\ MayRestart(n)
    /\ running' = [running EXCEPT ![n] = TRUE]
    /\ UNCHANGED <<epochs, table, health, election, manual, migration, store, network,
                   ghosts>>
=============================================================================
