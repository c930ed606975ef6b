-------------------------- MODULE ClusterMigration ---------------------------
(***************************************************************************)
(* How a slot of Redis Cluster moves from one master to another, how       *)
(* clients are redirected, and how data gets to replicas.  A slot that is  *)
(* being moved is importing at the one, migrating at the other; keys move  *)
(* one by one; then the one that imports takes the slot, with a new epoch  *)
(* for which it asks nobody.                                               *)
(*                                                                         *)
(* Source: as in ClusterState; redirections are getNodeByQuery.            *)
(***************************************************************************)
EXTENDS ClusterElection

-----------------------------------------------------------------------------
(***************************************************************************)
(* What a node answers to a command about these keys, which are in one     *)
(* slot: "serve", "moved", "ask", "tryagain" or "clusterdown", and where   *)
(* to go.  Whoever was told "ask" says ASKING before the command.          *)
(***************************************************************************)
Goes(answer, x) == [answer |-> answer, to |-> x]

Query(n, keys, asking) ==
    LET s == SlotOf[CHOOSE k \in keys : TRUE]
        x == slots[n][s]
        missing == keys \ data[n]
        isMigrating == x = n /\ migrating_slots_to[n][s] # None
        isImporting == ~isMigrating /\ importing_slots_from[n][s] # None
    IN  IF state[n] # "ok" \/ x = None THEN Goes("clusterdown", None)
        ELSE IF isMigrating /\ missing = keys
             THEN Goes("ask", migrating_slots_to[n][s])
        ELSE IF isMigrating /\ missing # {} THEN Goes("tryagain", None)
        ELSE IF isImporting /\ asking
             THEN IF Cardinality(keys) > 1 /\ missing # {}
                  THEN Goes("tryagain", None)
                  ELSE Goes("serve", n)
        ELSE IF x = n THEN Goes("serve", n)
        ELSE Goes("moved", x)

(* The keys of a command are in one slot. *)
Commands == {keys \in SUBSET Key : keys # {} /\ \A k, j \in keys : SlotOf[k] = SlotOf[j]}

(* A master that has paused, or that is moving a key, lets clients wait. *)
IsOpen(n) == running[n] /\ mf_slave[n] = None /\ moving[n] = None

(***************************************************************************)
(* Keys are written, and acknowledged before any replica has them.         *)
(***************************************************************************)
Grows(n, keys) ==
    /\ data' = [data EXCEPT ![n] = keys]
    /\ offsets' = [offsets EXCEPT ![n][n] = @ + 1]

Serve(n, keys, asking) ==
    /\ IsOpen(n)
    /\ keys \in Commands
    /\ Query(n, keys, asking).answer = "serve"
    /\ MayServe(n, keys)
    /\ Grows(n, data[n] \cup keys)
    /\ acked' = acked \cup keys
    /\ UNCHANGED <<running, epochs, table, health, election, manual, migration, synced,
                   network, cast, claims>>

Redirect(n, keys, asking, answer, x) ==
    /\ IsOpen(n)
    /\ keys \in Commands
    /\ answer # "serve"
    /\ Query(n, keys, asking) = Goes(answer, x)
    /\ UNCHANGED vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* CLUSTER SETSLOT IMPORTING, MIGRATING, STABLE: known to n only.          *)
(***************************************************************************)
SetImporting(n, s, x) ==
    /\ running[n] /\ IsMaster(n, n)
    /\ slots[n][s] # n /\ x # n /\ IsMaster(n, x)
    /\ MayCommand(n, "importing", s, x)
    /\ importing_slots_from' = [importing_slots_from EXCEPT ![n][s] = x]
    /\ UNCHANGED <<running, currentEpoch, lastVoteEpoch, configEpoch, table, health,
                   election, manual, migrating_slots_to, moving, store, network, ghosts>>
    /\ Saves(n, TRUE)

SetMigrating(n, s, x) ==
    /\ running[n] /\ IsMaster(n, n)
    /\ slots[n][s] = n /\ x # n /\ IsMaster(n, x)
    /\ MayCommand(n, "migrating", s, x)
    /\ migrating_slots_to' = [migrating_slots_to EXCEPT ![n][s] = x]
    /\ UNCHANGED <<running, currentEpoch, lastVoteEpoch, configEpoch, table, health,
                   election, manual, importing_slots_from, moving, store, network,
                   ghosts>>
    /\ Saves(n, TRUE)

SetStable(n, s) ==
    /\ running[n] /\ IsMaster(n, n)
    /\ MayCommand(n, "stable", s, None)
    /\ importing_slots_from' = [importing_slots_from EXCEPT ![n][s] = None]
    /\ migrating_slots_to' = [migrating_slots_to EXCEPT ![n][s] = None]
    /\ UNCHANGED <<running, currentEpoch, lastVoteEpoch, configEpoch, table, health,
                   election, manual, moving, store, network, ghosts>>
    /\ Saves(n, TRUE)

(***************************************************************************)
(* CLUSTER SETSLOT NODE.  7.0.15 forgets to forget that the owner before   *)
(* did not claim the slot.                                                 *)
(***************************************************************************)
UnclaimedAfterSet(n, s) == owner_not_claiming_slot[n]

Assigned(n, s, x) ==
    [View(n) EXCEPT !.slots[s] = x, !.unclaimed = UnclaimedAfterSet(n, s)]

(* The one that imports takes it: "configEpoch updated after importing slot". *)
Imports(n, s, x) == x = n /\ importing_slots_from[n][s] # None

AfterSet(n, s, x) ==
    LET v == Assigned(n, s, x)
    IN  IF Imports(n, s, x) THEN Bumped(n, v)
        ELSE IF slots[n][s] = n /\ x # n /\ OwnedIn(v, n) = {} THEN Follow(n, v, x)
        ELSE v

SetSlotNode(n, s, x) ==
    LET v == AfterSet(n, s, x)
    IN  /\ running[n] /\ IsMaster(n, n) /\ IsMaster(n, x)
        /\ slots[n][s] = n /\ x # n => KeysIn(n, {s}) = {}
        /\ MayCommand(n, "node", s, x)
        /\ Becomes(n, v)
        /\ IF v.slaveof[n] # None
           THEN Follows(n, v)
           ELSE /\ migrating_slots_to' = IF KeysIn(n, {s}) = {}
                    THEN [migrating_slots_to EXCEPT ![n][s] = None]
                    ELSE migrating_slots_to
                /\ importing_slots_from' = IF Imports(n, s, x)
                    THEN [importing_slots_from EXCEPT ![n][s] = None]
                    ELSE importing_slots_from
                /\ UNCHANGED <<synced, manual>>
        /\ IF Imports(n, s, x)
           THEN Claims(n, v, "import") /\ Send(n, Pongs(n, v))
           ELSE UNCHANGED <<claims, network>>
        /\ UNCHANGED <<running, lastVoteEpoch, health, election, moving, offsets, data,
                       cast, acked>>
        /\ Saves(n, TRUE)

-----------------------------------------------------------------------------
(***************************************************************************)
(* MIGRATE: a key of any slot that is open is sent, and deleted when the   *)
(* other has it.  Without an answer in time it may be at both.             *)
(***************************************************************************)
Move(n, k) ==
    LET x == migrating_slots_to[n][SlotOf[k]]
    IN  /\ IsOpen(n) /\ IsMaster(n, n)
        /\ slots[n][SlotOf[k]] = n /\ x # None
        /\ k \in data[n]
        /\ MayMove(n, k)
        /\ moving' = [moving EXCEPT ![n] = k]
        /\ Send(n, {[type |-> "restore", from |-> n, to |-> x, key |-> k]})
        /\ UNCHANGED <<running, epochs, table, health, election, manual,
                       migrating_slots_to, importing_slots_from, store, ghosts>>

Restored(n, m, ok) ==
    [type |-> "restored", from |-> n, to |-> m.from, key |-> m.key, ok |-> ok]

(* As a command after ASKING is. *)
TakesKey(n, m) == Query(n, {m.key}, TRUE).answer = "serve"

Restore(n, m) ==
    /\ IsFor(n, "restore", m)
    /\ TakesKey(n, m)
    /\ Grows(n, data[n] \cup {m.key})
    /\ Answer(n, m, {Restored(n, m, TRUE)})
    /\ UNCHANGED <<running, epochs, table, health, election, manual, migration, synced,
                   ghosts>>

RefuseRestore(n, m) ==
    /\ IsFor(n, "restore", m)
    /\ ~TakesKey(n, m)
    /\ Answer(n, m, {Restored(n, m, FALSE)})
    /\ UNCHANGED <<running, epochs, table, health, election, manual, migration, store,
                   ghosts>>

EndMove(n, m) ==
    /\ IsFor(n, "restored", m)
    /\ moving[n] = m.key
    /\ moving' = [moving EXCEPT ![n] = None]
    /\ IF m.ok
       THEN Grows(n, data[n] \ {m.key})
       ELSE UNCHANGED <<data, offsets>>
    /\ Answer(n, m, {})
    /\ UNCHANGED <<running, epochs, table, health, election, manual, migrating_slots_to,
                   importing_slots_from, synced, ghosts>>

IgnoreRestored(n, m) ==
    /\ IsFor(n, "restored", m)
    /\ moving[n] # m.key
    /\ Answer(n, m, {})
    /\ UNCHANGED <<running, epochs, table, health, election, manual, migration, store,
                   ghosts>>

MoveTimeout(n) ==
    /\ running[n]
    /\ moving[n] # None
    /\ MayTimeout(n)
    /\ moving' = [moving EXCEPT ![n] = None]
    /\ UNCHANGED <<running, epochs, table, health, election, manual, migrating_slots_to,
                   importing_slots_from, store, network, ghosts>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* Replication: a replica takes all that its master has, and then what is  *)
(* newer.  RedisReplication says how.                                      *)
(***************************************************************************)
Sync(n, x) ==
    /\ running[n] /\ IsMaster(n, n)
    /\ x # n
    /\ MaySync(n, x)
    /\ Send(n, {[type |-> "sync", from |-> n, to |-> x, data |-> data[n],
                 offset |-> offsets[n][n]]})
    /\ UNCHANGED <<running, epochs, table, health, election, manual, migration, store,
                   ghosts>>

IsNews(n, m) ==
    /\ slaveof[n][n] = m.from
    /\ synced[n] = m.from => m.offset > offsets[n][n]

TakeSync(n, m) ==
    /\ IsFor(n, "sync", m)
    /\ IsNews(n, m)
    /\ data' = [data EXCEPT ![n] = m.data]
    /\ offsets' = [offsets EXCEPT ![n][n] = m.offset]
    /\ synced' = [synced EXCEPT ![n] = m.from]
    /\ Answer(n, m, {})
    /\ UNCHANGED <<running, epochs, table, health, election, manual, migration, ghosts>>

IgnoreSync(n, m) ==
    /\ IsFor(n, "sync", m)
    /\ ~IsNews(n, m)
    /\ Answer(n, m, {})
    /\ UNCHANGED <<running, epochs, table, health, election, manual, migration, store,
                   ghosts>>
=============================================================================
