--------------------------- MODULE MCRedisCluster ----------------------------
(***************************************************************************)
(* What the models of RedisCluster need: layouts, bounds, first states,    *)
(* and the operators that a broken model puts in the place of the spec's.  *)
(***************************************************************************)
EXTENDS RedisCluster, Sequences

CONSTANTS
    Candidates,  \* the replicas that may fail over
    LastEpoch    \* the greatest epoch in which an election may begin

(***************************************************************************)
(* Layouts.  Masters m, a, b have a slot each; x and y are replicas of m.  *)
(* Names are in the order of the alphabet.                                 *)
(***************************************************************************)
Alphabet == <<"a", "b", "c", "d", "e", "f", "m", "x", "y">>
Order == [n \in Node |-> CHOOSE i \in 1 .. Len(Alphabet) : Alphabet[i] = n]

NoSlots == [k \in Key |-> 1]
OfM == [n \in Node |-> IF n \in {"x", "y"} THEN "m" ELSE None]
OneEach == [s \in Slot |-> IF s = 1 THEN "m" ELSE IF s = 2 THEN "a" ELSE "b"]
Ordered == [n \in Node |-> IF n = "m" THEN 1 ELSE IF n = "a" THEN 2
                           ELSE IF n = "b" THEN 3 ELSE 0]

AHasAll == [s \in Slot |-> "a"]
AllMasters == [n \in Node |-> None]


(* a, b and c; a has two slots, of which one is to move to b. *)
ForB == [s \in Slot |-> IF s = 2 THEN "b" ELSE IF s = 3 THEN "c" ELSE "a"]
AsC == [n \in Node |-> IF n = "b" THEN 2 ELSE 1]
OfB == [n \in Node |-> IF n = "y" THEN "b" ELSE None]
AAndB == [s \in Slot |-> IF s = 2 THEN "b" ELSE "a"]
Alike == [n \in Node |-> 0]

(***************************************************************************)
(* First states.                                                           *)
(***************************************************************************)

(* FirstRunning, FirstFlags, FirstState: m is down, and all know it. *)
WithoutM == Node \ {"m"}
MFailed(n) == [x \in Node |-> IF x = "m" /\ n # "m" THEN "fail" ELSE "up"]
Down == "fail"

(* FirstSlots: each takes slot 1 for its own. *)
EachItsOwn(n) == [s \in Slot |-> n]

(***************************************************************************)
(* FirstSlots.  Slots have moved from a and b to c, d and e; m, a, b and x *)
(* have not heard of it.                                                   *)
(***************************************************************************)
Moved(n) ==
    IF n \in {"m", "a", "b", "x"}
    THEN [s \in Slot |-> IF s = 1 THEN "m" ELSE IF s = 2 THEN "a" ELSE "b"]
    ELSE [s \in Slot |-> IF s = 1 THEN "m" ELSE IF s = 2 THEN "c"
                         ELSE IF s = 3 THEN "d" ELSE "e"]

(***************************************************************************)
(* What the network forgets: a message that has arrived, and a ping that   *)
(* a later one of the same sender has overtaken.                           *)
(***************************************************************************)
Once(m) == {m}
Older(n, messages) ==
    {p \in network : /\ p.type = "ping" /\ p.from = n
                     /\ \E q \in messages : q.type = "ping" /\ q.to = p.to}

(***************************************************************************)
(* Bounds, in the place of the operators that are named first.             *)
(***************************************************************************)
Never(n) == FALSE
NeverOf(n, x) == FALSE
NeverServe(n, keys) == FALSE
NoGossip(n, x) == {}
NoCommand(n, command, s, x) == FALSE

(***************************************************************************)
(* IsSavedAtOnce: nobody ends before what it has changed is written        *)
(* (AtOnce), or nothing is written, where nobody comes back to read it.    *)
(***************************************************************************)
NotSaved(must) == {FALSE}

(* MaySave: epochs that it has heard of, too. *)
VoterSaves(n) == n = "a"

(* MaySchedule, MayStart. *)
OneElection(n) ==
    n \in Candidates /\ failover_auth_sent[n] = "none" /\ failover_auth_epoch[n] = 0
ToLast(n) == currentEpoch[n] < LastEpoch

(* Elections follow each other until the last epoch. *)
AgainAndAgain(n) ==
    /\ n \in Candidates
    /\ failover_auth_sent[n] # "delayed" /\ failover_auth_epoch[n] < LastEpoch

(* Its only election comes when all that run have heard that its master has failed. *)
WhenAllKnow(n) ==
    OneElection(n) /\ \A x \in Node : running[x] => flags[x][slaveof[n][n]] = "fail"

(***************************************************************************)
(* MayReceive.  What a node that takes no part learns is left out: what    *)
(* the other candidate asks, and, in some models, what a new master tells. *)
(***************************************************************************)
OfVotes(m) ==
    \/ m.type = "authRequest" /\ IsMaster(m.to, m.to)
    \/ m.type = "authAck"
OfElections(m) == m.type = "authRequest" => IsMaster(m.to, m.to)

(***************************************************************************)
(* Gossip: a node tells another what that does not know, or does not       *)
(* believe, once at a time, and when it has read what has come.            *)
(***************************************************************************)
IsKnown(n, x) ==
    LET v == View(x)
        h == Header(n, View(n))
    IN  /\ v.config[n] >= h.configEpoch
        /\ v.slaveof[n] = h.slaveof
        /\ h.slaveof = None => OwnedIn(v, n) = h.slots
        /\ h.slaveof = None /\ v.slaveof[x] = None => v.config[x] # h.configEpoch
        /\ \A y \in Node \ {n, x} : flags[n][y] = "pfail" => n \in reports[x][y]

IsUnderWay(n, x) ==
    \E m \in network : m.to = n \/ (m.type = "ping" /\ m.from = n /\ m.to = x)

News(n, x) ==
    IF running[x] /\ ~IsKnown(n, x) /\ ~IsUnderWay(n, x) THEN {Others(n)} ELSE {}

(* MayPFail, MayReach, MayClear. *)
IsDown(n, x) == ~running[x]
IsUp(n, x) == running[x]

(* IsElected: of two masters one vote is enough, when the other is down. *)
ByOne(n) == failover_auth_count[n] # {}

(* MayTimeout: a replica gives up before its master, which hears of what it has done. *)
InOrder(n) ==
    /\ \A x \in Node \ {n} : mf_state[x] = "none"
    /\ \A c \in claims : configEpoch[n][c.node] >= c.epoch

(* IsFailing: of two masters one says that the other has failed. *)
ByOneMaster(n, x, reporters) == flags[n][x] = "pfail"

(* MayCrash, MayRestart. *)
NewMasterCrashes(n) == \E c \in claims : c.node = n /\ \A x \in WithoutM : slots[x][1] = n
ImporterCrashes(n) == n = "b" /\ claims # {}
MReturns(n) == n = "m" /\ claims # {} /\ \E c \in claims : ~running[c.node]
VoterCrashes(n) == n = "a" /\ cast # {}
Always(n) == TRUE
AfterFailover(n) == claims # {}

(* MayCommand. *)
OnlyFailover(n, command, s, x) == command = "failover" /\ claims = {} /\ network = {}
OnlyForce(n, command, s, x) == command = "force" /\ mf_state[n] = "none"
OnlyTakeover(n, command, s, x) == command = "takeover" /\ claims = {}

(* y follows x, which has won, and takes over; then x is to fail over again. *)
TakenAndForced(n, command, s, x) ==
    \/ n = "y" /\ command = "takeover" /\ slaveof["y"]["y"] = "x"
    \/ n = "x" /\ command = "force" /\ slaveof["x"]["x"] = "y" /\ mf_state["x"] = "none"

(* The master is asked to pause, and does not hear of it in time. *)
AskedBefore(n, command, s, x) ==
    /\ claims = {}
    /\ command = "takeover" \/ (command = "failover" /\ mf_state[n] = "none")

BothTakeOver(n, command, s, x) ==
    command = "takeover" /\ \A c \in claims : c.node # n /\ c.how = "takeover"

(* MayCommand: x takes over, and m imports slot 2, at once. *)
TakesAndImports(n, command, s, x) ==
    \/ n = "x" /\ command = "takeover" /\ ~\E c \in claims : c.node = "x"
    \/ n = "m" /\ command = "importing" /\ s = 2 /\ claims = {}
    \/ /\ n = "m" /\ command = "node" /\ s = 2 /\ x = "m"
       /\ importing_slots_from["m"][2] = "a"

(***************************************************************************)
(* MayCommand.  Slot 1 moves from a to b, as redis-cli does it.            *)
(***************************************************************************)
Reshards(n, command, s, x) ==
    /\ command \in {"importing", "migrating", "node"} /\ s = 1
    /\ \/ command = "importing" /\ n = "b" /\ x = "a" /\ migrating_slots_to["a"][1] = None
       \/ /\ command = "migrating" /\ n = "a" /\ x = "b"
          /\ importing_slots_from["b"][1] = "a"
       \/ /\ command = "node" /\ x = "b" /\ KeysIn("a", {1}) = {}
          /\ \/ n = "b" /\ migrating_slots_to["a"][1] = "b"
             \/ n = "a" /\ slots["b"][1] = "b"

(* The same, and b may change its mind while a key is under way. *)
ReshardsOrNot(n, command, s, x) ==
    \/ Reshards(n, command, s, x)
    \/ command = "stable" /\ n = "b" /\ s = 1 /\ moving["a"] # None
       /\ importing_slots_from["b"][1] = "a"

(* MaySync: what the replica does not have. *)
SyncsNews(n, x) ==
    /\ slaveof[x][x] = n
    /\ synced[x] # n \/ offsets[x][x] # offsets[n][n]
    /\ \A m \in network : m.type # "sync"

(***************************************************************************)
(* MayTakeHeader: what a node says is what it knows between two messages.  *)
(***************************************************************************)
NotOf(m) == FALSE
Any(m) == TRUE

(* MayMove, MayServe. *)
AlwaysOf(n, x) == TRUE
FewMoves(n, k) == \A x \in Node : offsets[x][x] < 3
OnceEach(n, keys) == keys \cap acked = {}
AtMBefore(n, keys) == n = "m" /\ acked = {} /\ claims = {}
AtMAfter(n, keys) == n = "m" /\ acked = {} /\ claims # {}
AtNew(n, keys) == n = "x" /\ acked = {}
BeforeMoving(n, keys) ==
    OnceEach(n, keys) /\ importing_slots_from["b"][1] = None /\ claims = {}

(***************************************************************************)
(* Broken guards and values.                                               *)
(***************************************************************************)
AnyEpoch(n, v) == TRUE
AnyVoter(n) == TRUE
AnyAck(n, m) == TRUE
OldToo(n, m) == IsMaster(n, m.from) /\ Owned(n, m.from) # {}
Nothing(n) == {}
OneIsEnough(n) == failover_auth_count[n] # {}
NoVote(n) == 0
NoBump(n, v) == FALSE
NobodyGivesWay(n, x) == FALSE
SameEpochToo(v, s, epoch) == IsUnclaimed(v, s) \/ v.config[v.slots[s]] <= epoch
NothingNoted(v, s, x) == FALSE
=============================================================================
