---------------------------- MODULE RedisCluster -----------------------------
(***************************************************************************)
(* Redis Cluster 7.0, put together, and what it guarantees.  Read          *)
(* ClusterState, ClusterConfiguration, ClusterElection, ClusterMigration   *)
(* first.  A vote is given once in an epoch; elections are consensus.  All *)
(* else, who has which slot, is a map in which the greatest version wins.  *)
(*                                                                         *)
(* Source: as in ClusterState.                                             *)
(***************************************************************************)
EXTENDS ClusterMigration

CONSTANT Epochs    \* the epochs that SlotOwnership knows, for refinement

(***************************************************************************)
(* For traces and most models.  IsSavedAtOnce: nobody ends before it has   *)
(* written; FirstState: the processes have just begun; Broadcast: each of  *)
(* all others gets one message.                                            *)
(***************************************************************************)
AtOnce(must) == {TRUE}
Starting == "fail"
OfAll(n, x) == {Others(n)}

Receive(n, m) ==
    \/ TakeHeader(n, m)
    \/ ReceivePing(n, m)
    \/ ReceiveUpdate(n, m)
    \/ ReceiveFail(n, m)
    \/ Vote(n, m)
    \/ RefuseVote(n, m)
    \/ ReceiveAck(n, m)
    \/ PauseClients(n, m)
    \/ IgnoreMFStart(n, m)
    \/ Restore(n, m)
    \/ RefuseRestore(n, m)
    \/ EndMove(n, m)
    \/ IgnoreRestored(n, m)
    \/ TakeSync(n, m)
    \/ IgnoreSync(n, m)

Next ==
    \E n \in Node :
        \/ \E m \in network : Receive(n, m)
        \/ \E x \in Node :
            \/ \E about \in Gossip(n, x) : Heartbeat(n, x, about)
            \/ PFail(n, x)
            \/ Reach(n, x)
            \/ ClearFail(n, x)
            \/ ExpireReport(n, x)
            \/ Sync(n, x)
            \/ \E s \in Slot :
                \/ SetImporting(n, s, x)
                \/ SetMigrating(n, s, x)
                \/ SetSlotNode(n, s, x)
        \/ UpdateState(n)
        \/ ScheduleElection(n)
        \/ StartElection(n)
        \/ WinElection(n)
        \/ TakeOver(n)
        \/ ForceFailover(n)
        \/ ManualFailover(n)
        \/ StartManual(n)
        \/ ManualTimeout(n)
        \/ \E s \in Slot : SetStable(n, s)
        \/ \E k \in Key : Move(n, k)
        \/ MoveTimeout(n)
        \/ \E keys \in Commands, asking \in BOOLEAN :
            \/ Serve(n, keys, asking)
            \/ \E answer \in {"moved", "ask", "tryagain", "clusterdown"},
                  x \in Node \cup {None} : Redirect(n, keys, asking, answer, x)
        \/ Save(n)
        \/ Crash(n)
        \/ Restart(n)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* As long as something can happen something does, and a node that has a   *)
(* ping to send again and again sends one.  That is enough where nodes say *)
(* only what is news, each message arrives once, and failures end.         *)
(***************************************************************************)
Pings(n) == \E x \in Node : \E about \in Gossip(n, x) : Heartbeat(n, x, about)

Fairness ==
    /\ []<>(~ENABLED <<Next>>_vars) \/ []<><<TRUE>>_vars
    /\ \A n \in Node : SF_vars(Pings(n))

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
Headers ==
    [currentEpoch : Nat, configEpoch : Nat, slots : SUBSET Slot,
     slaveof : Node \cup {None}, offset : Nat]

Message ==
    [type : {"ping"}, from : Node, to : Node, head : Headers, paused : BOOLEAN,
     suspects : SUBSET Node, fine : SUBSET Node]
    \cup [type : {"fail"}, from : Node, to : Node, head : Headers, about : Node]
    \cup [type : {"authRequest"}, from : Node, to : Node, head : Headers, force : BOOLEAN]
    \cup [type : {"authAck", "mfStart"}, from : Node, to : Node, head : Headers]
    \cup [type : {"update"}, from : Node, to : Node, head : Headers, about : Node,
          config : Nat, slots : SUBSET Slot]
    \cup [type : {"restore"}, from : Node, to : Node, key : Key]
    \cup [type : {"restored"}, from : Node, to : Node, key : Key, ok : BOOLEAN]
    \cup [type : {"sync"}, from : Node, to : Node, data : SUBSET Key, offset : Nat]

Maybe == Node \cup {None}

Files ==
    [current : Nat, vote : Nat, config : [Node -> Nat], slaveof : [Node -> Maybe],
     slots : [Slot -> Maybe], flags : [Node -> {"up", "pfail", "fail"}],
     migrating : [Slot -> Maybe], importing : [Slot -> Maybe]]

TypeOK ==
    /\ running \in [Node -> BOOLEAN]
    /\ currentEpoch \in [Node -> Nat]
    /\ lastVoteEpoch \in [Node -> Nat]
    /\ configEpoch \in [Node -> [Node -> Nat]]
    /\ saved \in [Node -> Files]
    /\ slaveof \in [Node -> [Node -> Maybe]]
    /\ slots \in [Node -> [Slot -> Maybe]]
    /\ owner_not_claiming_slot \in [Node -> SUBSET Slot]
    /\ migrating_slots_to \in [Node -> [Slot -> Maybe]]
    /\ importing_slots_from \in [Node -> [Slot -> Maybe]]
    /\ flags \in [Node -> [Node -> {"up", "pfail", "fail"}]]
    /\ reports \in [Node -> [Node -> SUBSET Node]]
    /\ failover_auth_sent \in [Node -> {"none", "delayed", "sent"}]
    /\ failover_auth_epoch \in [Node -> Nat]
    /\ failover_auth_count \in [Node -> SUBSET [voter : Node, epoch : Nat]]
    /\ mf_state \in [Node -> {"none", "wait", "start"}]
    /\ mf_master_offset \in [Node -> Nat \cup {-1}]
    /\ mf_slave \in [Node -> Maybe]
    /\ state \in [Node -> {"ok", "fail"}]
    /\ offsets \in [Node -> [Node -> Nat]]
    /\ moving \in [Node -> Key \cup {None}]
    /\ data \in [Node -> SUBSET Key]
    /\ synced \in [Node -> Maybe]
    /\ network \subseteq Message
    /\ cast \subseteq [voter : Node, epoch : Nat, candidate : Node]
    /\ claims \subseteq [node : Node, epoch : Nat, slots : SUBSET Slot,
                         how : {"election", "takeover", "import", "collision"}]
    /\ acked \subseteq Key
    /\ \A n \in Node :
        /\ slaveof[n][n] # n
        /\ flags[n][n] = "up"
        /\ lastVoteEpoch[n] <= currentEpoch[n]
        /\ SavedCurrent(n) <= currentEpoch[n]

(***************************************************************************)
(* Epochs and votes.                                                       *)
(***************************************************************************)
OneVote == \A u, v \in cast : u.voter = v.voter /\ u.epoch = v.epoch => u = v

Winners == {c \in claims : c.how = "election"}

OneWinner == \A c, d \in Winners : c.epoch = d.epoch => c.node = d.node

(* No epoch is taken twice. *)
OneClaimant == \A c, d \in claims : c.epoch = d.epoch => c.node = d.node

(* currentEpoch is a clock: it is never behind what the node knows. *)
ClockIsAhead == \A n, x \in Node : configEpoch[n][x] <= currentEpoch[n]

(* A node that is not restarted goes on to greater epochs only. *)
EpochsGoForward ==
    [][\A n \in Node :
        running[n] /\ running'[n] => currentEpoch'[n] >= currentEpoch[n]]_vars

(* A master stops claiming a slot only in favour of a greater epoch. *)
ClaimsYield ==
    [][\A n \in Node, s \in Slot :
        slots[n][s] = n /\ slots'[n][s] # n =>
            LET x == slots'[n][s]
            IN  x # None /\ configEpoch'[n][x] > configEpoch[n][n]]_vars

(* Who takes slots has a greater epoch than who had them, as far as it knows. *)
TakersAreNewer ==
    [][\A n \in Node, s \in Slot :
        running[n] /\ slots[n][s] \notin {n, None} /\ slots'[n][s] = n =>
            configEpoch'[n][n] > configEpoch[n][slots[n][s]]]_vars

(* Two masters with one configEpoch, each of which has slots in its own view. *)
Claiming(n) == running[n] /\ IsMaster(n, n) /\ Owned(n, n) # {}

Distinct ==
    \A n, x \in Node :
        n # x /\ Claiming(n) /\ Claiming(x) => configEpoch[n][n] # configEpoch[x][x]

EventuallyDistinct == <>[]Distinct

(***************************************************************************)
(* Slots.  All agree, with an owner that claims what they think it has.    *)
(***************************************************************************)
IsSettled ==
    \A n \in Node, s \in Slot : running[n] =>
        LET x == slots[n][s]
        IN  x # None /\ running[x] /\ IsMaster(x, x) /\ slots[x][s] = x

Agreed == \A n, x \in Node : running[n] /\ running[x] => slots[n] = slots[x]

EventuallySettled == <>[](IsSettled /\ Agreed)

EventuallyAgreed == <>[]Agreed

(* No node knows of an owner that does not run, for ever. *)
EventuallyAllOwned ==
    <>[](\A n \in Node, s \in Slot : running[n] => running[slots[n][s]])

(***************************************************************************)
(* Data.  Some node that runs or may come back has what was acknowledged.  *)
(***************************************************************************)
NothingIsLost == \A k \in acked : \E n \in Node : k \in data[n]

(* Nobody serves a key twice at once: two masters both think it is theirs. *)
Serves(n, s) == running[n] /\ state[n] = "ok" /\ slots[n][s] = n /\ mf_slave[n] = None

OneServes ==
    \A n, x \in Node, s \in Slot : Serves(n, s) /\ Serves(x, s) => n = x

(***************************************************************************)
(* RedisCluster does what SlotOwnership says, if only elections make       *)
(* claims, and the replaced master is down.                                *)
(***************************************************************************)
ClaimantIn(s, e) ==
    IF FirstEpoch[FirstOwner[s]] = e THEN FirstOwner[s]
    ELSE IF \E c \in claims : c.epoch = e /\ s \in c.slots
    THEN (CHOOSE c \in claims : c.epoch = e /\ s \in c.slots).node
    ELSE None

Abstract == INSTANCE SlotOwnership WITH
    Epoch <- Epochs,
    claimed <- [s \in Slot |-> [e \in Epochs |-> ClaimantIn(s, e)]],
    view <- [n \in Node |-> [s \in Slot |->
                [epoch |-> configEpoch[n][slots[n][s]], owner |-> slots[n][s]]]]

Refinement == Abstract!Spec

(* OneVote is one too, if nobody ends before it has written: IsSavedAtOnce <- AtOnce. *)
THEOREM Spec => [](TypeOK /\ ClockIsAhead)
=============================================================================
