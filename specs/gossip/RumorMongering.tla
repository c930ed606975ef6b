--------------------------- MODULE RumorMongering ---------------------------
(***************************************************************************)
(* Rumor mongering: an update that a site learns of is a hot rumor there,  *)
(* which the site spreads until it seems that all others know it.          *)
(*                                                                         *)
(* Source: A. Demers et al., "Epidemic Algorithms for Replicated Database  *)
(* Maintenance", PODC 1987, section 1.4 and, for what anti-entropy does    *)
(* behind it, 1.5.  A site is susceptible to an update that it lacks,      *)
(* infective while the rumor is hot there, and removed afterwards.  The    *)
(* variants are independent of each other: a site loses interest by what   *)
(* its partners know (feedback) or regardless of it (blind); after Limit   *)
(* unnecessary contacts in a row (counter) or with chance 1/Limit after    *)
(* each (coin); it pushes its rumors, or pulls those of others, or both;   *)
(* and it accepts a number of contacts a cycle only, so that who is        *)
(* rejected may hunt for another.  Rumors are cheap, and leave a residue.  *)
(*                                                                         *)
(* Each site goes through cycles of its own.  What it learns in a cycle    *)
(* it spreads from the next on, and all who told it in that cycle were     *)
(* useful: so it is in the paper's simulations, whose cycles are those of  *)
(* all sites at once.  Interest is lost between two cycles.                *)
(*                                                                         *)
(* A contact has a number, so that what comes twice or late counts once.   *)
(* A site's database and its numbers are on its disk.  Its rumors are in   *)
(* memory: a crash makes it forget what it was spreading.                  *)
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

-----------------------------------------------------------------------------
(* CYCLES.                                                                 *)

(***************************************************************************)
(* The interest of s in a rumor after a cycle.  The counter counts         *)
(* unnecessary contacts in a row.  The coin is tossed by the environment   *)
(* for the rumors of unnecessary contacts: lost are the keys for which it  *)
(* has decided against the rumor.                                          *)
(***************************************************************************)
Interest(s, k, lost) ==
    IF outcome[s][k] = "useful" THEN Limit
    ELSE IF k \in lost THEN 0
    ELSE IF ~Coin /\ outcome[s][k] = "unnecessary" /\ interest[s][k] > 0
    THEN interest[s][k] - 1
    ELSE interest[s][k]

Unnecessary(s) == {k \in Key : interest[s][k] > 0 /\ outcome[s][k] = "unnecessary"}

Tossed(s) == IF Coin THEN Unnecessary(s) ELSE {}

(***************************************************************************)
(* A cycle of s ends, and the next begins.  A contact that is still        *)
(* without a reply is given up.                                            *)
(***************************************************************************)
MayBegin(s) == up[s]

BeginCycle(s, lost) ==
    /\ MayBegin(s)
    /\ lost \subseteq Tossed(s)
    /\ interest' = [interest EXCEPT ![s] = [k \in Key |-> Interest(s, k, lost)]]
    /\ fresh' = [fresh EXCEPT ![s] = {}]
    /\ outcome' = [outcome EXCEPT ![s] = [k \in Key |-> "none"]]
    /\ turn' = [turn EXCEPT ![s] = TRUE]
    /\ partner' = [partner EXCEPT ![s] = None]
    /\ accepted' = [accepted EXCEPT ![s] = 0]
    /\ hunts' = [hunts EXCEPT ![s] = 0]
    /\ UNCHANGED <<issued, diskVars, up, awaiting, network>>

(***************************************************************************)
(* s tells r its rumors, if they are pushed; if they are pulled it asks    *)
(* for those of r by the same message.  Blind, s counts this as an         *)
(* unnecessary contact.  There is one contact a cycle, and who has nothing *)
(* to tell and does not ask makes none.                                    *)
(***************************************************************************)
HasTurn(s) == turn[s]

IsPartner(s, r) == r \in Partners[s] \ {s}

HasToTalk(s) == Pull \/ Spreads(s) # {}

Told(s) == IF Push THEN Spreads(s) ELSE {}

Blindly(U) == IF Feedback THEN {} ELSE Keys(U)

Connect(s, r) ==
    /\ number' = [number EXCEPT ![s] = @ + 1]
    /\ partner' = [partner EXCEPT ![s] = r]
    /\ Send({[type |-> "contact", from |-> s, to |-> r, number |-> number[s] + 1,
              updates |-> Told(s)]})

MayContact(s) == number[s] < MaxContacts

Contact(s, r) ==
    /\ IsUp(s)
    /\ HasTurn(s)
    /\ IsPartner(s, r)
    /\ HasToTalk(s)
    /\ MayContact(s)
    /\ Connect(s, r)
    /\ turn' = [turn EXCEPT ![s] = FALSE]
    /\ outcome' = [outcome EXCEPT ![s] = Judged(s, {}, Blindly(Told(s)))]
    /\ UNCHANGED <<issued, db, last, up, interest, fresh, accepted, hunts, awaiting>>

-----------------------------------------------------------------------------
(* THE PARTNER.                                                            *)

IsNext(s, m) == m.number > last[s][m.from]

HasRoom(s) == ConnectionLimit = 0 \/ accepted[s] < ConnectionLimit

Answers(s, m) == last' = [last EXCEPT ![s][m.from] = m.number]

(***************************************************************************)
(* s accepts a contact: it learns the rumors that it is told, and replies  *)
(* with its own, if they are pulled, and with its feedback.                *)
(***************************************************************************)
Shown(s) == IF Pull THEN Spreads(s) ELSE {}

Reply(s, m) ==
    [type |-> "reply", from |-> s, to |-> m.from, number |-> m.number,
     updates |-> Shown(s),
     useful |-> IF Feedback THEN UsefulTo(s, m.updates) ELSE {},
     unnecessary |-> IF Feedback THEN UnnecessaryTo(s, m.updates) ELSE {}]

Accept(s, m) ==
    /\ m.type = "contact"
    /\ IsUp(s)
    /\ IsNext(s, m)
    /\ HasRoom(s)
    /\ Answers(s, m)
    /\ accepted' = [accepted EXCEPT ![s] = IF ConnectionLimit = 0 THEN 0 ELSE @ + 1]
    /\ Learn(s, m.updates, TRUE, Judged(s, {}, Blindly(Shown(s))))
    /\ awaiting' = [awaiting EXCEPT ![s] =
            IF Feedback /\ Shown(s) # {} THEN @ \cup {m.from} ELSE @ \ {m.from}]
    /\ Send({Reply(s, m)})
    /\ UNCHANGED <<issued, number, up, turn, partner, hunts>>

Reject(s, m) ==
    /\ m.type = "contact"
    /\ IsUp(s)
    /\ IsNext(s, m)
    /\ ~HasRoom(s)
    /\ Answers(s, m)
    /\ awaiting' = [awaiting EXCEPT ![s] = @ \ {m.from}]
    /\ Send({[type |-> "busy", from |-> s, to |-> m.from, number |-> m.number]})
    /\ UNCHANGED <<issued, db, number, up, rumorVars, turn, partner, accepted, hunts>>

IgnoreContact(s, m) ==
    /\ m.type = "contact"
    /\ IsUp(s)
    /\ ~IsNext(s, m)
    /\ UNCHANGED vars

-----------------------------------------------------------------------------
(* THE REPLY.                                                              *)

IsAwaited(s, m) == partner[s] = m.from /\ m.number = number[s]

(***************************************************************************)
(* s learns what it has pulled, and whether its own rumors were useful.    *)
(* If it has pulled something, it tells whether that was.                  *)
(***************************************************************************)
ReceiveReply(s, m) ==
    /\ m.type = "reply"
    /\ IsUp(s)
    /\ IsAwaited(s, m)
    /\ Learn(s, m.updates, TRUE, Judged(s, m.useful, m.unnecessary))
    /\ partner' = [partner EXCEPT ![s] = None]
    /\ Send(IF Feedback /\ m.updates # {}
            THEN {[type |-> "feedback", from |-> s, to |-> m.from, number |-> m.number,
                   useful |-> UsefulTo(s, m.updates),
                   unnecessary |-> UnnecessaryTo(s, m.updates)]}
            ELSE {})
    /\ UNCHANGED <<issued, number, last, up, turn, accepted, hunts, awaiting>>

IgnoreReply(s, m) ==
    /\ m.type = "reply"
    /\ IsUp(s)
    /\ ~IsAwaited(s, m)
    /\ UNCHANGED vars

(***************************************************************************)
(* s was rejected: it hunts for another partner, or waits for its next     *)
(* cycle.                                                                  *)
(***************************************************************************)
Others(s, m) == Partners[s] \ {s, m.from}

MayHunt(s, m) == hunts[s] < HuntLimit /\ Others(s, m) # {} /\ MayContact(s)

Hunt(s, m, r) ==
    /\ m.type = "busy"
    /\ IsUp(s)
    /\ IsAwaited(s, m)
    /\ MayHunt(s, m)
    /\ r \in Others(s, m)
    /\ Connect(s, r)
    /\ hunts' = [hunts EXCEPT ![s] = @ + 1]
    /\ UNCHANGED <<issued, db, last, up, rumorVars, turn, accepted, awaiting>>

EndHunt(s, m) ==
    /\ m.type = "busy"
    /\ IsUp(s)
    /\ IsAwaited(s, m)
    /\ ~MayHunt(s, m)
    /\ partner' = [partner EXCEPT ![s] = None]
    /\ UNCHANGED <<issued, diskVars, up, rumorVars>>
    /\ UNCHANGED <<turn, accepted, hunts, awaiting, network>>

IgnoreBusy(s, m) ==
    /\ m.type = "busy"
    /\ IsUp(s)
    /\ ~IsAwaited(s, m)
    /\ UNCHANGED vars

(***************************************************************************)
(* s hears whether the rumors that somebody pulled from it were useful.    *)
(***************************************************************************)
IsExpected(s, m) == m.from \in awaiting[s] /\ m.number = last[s][m.from]

ReceiveFeedback(s, m) ==
    /\ m.type = "feedback"
    /\ IsUp(s)
    /\ IsExpected(s, m)
    /\ outcome' = [outcome EXCEPT ![s] = Judged(s, m.useful, m.unnecessary)]
    /\ awaiting' = [awaiting EXCEPT ![s] = @ \ {m.from}]
    /\ UNCHANGED <<issued, diskVars, up, interest, fresh>>
    /\ UNCHANGED <<turn, partner, accepted, hunts, network>>

IgnoreFeedback(s, m) ==
    /\ m.type = "feedback"
    /\ IsUp(s)
    /\ ~IsExpected(s, m)
    /\ UNCHANGED vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* ANTI-ENTROPY BEHIND IT, by push-pull, once in a long while.  An update  *)
(* that it finds missing is just taken ("quiet"), or is made a hot rumor   *)
(* again, since others are likely to lack it as well.                      *)
(***************************************************************************)
MayExchange(s) == up[s]

Exchange(s, r) ==
    /\ Backup # "none"
    /\ MayExchange(s)
    /\ IsPartner(s, r)
    /\ Send({[type |-> "exchange", from |-> s, to |-> r, updates |-> Contents(db[s])]})
    /\ UNCHANGED <<issued, diskVars, up, rumorVars, cycleVars>>

Resolve(s, m) ==
    /\ IsUp(s)
    /\ Learn(s, m.updates, Backup = "rumor", outcome[s])
    /\ UNCHANGED <<issued, number, last, up, cycleVars>>

Missing(s, m) ==
    {u \in Contents(db[s]) : \A v \in m.updates : v.key = u.key => v.time < u.time}

AnswerExchange(s, m) ==
    /\ m.type = "exchange"
    /\ Resolve(s, m)
    /\ Send({[type |-> "difference", from |-> s, to |-> m.from,
              updates |-> Missing(s, m)]})

ReceiveDifference(s, m) ==
    /\ m.type = "difference"
    /\ Resolve(s, m)
    /\ UNCHANGED network

-----------------------------------------------------------------------------
(* FAILURES.                                                               *)

MayCrash(s) == up[s]

Crash(s) ==
    /\ MayCrash(s)
    /\ up' = [up EXCEPT ![s] = FALSE]
    /\ interest' = [interest EXCEPT ![s] = [k \in Key |-> 0]]
    /\ fresh' = [fresh EXCEPT ![s] = {}]
    /\ outcome' = [outcome EXCEPT ![s] = [k \in Key |-> "none"]]
    /\ turn' = [turn EXCEPT ![s] = TRUE]
    /\ partner' = [partner EXCEPT ![s] = None]
    /\ accepted' = [accepted EXCEPT ![s] = 0]
    /\ hunts' = [hunts EXCEPT ![s] = 0]
    /\ awaiting' = [awaiting EXCEPT ![s] = {}]
    /\ UNCHANGED <<issued, diskVars, network>>

Restart(s) ==
    /\ ~up[s]
    /\ up' = [up EXCEPT ![s] = TRUE]
    /\ UNCHANGED <<issued, diskVars, rumorVars, cycleVars, network>>

Next ==
    \E s \in Site :
        \/ \E k \in Key, v \in Value : Update(s, k, v)
        \/ \E k \in Key : Delete(s, k)
        \/ \E lost \in SUBSET Key : BeginCycle(s, lost)
        \/ \E r \in Site : Contact(s, r) \/ Exchange(s, r)
        \/ \E m \in Deliverable(s) :
            \/ Accept(s, m)
            \/ Reject(s, m)
            \/ IgnoreContact(s, m)
            \/ ReceiveReply(s, m)
            \/ IgnoreReply(s, m)
            \/ \E r \in Site : Hunt(s, m, r)
            \/ EndHunt(s, m)
            \/ IgnoreBusy(s, m)
            \/ ReceiveFeedback(s, m)
            \/ IgnoreFeedback(s, m)
            \/ AnswerExchange(s, m)
            \/ ReceiveDifference(s, m)
        \/ Crash(s)
        \/ Restart(s)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* Sites go through their cycles and choose each partner again and again,  *)
(* for rumors and for anti-entropy; messages arrive.                       *)
(***************************************************************************)
Mongers(s) ==
    \/ \E lost \in SUBSET Key : BeginCycle(s, lost)
    \/ \E r \in Site : Contact(s, r)

Receive(s, m) ==
    \/ Accept(s, m) \/ Reject(s, m) \/ ReceiveReply(s, m)
    \/ (\E r \in Site : Hunt(s, m, r)) \/ EndHunt(s, m) \/ ReceiveFeedback(s, m)

Resolves(s, m) == AnswerExchange(s, m) \/ ReceiveDifference(s, m)

RumorFairness ==
    \A s \in Site :
        /\ WF_vars(Restart(s))
        /\ WF_vars(Mongers(s))
        /\ WF_vars(\E m \in Deliverable(s) : Receive(s, m))

BackupFairness ==
    \A s, r \in Site :
        /\ WF_vars(Exchange(s, r))
        /\ WF_vars(\E m \in Deliverable(s) : m.from = r /\ Resolves(s, m))

FairSpec == Spec /\ RumorFairness /\ BackupFairness

-----------------------------------------------------------------------------
TypeOK ==
    /\ issued \in [Site -> SUBSET Updates(Times)]
    /\ db \in [Site -> Databases(Times)]
    /\ number \in [Site -> Nat]
    /\ last \in [Site -> [Site -> Nat]]
    /\ up \in [Site -> BOOLEAN]
    /\ interest \in [Site -> [Key -> 0 .. Limit]]
    /\ fresh \in [Site -> SUBSET Key]
    /\ outcome \in [Site -> [Key -> {"none", "unnecessary", "useful"}]]
    /\ turn \in [Site -> BOOLEAN]
    /\ partner \in [Site -> Site \cup {None}]
    /\ accepted \in [Site -> Nat]
    /\ hunts \in [Site -> Nat]
    /\ awaiting \in [Site -> SUBSET Site]
    /\ network \subseteq Message

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

(***************************************************************************)
(* Rumors alone do not converge; with anti-entropy behind them they do.    *)
(***************************************************************************)
Convergence == Problem!Convergence

(***************************************************************************)
(* Limits are kept.                                                        *)
(***************************************************************************)
LimitsAreKept ==
    \A s \in Site :
        /\ ConnectionLimit # 0 => accepted[s] <= ConnectionLimit
        /\ hunts[s] <= HuntLimit

(***************************************************************************)
(* A site makes one contact in a cycle, and one more for each partner that *)
(* rejects it.  (A property of steps.)                                     *)
(***************************************************************************)
OneContactACycle ==
    [][\A s \in Site : number'[s] # number[s] =>
        (turn[s] /\ ~turn'[s]) \/ hunts'[s] = hunts[s] + 1]_vars

(***************************************************************************)
(* Where nothing is asked, each contact tells something.                   *)
(***************************************************************************)
ContactsTell ==
    ~Pull => \A m \in network : m.type = "contact" => m.updates # {}

(***************************************************************************)
(* With feedback, a contact is unnecessary only if a partner in this cycle *)
(* has said so: one whom s contacted, or who pulled from s.                *)
(***************************************************************************)
JudgedByPartners ==
    Feedback =>
        \A s \in Site : \A k \in Unnecessary(s) :
            \E m \in network :
                /\ m.to = s
                /\ m.type \in {"reply", "feedback"}
                /\ k \in m.unnecessary
                /\ m.number = IF m.type = "reply" THEN number[s] ELSE last[s][m.from]

(***************************************************************************)
(* A contact has one answer.                                               *)
(***************************************************************************)
OneAnswer ==
    \A m, n \in network :
        /\ m.type \in {"reply", "busy"} /\ n.type \in {"reply", "busy"}
        /\ m.from = n.from /\ m.to = n.to /\ m.number = n.number
        => m = n

(***************************************************************************)
(* The counter: in one cycle it falls by one, and after a useful contact   *)
(* it begins anew.  (A property of steps; without crashes.)                *)
(***************************************************************************)
CountsInARow ==
    [][\A s \in Site, k \in Key :
        db'[s][k] = db[s][k] /\ up'[s] =>
            \/ interest'[s][k] = interest[s][k]
            \/ outcome[s][k] = "unnecessary" /\ interest'[s][k] = interest[s][k] - 1
            \/ outcome[s][k] = "useful" /\ interest'[s][k] = Limit]_vars

(***************************************************************************)
(* With feedback a rumor does not die with the site that issued it, unless *)
(* that site crashes: somebody else knows it, or a later one.              *)
(***************************************************************************)
IsHot(s, k) == interest[s][k] > 0

NeverDiesAlone ==
    Feedback =>
        \A s \in Site : \A u \in issued[s] :
            \/ IsHot(s, u.key)
            \/ \E r \in Site \ {s} : u \in Problem!Has(r)

(***************************************************************************)
(* No rumor is hot, and none is under way to a site that would take it.    *)
(***************************************************************************)
WouldTake(s, m) ==
    CASE m.type = "contact" -> IsNext(s, m)
      [] m.type = "reply"   -> IsAwaited(s, m)
      [] OTHER              -> FALSE

AllIsSaid ==
    /\ \A s \in Site, k \in Key : ~IsHot(s, k)
    /\ \A m \in network : WouldTake(m.to, m) => News(db[m.to], m.updates) = {}

(***************************************************************************)
(* What one would wish for, and what rumors do not give: when all is said, *)
(* nobody is susceptible any more.                                         *)
(***************************************************************************)
NoResidue == AllIsSaid => Problem!AllHaveAll

(***************************************************************************)
(* Every rumor dies.                                                       *)
(***************************************************************************)
RumorsDie == <>[](\A s \in Site, k \in Key : ~IsHot(s, k))

THEOREM Spec => [](TypeOK /\ NeverInvented /\ SameUpdatesSameReplica)
THEOREM Spec => [](LimitsAreKept /\ ContactsTell /\ JudgedByPartners /\ OneAnswer)
THEOREM Spec => OneContactACycle
THEOREM Spec => NeverGoesBack /\ Refinement
=============================================================================
