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
(*                                                                         *)
(* SentinelState has the state; the actions are in SentinelDown,           *)
(* SentinelVotes, SentinelPromotion, SentinelConfiguration,                *)
(* SentinelOperation and SentinelServers; the properties are here.         *)
(***************************************************************************)
EXTENDS SentinelConfiguration, SentinelOperation, SentinelServers

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
