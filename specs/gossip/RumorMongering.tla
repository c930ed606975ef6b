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
(*                                                                         *)
(* RumorState has the state and the messages; the actions are in           *)
(* RumorContacts, RumorReplies and RumorBackup; the properties are here.   *)
(***************************************************************************)
EXTENDS RumorReplies, RumorBackup

-----------------------------------------------------------------------------
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
