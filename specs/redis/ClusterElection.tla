--------------------------- MODULE ClusterElection ---------------------------
(***************************************************************************)
(* How a replica of Redis Cluster takes the place of its master.  If the   *)
(* master is FAIL it asks all masters for their votes, in a new epoch,     *)
(* which becomes the configEpoch of its claim if more than half of those   *)
(* that it knows give them.  Only this asks for consent.  A person may ask *)
(* for a failover: by an election that the master prepares, by one without *)
(* it (FORCE), or by none at all (TAKEOVER).                               *)
(*                                                                         *)
(* Source: as in ClusterState.                                             *)
(***************************************************************************)
EXTENDS ClusterConfiguration

(***************************************************************************)
(* Guards and values, named for the models that break them.                *)
(***************************************************************************)

(* Only a master that has slots votes. *)
IsVoter(n) == IsMaster(n, n) /\ Owned(n, n) # {}

(* A vote is given in the voter's epoch, once. *)
IsCurrent(v, m) == m.head.currentEpoch >= v.current
HasNotVoted(n, v) == lastVoteEpoch[n] # v.current

(* The candidate is a replica of a master that has failed, or is said to. *)
IsCandidate(n, m) ==
    LET x == slaveof[n][m.from]
    IN  x # None /\ (flags[n][x] = "fail" \/ m.force)

(* No slot that it claims has gone to a greater epoch. *)
IsUpToDate(v, m) ==
    \A s \in m.head.slots :
        IsUnclaimed(v, s) \/ v.config[v.slots[s]] <= m.head.configEpoch

GivesVote(n, v, m) ==
    /\ IsVoter(n)
    /\ IsCurrent(v, m)
    /\ HasNotVoted(n, v)
    /\ IsCandidate(n, m)
    /\ IsUpToDate(v, m)

(* A vote counts if it is of a master with slots, and not of an epoch before. *)
IsCounted(n, m) ==
    /\ IsMaster(n, m.from) /\ Owned(n, m.from) # {}
    /\ m.head.currentEpoch >= failover_auth_epoch[n]

IsElected(n) == Cardinality(failover_auth_count[n]) >= Needed(n)

(* What begins with an election: in Redis, no count. *)
CountAtStart(n) == failover_auth_count[n]

(***************************************************************************)
(* What is forgotten with an election that is won: nothing.  Whoever has   *)
(* won, and is a replica again within 2 * node-timeout of its start, may   *)
(* win by the same votes, with an epoch that it has already.               *)
(***************************************************************************)
ForgetsElection(n) == FALSE
TakesNewEpoch(n) == configEpoch[n][n] < failover_auth_epoch[n]

(* A replica may fail over. *)
CanFailOver(n) ==
    LET x == slaveof[n][n]
    IN  /\ x # None
        /\ flags[n][x] = "fail" \/ mf_state[n] = "start"
        /\ Owned(n, x) # {}

-----------------------------------------------------------------------------
(***************************************************************************)
(* "Start of election delayed for ... milliseconds (rank ...)".  Votes are *)
(* counted from here on.                                                   *)
(***************************************************************************)
ScheduleElection(n) ==
    /\ running[n]
    /\ CanFailOver(n)
    /\ MaySchedule(n)
    /\ failover_auth_sent' = [failover_auth_sent EXCEPT ![n] = "delayed"]
    /\ failover_auth_count' = [failover_auth_count EXCEPT ![n] = {}]
    /\ UNCHANGED <<running, epochs, table, health, failover_auth_epoch, manual,
                   migration, store, network, ghosts>>

(* "Starting a failover election for epoch ...". *)
StartElection(n) ==
    LET v == [View(n) EXCEPT !.current = @ + 1]
    IN  /\ running[n]
        /\ CanFailOver(n)
        /\ failover_auth_sent[n] = "delayed"
        /\ MayStart(n)
        /\ currentEpoch' = [currentEpoch EXCEPT ![n] = v.current]
        /\ failover_auth_sent' = [failover_auth_sent EXCEPT ![n] = "sent"]
        /\ failover_auth_epoch' = [failover_auth_epoch EXCEPT ![n] = v.current]
        /\ failover_auth_count' = [failover_auth_count EXCEPT ![n] = CountAtStart(n)]
        /\ Send(n, {AuthRequest(n, v, x) : x \in Others(n)})
        /\ UNCHANGED <<running, lastVoteEpoch, configEpoch, table, health, manual,
                       migration, store, ghosts>>
        /\ Saves(n, TRUE)

(***************************************************************************)
(* "Failover auth granted to ... for epoch ...".  The header was taken     *)
(* before, so that the epoch is the voter's, which is on disk.             *)
(***************************************************************************)
Vote(n, m) ==
    LET v == WithHeader(View(n), m)
    IN  /\ IsFor(n, "authRequest", m)
        /\ GivesVote(n, v, m)
        /\ Becomes(n, v)
        /\ lastVoteEpoch' = [lastVoteEpoch EXCEPT ![n] = v.current]
        /\ TakesOffset(n, m)
        /\ Answer(n, m, {AuthAck(n, v, m.from)})
        /\ cast' = cast \cup {[voter |-> n, epoch |-> v.current, candidate |-> m.from]}
        /\ UNCHANGED <<running, health, election, manual, migration, data, synced,
                       claims, acked>>
        /\ Saves(n, TRUE)

(* "Failover auth denied to ...: ...", and nothing is said of it. *)
RefuseVote(n, m) ==
    LET v == WithHeader(View(n), m)
    IN  /\ IsFor(n, "authRequest", m)
        /\ ~GivesVote(n, v, m) \/ MayWithhold(n, slaveof[n][m.from])
        /\ Becomes(n, v)
        /\ TakesOffset(n, m)
        /\ Answer(n, m, {})
        /\ UNCHANGED <<running, lastVoteEpoch, health, election, manual, migration,
                       data, synced, ghosts>>
        /\ Saves(n, TellsConfig(n, m))

(* Not logged.  Whether an election is on is not looked at. *)
ReceiveAck(n, m) ==
    LET v == WithHeader(View(n), m)
    IN  /\ IsFor(n, "authAck", m)
        /\ Becomes(n, v)
        /\ TakesOffset(n, m)
        /\ failover_auth_count' =
            IF IsCounted(n, m)
            THEN [failover_auth_count EXCEPT ![n] = @ \cup
                    {[voter |-> m.from, epoch |-> m.head.currentEpoch]}]
            ELSE failover_auth_count
        /\ Answer(n, m, {})
        /\ UNCHANGED <<running, lastVoteEpoch, health, failover_auth_sent,
                       failover_auth_epoch, manual, migration, data, synced, ghosts>>
        /\ Saves(n, TellsConfig(n, m))

(***************************************************************************)
(* clusterFailoverReplaceYourMaster: all slots that the master has, as far *)
(* as its replica knows.  It is on disk before it is told to all.          *)
(***************************************************************************)
Replaced(n, v) ==
    [v EXCEPT !.slaveof[n] = None,
              !.slots = [s \in Slot |-> IF v.slots[s] = v.slaveof[n] THEN n
                                        ELSE v.slots[s]]]

(* Its own manual failover ends after that, so that it says it had paused. *)
IsManual(n, how) == how = "takeover" \/ mf_state[n] # "none"

Replaces(n, v, how) ==
    LET w == Replaced(n, v)
    IN  /\ Becomes(n, w)
        /\ synced' = [synced EXCEPT ![n] = None]
        /\ EndsManual(n)
        /\ Claims(n, w, how)
        /\ Send(n, {[p EXCEPT !.paused = IsManual(n, how)] : p \in Pongs(n, w)})

(* "Failover election won", "configEpoch set to ... after successful failover". *)
WinElection(n) ==
    LET v == View(n)
        e == IF TakesNewEpoch(n) THEN failover_auth_epoch[n] ELSE v.config[n]
    IN  /\ running[n]
        /\ CanFailOver(n)
        /\ failover_auth_sent[n] = "sent"
        /\ IsElected(n)
        /\ Replaces(n, [v EXCEPT !.config[n] = e], "election")
        /\ failover_auth_sent' = IF ForgetsElection(n)
                                 THEN [failover_auth_sent EXCEPT ![n] = "none"]
                                 ELSE failover_auth_sent
        /\ UNCHANGED <<running, lastVoteEpoch, health, failover_auth_epoch,
                       failover_auth_count, migrating_slots_to, importing_slots_from,
                       moving, offsets, data, cast, acked>>
        /\ SavesFirst(n)

-----------------------------------------------------------------------------
(* "Taking over the master (user request)": nobody is asked. *)
TakeOver(n) ==
    /\ running[n]
    /\ ~IsMaster(n, n)
    /\ MayCommand(n, "takeover", None, None)
    /\ Replaces(n, Bumped(n, View(n)), "takeover")
    /\ UNCHANGED <<running, lastVoteEpoch, health, election, migrating_slots_to,
                   importing_slots_from, moving, offsets, data, cast, acked>>
    /\ SavesFirst(n)

(* "Forced failover user request accepted". *)
ForceFailover(n) ==
    /\ running[n]
    /\ ~IsMaster(n, n)
    /\ MayCommand(n, "force", None, None)
    /\ mf_state' = [mf_state EXCEPT ![n] = "start"]
    /\ mf_master_offset' = [mf_master_offset EXCEPT ![n] = -1]
    /\ UNCHANGED <<running, epochs, table, health, election, mf_slave, migration, store,
                   network, ghosts>>

(* "Manual failover user request accepted". *)
ManualFailover(n) ==
    /\ running[n]
    /\ ~IsMaster(n, n)
    /\ flags[n][slaveof[n][n]] # "fail"
    /\ MayCommand(n, "failover", None, None)
    /\ mf_state' = [mf_state EXCEPT ![n] = "wait"]
    /\ mf_master_offset' = [mf_master_offset EXCEPT ![n] = -1]
    /\ Send(n, {MFStart(n, slaveof[n][n])})
    /\ UNCHANGED <<running, epochs, table, health, election, mf_slave, migration, store,
                   ghosts>>

(* "Manual failover requested by replica ...": clients wait from now on. *)
PauseClients(n, m) ==
    LET v == WithHeader(View(n), m)
    IN  /\ IsFor(n, "mfStart", m)
        /\ slaveof[n][m.from] = n
        /\ Becomes(n, v)
        /\ TakesOffset(n, m)
        /\ mf_slave' = [mf_slave EXCEPT ![n] = m.from]
        /\ Answer(n, m, {[Ping(n, v, m.from, Others(n)) EXCEPT !.paused = TRUE]})
        /\ UNCHANGED <<running, lastVoteEpoch, health, election, mf_state,
                       mf_master_offset, migration, data, synced, ghosts>>
        /\ Saves(n, TellsConfig(n, m))

IgnoreMFStart(n, m) ==
    LET v == WithHeader(View(n), m)
    IN  /\ IsFor(n, "mfStart", m)
        /\ slaveof[n][m.from] # n
        /\ Becomes(n, v)
        /\ TakesOffset(n, m)
        /\ Answer(n, m, {})
        /\ UNCHANGED <<running, lastVoteEpoch, health, election, manual, migration,
                       data, synced, ghosts>>
        /\ Saves(n, TellsConfig(n, m))

(* "All master replication stream processed, manual failover can start". *)
HasCaughtUp(n) == mf_master_offset[n] = offsets[n][n]

StartManual(n) ==
    /\ running[n]
    /\ mf_state[n] = "wait" /\ HasCaughtUp(n)
    /\ mf_state' = [mf_state EXCEPT ![n] = "start"]
    /\ UNCHANGED <<running, epochs, table, health, election, mf_master_offset, mf_slave,
                   migration, store, network, ghosts>>

(* "Manual failover timed out", at the replica or its master. *)
ManualTimeout(n) ==
    /\ running[n]
    /\ mf_state[n] # "none" \/ mf_slave[n] # None
    /\ MayTimeout(n)
    /\ EndsManual(n)
    /\ UNCHANGED <<running, epochs, table, health, election, migration, store, network,
                   ghosts>>
=============================================================================
