---------------------------- MODULE AntiEntropy ----------------------------
(***************************************************************************)
(* Anti-entropy: once in a while each site chooses a partner, and the two  *)
(* resolve the differences between their databases.                        *)
(*                                                                         *)
(* Source: A. Demers et al., "Epidemic Algorithms for Replicated Database  *)
(* Maintenance", PODC 1987, section 1.3.  A site may push what it has,     *)
(* pull what it lacks, or both.  To compare whole databases is costly, and *)
(* they are nearly equal most of the time.  So two sites may exchange what *)
(* is recent and compare checksums, and the whole only if these differ; or *)
(* peel back: exchange updates, the latest first, until checksums agree.   *)
(*                                                                         *)
(* The procedure of the paper, in which both sites act at once, is here a  *)
(* conversation by messages, each site's part of it a step by itself.  No  *)
(* site keeps a state of the conversation: a message says all that the     *)
(* answer needs, and may come late, twice, or never.                       *)
(*                                                                         *)
(* A site's database is on its disk, and a crash leaves it.  What a step   *)
(* writes must be on disk before what it sends leaves.                     *)
(***************************************************************************)
EXTENDS Replicas

CONSTANTS
    Partners,    \* Partners[s]: the sites among which s chooses
    Exchanges,   \* the kinds of exchange in use; see ASSUME
    Window,      \* updates are recent for so many ticks of the logical clock
    Lossy,       \* TRUE: messages may vanish; otherwise they are just late
    MaxUpdates   \* how many updates each site issues: bounds the model

ASSUME
    /\ Partners \in [Site -> SUBSET Site]
    /\ Exchanges \subseteq {"push", "pull", "push-pull", "checksums", "peel back"}
    /\ Window \in Nat
    /\ Lossy \in BOOLEAN
    /\ MaxUpdates \in Nat

VARIABLES
    issued,   \* issued[s]: the updates that s has issued; for properties and bounds
    db,       \* db[s]: on disk, the replica of s
    up,       \* up[s]: s runs
    network   \* the messages that have been sent, and not lost

vars == <<issued, db, up, network>>

Times == Nat \ {0}

-----------------------------------------------------------------------------
(***************************************************************************)
(* The checksum of a database is the sum of a number for each of its       *)
(* times.  So it can be kept up to date with each update.  A time tells    *)
(* the update; that two different databases have one checksum is possible, *)
(* and not likely.                                                         *)
(***************************************************************************)
Modulus == 32749

Hash(time) ==
    LET x == time % Modulus
    IN  (((x * x) % Modulus) * x + 11 * x) % Modulus

RECURSIVE Sum(_, _)
Sum(d, K) ==
    IF K = {} THEN 0
    ELSE LET k == CHOOSE j \in K : TRUE
         IN  (Hash(d[k].time) + Sum(d, K \ {k})) % Modulus

Checksum(d) == Sum(d, Key)

(***************************************************************************)
(* The updates of d that are recent; that somebody who has U lacks; that   *)
(* are later than these times.                                             *)
(***************************************************************************)
Recent(d) ==
    {u \in Contents(d) : Tick(u.time) + Window > Tick(LatestTime(d))}

Lacking(U, d) ==
    {u \in Contents(d) : \A v \in U : v.key = u.key => v.time < u.time}

LaterThan(times, d) == {u \in Contents(d) : u.time > times[u.key]}

(***************************************************************************)
(* Peeling back: the latest time in d before this one; 0: there is none.   *)
(***************************************************************************)
Before(d, time) ==
    LET times == {d[k].time : k \in {j \in Key : d[j].time < time}} \cup {0}
    IN  CHOOSE t \in times : \A u \in times : u <= t

-----------------------------------------------------------------------------
Message ==
    [type : {"push", "pushPull", "answer", "recent"}, from : Site, to : Site,
     updates : SUBSET Updates(Times)]
        \cup
    [type : {"pull"}, from : Site, to : Site, times : [Key -> Nat]]
        \cup
    [type : {"checksum"}, from : Site, to : Site,
     updates : SUBSET Updates(Times), checksum : Nat]
        \cup
    [type : {"peel"}, from : Site, to : Site, updates : SUBSET Updates(Times),
     checksum : Nat, down : Nat, sent : Nat]

Carrying(type, s, r, U) == [type |-> type, from |-> s, to |-> r, updates |-> U]

Asking(s, r, d) ==
    [type |-> "pull", from |-> s, to |-> r, times |-> [k \in Key |-> d[k].time]]

Checking(s, r, d) ==
    [type |-> "checksum", from |-> s, to |-> r, updates |-> Recent(d),
     checksum |-> Checksum(d)]

(***************************************************************************)
(* All updates of d down to this time have been sent with this message and *)
(* those before it in the conversation; sent tells down to which time its  *)
(* receiver has sent its own, 0 that it has sent none.                     *)
(***************************************************************************)
Peeled(s, r, d, U, down, sent) ==
    [type |-> "peel", from |-> s, to |-> r, updates |-> U, checksum |-> Checksum(d),
     down |-> down, sent |-> sent]

(***************************************************************************)
(* Messages come in any order.  One that has been received stays in the    *)
(* network, so it may come again.                                          *)
(***************************************************************************)
Deliverable(s) == {m \in network : m.to = s}

Send(M) == network' = network \cup M

Remaining(m) == network

Answer(m, a) == network' = Remaining(m) \cup {a}

Finish(m) == network' = Remaining(m)

-----------------------------------------------------------------------------
(***************************************************************************)
(* A site takes steps while it is up, and no others.                       *)
(***************************************************************************)
IsUp(s) == up[s]

Init ==
    /\ issued = [s \in Site |-> {}]
    /\ db = [s \in Site |-> Empty]
    /\ up = [s \in Site |-> TRUE]
    /\ network = {}

(***************************************************************************)
(* A client writes a value at s, or deletes an item.  Nobody is told.      *)
(***************************************************************************)
MayUpdate(s) == Cardinality(issued[s]) < MaxUpdates

Issue(s, k, v) ==
    LET u == [key |-> k, value |-> v, time |-> NextTime(s, db[s])]
    IN  /\ issued' = [issued EXCEPT ![s] = @ \cup {u}]
        /\ db' = [db EXCEPT ![s] = Resolved(@, {u})]
        /\ UNCHANGED <<up, network>>

Update(s, k, v) ==
    /\ IsUp(s)
    /\ MayUpdate(s)
    /\ Issue(s, k, v)

Delete(s, k) ==
    /\ IsUp(s)
    /\ MayUpdate(s)
    /\ Issue(s, k, None)

-----------------------------------------------------------------------------
(* PUSH, PULL, PUSH-PULL.                                                  *)

(***************************************************************************)
(* Whether s may turn to r.                                                *)
(***************************************************************************)
IsPartner(s, r) == r \in Partners[s] \ {s}

(***************************************************************************)
(* It is time for s to compare its database with that of r.                *)
(***************************************************************************)
MayCompare(s, r) == IsUp(s) /\ IsPartner(s, r)

Compares(s, r, exchange) ==
    /\ MayCompare(s, r)
    /\ exchange \in Exchanges
    /\ UNCHANGED <<issued, db, up>>

Push(s, r) ==
    /\ Compares(s, r, "push")
    /\ Send({Carrying("push", s, r, Contents(db[s]))})

Pull(s, r) ==
    /\ Compares(s, r, "pull")
    /\ Send({Asking(s, r, db[s])})

PushPull(s, r) ==
    /\ Compares(s, r, "push-pull")
    /\ Send({Carrying("pushPull", s, r, Contents(db[s]))})

(***************************************************************************)
(* The step of a site that receives m: it takes what is news to it.        *)
(***************************************************************************)
After(s, m) == Resolved(db[s], m.updates)

Take(s, m) ==
    /\ IsUp(s)
    /\ db' = [db EXCEPT ![s] = After(s, m)]
    /\ UNCHANGED <<issued, up>>

ReceivePush(s, m) ==
    /\ m.type = "push"
    /\ Take(s, m)
    /\ Finish(m)

AnswerPull(s, m) ==
    /\ m.type = "pull"
    /\ IsUp(s)
    /\ Answer(m, Carrying("answer", s, m.from, LaterThan(m.times, db[s])))
    /\ UNCHANGED <<issued, db, up>>

AnswerPushPull(s, m) ==
    /\ m.type = "pushPull"
    /\ Take(s, m)
    /\ Answer(m, Carrying("answer", s, m.from, Lacking(m.updates, After(s, m))))

ReceiveAnswer(s, m) ==
    /\ m.type = "answer"
    /\ Take(s, m)
    /\ Finish(m)

-----------------------------------------------------------------------------
(* RECENT UPDATES AND CHECKSUMS.                                           *)

CompareRecent(s, r) ==
    /\ Compares(s, r, "checksums")
    /\ Send({Carrying("recent", s, r, Recent(db[s]))})

AnswerRecent(s, m) ==
    /\ m.type = "recent"
    /\ Take(s, m)
    /\ Answer(m, Checking(s, m.from, After(s, m)))

(***************************************************************************)
(* Checksums agree, and so do the databases; or they differ, and all is to *)
(* be compared.                                                            *)
(***************************************************************************)
Agrees(s, m) == Checksum(After(s, m)) = m.checksum

Agree(s, m) ==
    /\ m.type = "checksum"
    /\ Agrees(s, m)
    /\ Take(s, m)
    /\ Finish(m)

Disagree(s, m) ==
    /\ m.type = "checksum"
    /\ ~Agrees(s, m)
    /\ Take(s, m)
    /\ Answer(m, Carrying("pushPull", s, m.from, Contents(After(s, m))))

-----------------------------------------------------------------------------
(* PEELING BACK.                                                           *)

PeelBack(s, r) ==
    LET latest == LatestTime(db[s])
    IN  /\ Compares(s, r, "peel back")
        /\ Send({Peeled(s, r, db[s], {u \in Contents(db[s]) : u.time = latest},
                        latest, 0)})

(***************************************************************************)
(* What s has, down to this time, and neither sent before nor received.    *)
(***************************************************************************)
Unsent(s, m, down) ==
    {u \in Lacking(m.updates, After(s, m)) :
        u.time >= down /\ (m.sent = 0 \/ u.time < m.sent)}

PeelAgree(s, m) ==
    /\ m.type = "peel"
    /\ Agrees(s, m)
    /\ Take(s, m)
    /\ Finish(m)

(***************************************************************************)
(* Not yet: s goes on to the next update further down, unless the partner  *)
(* has told all that it has.                                               *)
(***************************************************************************)
HasToldAll(m) == m.down = 0

PeelOn(s, m) ==
    LET down == Before(After(s, m), m.down)
    IN  /\ m.type = "peel"
        /\ ~Agrees(s, m)
        /\ ~HasToldAll(m)
        /\ Take(s, m)
        /\ Answer(m, Peeled(s, m.from, After(s, m), Unsent(s, m, down), down, m.down))

(***************************************************************************)
(* The partner has nothing further down.                                   *)
(***************************************************************************)
PeelLast(s, m) ==
    /\ m.type = "peel"
    /\ ~Agrees(s, m)
    /\ HasToldAll(m)
    /\ Take(s, m)
    /\ Answer(m, Carrying("answer", s, m.from, Unsent(s, m, 0)))

-----------------------------------------------------------------------------
(* FAILURES.                                                               *)

(***************************************************************************)
(* A site goes down; it comes back with its database.                      *)
(***************************************************************************)
MayCrash(s) == up[s]

Crash(s) ==
    /\ MayCrash(s)
    /\ up' = [up EXCEPT ![s] = FALSE]
    /\ UNCHANGED <<issued, db, network>>

Restart(s) ==
    /\ ~up[s]
    /\ up' = [up EXCEPT ![s] = TRUE]
    /\ UNCHANGED <<issued, db, network>>

Lose(m) ==
    /\ Lossy
    /\ network' = network \ {m}
    /\ UNCHANGED <<issued, db, up>>

Next ==
    \/ \E s \in Site :
        \/ \E k \in Key, v \in Value : Update(s, k, v)
        \/ \E k \in Key : Delete(s, k)
        \/ \E r \in Site :
            \/ Push(s, r)
            \/ Pull(s, r)
            \/ PushPull(s, r)
            \/ CompareRecent(s, r)
            \/ PeelBack(s, r)
        \/ \E m \in Deliverable(s) :
            \/ ReceivePush(s, m)
            \/ AnswerPull(s, m)
            \/ AnswerPushPull(s, m)
            \/ ReceiveAnswer(s, m)
            \/ AnswerRecent(s, m)
            \/ Agree(s, m)
            \/ Disagree(s, m)
            \/ PeelAgree(s, m)
            \/ PeelOn(s, m)
            \/ PeelLast(s, m)
        \/ Crash(s)
        \/ Restart(s)
    \/ \E m \in network : Lose(m)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* Every site comes back, and chooses each of its partners again and       *)
(* again; what is sent again and again arrives, and is answered.           *)
(***************************************************************************)
Compare(s, r) ==
    Push(s, r) \/ Pull(s, r) \/ PushPull(s, r) \/ CompareRecent(s, r) \/ PeelBack(s, r)

Receive(s, m) ==
    \/ ReceivePush(s, m) \/ AnswerPull(s, m) \/ AnswerPushPull(s, m)
    \/ ReceiveAnswer(s, m) \/ AnswerRecent(s, m) \/ Agree(s, m) \/ Disagree(s, m)
    \/ PeelAgree(s, m) \/ PeelOn(s, m) \/ PeelLast(s, m)

Arrives(s, r, type) ==
    \E m \in Deliverable(s) : m.from = r /\ m.type = type /\ Receive(s, m)

(***************************************************************************)
(* The messages of an exchange to the partner, and those back.             *)
(***************************************************************************)
There(exchange) ==
    CASE exchange = "push"      -> {"push"}
      [] exchange = "pull"      -> {"pull"}
      [] exchange = "push-pull" -> {"pushPull"}
      [] exchange = "checksums" -> {"recent", "pushPull"}
      [] exchange = "peel back" -> {"peel", "answer"}

Back(exchange) ==
    CASE exchange = "push"      -> {}
      [] exchange = "pull"      -> {"answer"}
      [] exchange = "push-pull" -> {"answer"}
      [] exchange = "checksums" -> {"checksum", "answer"}
      [] exchange = "peel back" -> {"peel", "answer"}

Fairness ==
    \A s \in Site :
        /\ WF_vars(Restart(s))
        /\ \A r \in Partners[s] \ {s} :
            /\ SF_vars(Compare(s, r))
            /\ \A type \in UNION {There(x) : x \in Exchanges} :
                    SF_vars(Arrives(r, s, type))
            /\ \A type \in UNION {Back(x) : x \in Exchanges} :
                    SF_vars(Arrives(s, r, type))

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
TypeOK ==
    /\ issued \in [Site -> SUBSET Updates(Times)]
    /\ db \in [Site -> Databases(Times)]
    /\ up \in [Site -> BOOLEAN]
    /\ network \subseteq Message

(***************************************************************************)
(* Anti-entropy does what EventualConsistency asks, and it converges if    *)
(* every site can be reached from every other by way of partners.          *)
(***************************************************************************)
Problem == INSTANCE EventualConsistency

Refinement == Problem!Spec

NeverInvented == Problem!NeverInvented
SameUpdatesSameReplica == Problem!SameUpdatesSameReplica

(***************************************************************************)
(* While a site is down nothing changes there.  (A property of steps.)     *)
(***************************************************************************)
DownDoesNothing ==
    [][\A s \in Site : ~up[s] => issued'[s] = issued[s] /\ db'[s] = db[s]]_vars

NeverGoesBack ==
    [][\A s \in Site, k \in Key :
        db'[s][k] = db[s][k] \/ db'[s][k].time > db[s][k].time]_vars
Convergence == Problem!Convergence

(***************************************************************************)
(* Why it is safe: messages carry what was issued, and nothing else.       *)
(***************************************************************************)
MessagesAreIssued ==
    \A m \in network : m.type # "pull" => m.updates \subseteq Problem!Issued

(***************************************************************************)
(* Peeling begins with the latest update, and each answer goes further     *)
(* down than what it answers.                                              *)
(***************************************************************************)
PeelsDown ==
    \A m \in network : m.type = "peel" =>
        IF m.sent = 0
        THEN \A u \in m.updates : u.time = m.down
        ELSE m.down < m.sent /\ \A u \in m.updates : u.time >= m.down

THEOREM Spec => [](TypeOK /\ NeverInvented /\ SameUpdatesSameReplica /\ MessagesAreIssued)
THEOREM Spec => []PeelsDown
THEOREM Spec => NeverGoesBack /\ Refinement
THEOREM FairSpec => Convergence
=============================================================================
