----------------------------- MODULE RumorState ------------------------------
(***************************************************************************)
(* What a site of RumorMongering has in memory and on its disk, what sites *)
(* send, how a site learns of updates, and how updates are made.           *)
(***************************************************************************)
EXTENDS Replicas

CONSTANTS
    Partners,          \* Partners[s]: the sites among which s chooses
    Push, Pull,        \* TRUE: rumors are pushed; pulled
    Feedback,          \* TRUE: partners tell what they knew; FALSE: blind
    Coin,              \* TRUE: interest is lost by chance; FALSE: by counting
    Limit,             \* the paper's k
    ConnectionLimit,   \* how many contacts a site accepts in a cycle; 0: any number
    HuntLimit,         \* how many others a site tries that was rejected
    Backup,            \* anti-entropy behind it: "none", "quiet" or "rumor"; see below
    MaxContacts,       \* how often each site contacts another: bounds the model
    MaxUpdates         \* how many updates each site issues: bounds the model

ASSUME
    /\ Partners \in [Site -> SUBSET Site]
    /\ {Push, Pull, Feedback, Coin} \subseteq BOOLEAN
    /\ Push \/ Pull
    /\ Limit \in Nat \ {0}
    /\ {ConnectionLimit, HuntLimit, MaxContacts, MaxUpdates} \subseteq Nat
    /\ Backup \in {"none", "quiet", "rumor"}

VARIABLES
    issued,    \* issued[s]: the updates that s has issued; for properties and bounds
    \* On disk.
    db,        \* db[s]: the replica of s
    number,    \* number[s]: the number of the latest contact that s made
    last,      \* last[s][r]: the number of the latest contact that s answered r
    \* In memory.
    up,        \* up[s]: s runs
    interest,  \* interest[s][k]: unnecessary contacts left until k is not hot; 0: is not
    fresh,     \* fresh[s]: the keys whose rumors s has learned in this cycle
    outcome,   \* outcome[s][k]: of this cycle's contacts: "none", "unnecessary", "useful"
    turn,      \* turn[s]: s may still contact another in this cycle
    partner,   \* partner[s]: whose reply s waits for; None: nobody's
    accepted,  \* accepted[s]: contacts accepted in this cycle, if they are limited
    hunts,     \* hunts[s]: partners that have rejected s in this cycle
    awaiting,  \* awaiting[s]: the sites that are to tell s whether its reply was useful
    \* Between the sites.
    network    \* all messages sent

diskVars == <<db, number, last>>
rumorVars == <<interest, fresh, outcome>>
cycleVars == <<turn, partner, accepted, hunts, awaiting>>
vars == <<issued, diskVars, up, rumorVars, cycleVars, network>>

Times == Nat \ {0}

-----------------------------------------------------------------------------
Rumors == SUBSET Updates(Times)

Message ==
    [type : {"contact"}, from : Site, to : Site, number : Nat, updates : Rumors]
        \cup
    [type : {"reply"}, from : Site, to : Site, number : Nat, updates : Rumors,
     useful : SUBSET Key, unnecessary : SUBSET Key]
        \cup
    [type : {"busy"}, from : Site, to : Site, number : Nat]
        \cup
    [type : {"feedback"}, from : Site, to : Site, number : Nat,
     useful : SUBSET Key, unnecessary : SUBSET Key]
        \cup
    [type : {"exchange", "difference"}, from : Site, to : Site, updates : Rumors]

(***************************************************************************)
(* A message stays in the network when it is received: it may come again,  *)
(* and in any order with others.  That it never comes is its loss.         *)
(***************************************************************************)
Deliverable(s) == {m \in network : m.to = s}

Send(M) == network' = network \cup M

-----------------------------------------------------------------------------
(***************************************************************************)
(* The rumors that s spreads: those that are hot, and were so before this  *)
(* cycle.                                                                  *)
(***************************************************************************)
Spreads(s) ==
    {u \in Contents(db[s]) : interest[s][u.key] > 0 /\ u.key \notin fresh[s]}

Keys(U) == {u.key : u \in U}

(***************************************************************************)
(* Of the rumors U that s is told: those that it has use for.  What it has *)
(* learned in this very cycle counts with them.                            *)
(***************************************************************************)
Needed(s, U) ==
    {u \in U : IsNewer(u, db[s]) \/ (u.key \in fresh[s] /\ u.time = db[s][u.key].time)}

UsefulTo(s, U) == Keys(Needed(s, U))
UnnecessaryTo(s, U) == Keys(U \ Needed(s, U))

(***************************************************************************)
(* The outcome of a cycle's contacts for a rumor: one that was useful is   *)
(* enough.                                                                 *)
(***************************************************************************)
Judged(s, useful, unnecessary) ==
    [k \in Key |->
        IF k \in useful THEN "useful"
        ELSE IF k \in unnecessary /\ outcome[s][k] = "none" THEN "unnecessary"
        ELSE outcome[s][k]]

(***************************************************************************)
(* s takes what is news to it.  As a rumor, it is hot from then on, or in  *)
(* the place of an older one of its key; otherwise not.  judged: the       *)
(* outcome of the cycle so far for the other keys.                         *)
(***************************************************************************)
Learn(s, U, asRumor, judged) ==
    LET news == Keys(News(db[s], U))
    IN  /\ db' = [db EXCEPT ![s] = Resolved(@, U)]
        /\ interest' = [interest EXCEPT ![s] = [k \in Key |->
                IF k \in news THEN (IF asRumor THEN Limit ELSE 0) ELSE @[k]]]
        /\ fresh' = [fresh EXCEPT ![s] =
                IF asRumor THEN @ \cup news ELSE @ \ news]
        /\ outcome' = [outcome EXCEPT ![s] = [k \in Key |->
                IF k \in news THEN "none" ELSE judged[k]]]

-----------------------------------------------------------------------------
(***************************************************************************)
(* A site takes steps while it is up, and no others.                       *)
(***************************************************************************)
IsUp(s) == up[s]

IsPartner(s, r) == r \in Partners[s] \ {s}

Init ==
    /\ issued = [s \in Site |-> {}]
    /\ db = [s \in Site |-> Empty]
    /\ number = [s \in Site |-> 0]
    /\ last = [s \in Site |-> [r \in Site |-> 0]]
    /\ up = [s \in Site |-> TRUE]
    /\ interest = [s \in Site |-> [k \in Key |-> 0]]
    /\ fresh = [s \in Site |-> {}]
    /\ outcome = [s \in Site |-> [k \in Key |-> "none"]]
    /\ turn = [s \in Site |-> TRUE]
    /\ partner = [s \in Site |-> None]
    /\ accepted = [s \in Site |-> 0]
    /\ hunts = [s \in Site |-> 0]
    /\ awaiting = [s \in Site |-> {}]
    /\ network = {}

(***************************************************************************)
(* A client writes a value at s, or deletes an item: a rumor begins.       *)
(***************************************************************************)
MayUpdate(s) == Cardinality(issued[s]) < MaxUpdates

Issue(s, k, v) ==
    LET u == [key |-> k, value |-> v, time |-> NextTime(s, db[s])]
    IN  /\ issued' = [issued EXCEPT ![s] = @ \cup {u}]
        /\ db' = [db EXCEPT ![s] = Resolved(@, {u})]
        /\ interest' = [interest EXCEPT ![s][k] = Limit]
        /\ fresh' = [fresh EXCEPT ![s] = @ \ {k}]
        /\ outcome' = [outcome EXCEPT ![s][k] = "none"]
        /\ UNCHANGED <<number, last, up, cycleVars, network>>

Update(s, k, v) ==
    /\ IsUp(s)
    /\ MayUpdate(s)
    /\ Issue(s, k, v)

Delete(s, k) ==
    /\ IsUp(s)
    /\ MayUpdate(s)
    /\ Issue(s, k, None)
=============================================================================
