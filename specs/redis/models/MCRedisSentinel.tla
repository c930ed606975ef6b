--------------------------- MODULE MCRedisSentinel ---------------------------
(***************************************************************************)
(* What the models of RedisSentinel need: layouts, bounds, first states,   *)
(* and the operators that a broken model puts in the place of the spec's.  *)
(***************************************************************************)
EXTENDS RedisSentinel

CONSTANTS
    Candidates,  \* the sentinels that may begin a failover
    MaxEpoch,    \* the greatest epoch in which one may begin
    Mortal,      \* the servers that may crash, once
    MaxSent      \* how many commands a sentinel sends

(***************************************************************************)
(* Layouts, in the place of Known.                                         *)
(***************************************************************************)
Complete == [s \in Sentinel |-> Sentinel \ {s}]
Strangers == [s \in Sentinel |-> {}]

(***************************************************************************)
(* Bounds, in the place of the operators that are named first.             *)
(***************************************************************************)

(* MaySDown: a server that is down, or reports that it is a replica. *)
IsDown(s, r) == ~up[r] \/ SaysReplica(s, r)

(* MaySDown: only of the master, and before any failover. *)
MasterIsDown(s, r) == r = First /\ master[s] = First /\ ~up[r]

(* MaySDown: the sentinel is cut off from the first master. *)
IsCutOff(s, r) == r = First /\ master[s] = First

(* MaySDown: those that begin failovers look, the others need not know. *)
CandidatesLook(s, r) == s \in Candidates /\ MasterIsDown(s, r)
CandidatesLookAgain(s, r) == s \in Candidates /\ r = master[s] /\ IsDown(s, r)

(* MaySDown: the second sentinel looks when the first has a new master. *)
OneByOne(s, r) ==
    /\ MasterIsDown(s, r)
    /\ s = "s1" \/ failover_state["s1"] = "reconf_slaves"

(* MayForce: the same. *)
ForcedOneByOne(s) ==
    /\ current_epoch[s] < MaxEpoch
    /\ s = "s1" \/ failover_state["s1"] = "reconf_slaves"

(* MaySUp, MaySelect. *)
IsUp(s, r) == up[r]

(* MayStart, MayForce. *)
FewStarts(s) == s \in Candidates /\ current_epoch[s] < MaxEpoch

(* MayAsk, MaySayHello, MaySayInfo: only what was not said before. *)
AsksNews(s) == \E t \in sentinels[s] : Ask(s, t) \notin network
AsksVotes(s) == failover_state[s] = "wait_start" /\ AsksNews(s)
Says(s) == {Hello(s, t) : t \in Sentinel \ {s}}
SaysNews(s) == config_epoch[s] > 0 /\ ~(Says(s) \subseteq network)
SaysLater(s) == config_epoch[s] > 1 /\ ~(Says(s) \subseteq network)
SaysAll(s) == ~(Says(s) \subseteq network)
TellsNews(r) == \E s \in Sentinel : Info(r, s) \notin network

(* MaySelect: each has one of its own that it likes best. *)
Preferred(s, r) == IF s = "s1" THEN r = "b" ELSE r = "c"

PrefersB(s, r) == r = "b"

(* MayConvert, MayFix: at any time. *)
AtOnce(s, r) == sent[s] < MaxSent

(***************************************************************************)
(* MayConvert, MayFix: a sentinel waits for four times as long as hello    *)
(* messages take; by then it has heard of every new configuration.         *)
(***************************************************************************)
WhenHeardAll(s, r) ==
    /\ AtOnce(s, r)
    /\ \A c \in configs : c.epoch <= config_epoch[s]
    /\ \A t \in Sentinel : failover_state[t] # "wait_promotion"

(* MayCrash, MayReset, MayRemonitor, MayTilt: the voter, once. *)
VoterCrashes(s) == s \notin Candidates /\ cast # {} /\ disk[s].epoch < 2
SecondCrashes(s) == s = "s2"
UnsavedCrashes(s) == unsaved[s] /\ config_epoch[s] > disk[s].config
UnwrittenCrashes(s) == ~unsaved[s] /\ config_epoch[s] > disk[s].config
OfFirst(s, r) == r = First
SecondOfNew(s, r) == s = "s2" /\ r = master[s] /\ config_epoch[s] > 0
VoterRemonitors(s, r) == s \notin Candidates /\ r = First /\ leader_epoch[s] > 0

MayNotS(s) == FALSE
MayNotSR(s, r) == FALSE
MayNotST(s, t) == FALSE

(* MayCrashServer, MayRestartServer. *)
FewServerCrashes(r) == r \in Mortal /\ version[r] = 0
Returns(r) == \E s \in Sentinel : master[s] # First

(* MaySync. *)
SyncsConverted(r) == version[r] > 0

(* MayWrite: at the first master, or at one that was promoted. *)
WritesAtFirst(r, v) == r = First
WritesAtNew(r, v) == r # First

(***************************************************************************)
(* In the place of FirstUp, FirstRunning.                                  *)
(***************************************************************************)
OthersUp == Server \ {First}
TwoRunning == {"s1", "s2"}

(***************************************************************************)
(* After two failovers in one epoch: s1 has made b the master, the others  *)
(* c, and each has told the other's choice to follow.  All have heard so.  *)
(***************************************************************************)
Chosen(s) == IF s = "s1" THEN "b" ELSE "c"

InitCycle ==
    /\ running = [s \in Sentinel |-> TRUE]
    /\ tilt = [s \in Sentinel |-> FALSE]
    /\ current_epoch = [s \in Sentinel |-> 1]
    /\ master = [s \in Sentinel |-> Chosen(s)]
    /\ config_epoch = [s \in Sentinel |-> 1]
    /\ sentinels = Known
    /\ slaves = [s \in Sentinel |-> Server \ {Chosen(s)}]
    /\ leader = [s \in Sentinel |-> None]
    /\ leader_epoch = [s \in Sentinel |-> 1]
    /\ failover_state = [s \in Sentinel |-> "none"]
    /\ failover_epoch = [s \in Sentinel |-> 0]
    /\ forced = [s \in Sentinel |-> FALSE]
    /\ promoted_slave = [s \in Sentinel |-> None]
    /\ reconf = [s \in Sentinel |-> Unreconfigured]
    /\ s_down = [s \in Sentinel |-> {}]
    /\ o_down = [s \in Sentinel |-> FALSE]
    /\ master_down = [s \in Sentinel |-> {}]
    /\ heard = [s \in Sentinel |-> Unheard]
    /\ reported = [s \in Sentinel |-> [r \in Server |->
        IF r = First THEN Expected(r, Chosen(s))
        ELSE [master |-> IF r = "b" THEN "c" ELSE "b", version |-> 2]]]
    /\ sent = [s \in Sentinel |-> 2]
    /\ disk = [s \in Sentinel |-> Kept(s)]
    /\ unsaved = [s \in Sentinel |-> FALSE]
    /\ up = [r \in Server |-> r # First]
    /\ master_host = [r \in Server |->
        IF r = First THEN None ELSE IF r = "b" THEN "c" ELSE "b"]
    /\ version = [r \in Server |-> IF r = First THEN 0 ELSE 2]
    /\ executed = [r \in Server |-> [s \in Sentinel |-> 2]]
    /\ data = [r \in Server |-> {}]
    /\ network = {}
    /\ cast = {}
    /\ elected = {}
    /\ configs = {[epoch |-> 1, server |-> "b", by |-> "s1"],
                  [epoch |-> 1, server |-> "c", by |-> "s2"]}
    /\ written = {}

CycleSpec == InitCycle /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* Slips.  Each takes the place of an operator of the spec, named first.   *)
(***************************************************************************)

(* CountedEpoch: what would be right.  Not a slip, but not what Redis does. *)
CorrectEpoch(s) == failover_epoch[s]

(* IsNewerConfig: an equal epoch is taken too. *)
EqualConfig(s, m) == m.config >= config_epoch[s]

(* IsRecent: an old answer of a server counts. *)
AnyVersion(s, m) == TRUE

(* VoteAfterMonitor: what would be right. *)
VoteIsKept(s) == leader_epoch[s]

(* IsReady: a sentinel goes on before its configuration is on disk. *)
GoesOn(s) == running[s]

(* Kept: when it voted is not on disk. *)
WithoutVote(s) ==
    [epoch |-> current_epoch[s], vote |-> 0, master |-> CurrentMaster(s),
     config |-> config_epoch[s], sentinels |-> sentinels[s],
     slaves |-> (slaves[s] \cup {master[s]}) \ {CurrentMaster(s)}]
=============================================================================
