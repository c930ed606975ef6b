-------------------------- MODULE MCRumorMongering --------------------------
(***************************************************************************)
(* What the models of RumorMongering need: bounds, fewer states, and       *)
(* slips, each of which overrides an operator.                             *)
(***************************************************************************)
EXTENDS RumorMongering, MCSites

CONSTANT MaxTime

FewTimes == 1 .. MaxTime

Everybody == [s \in Site |-> Site]

\* The last chooses nobody, the first the last, and others any that is not themselves.
TowardsTheLast == [s \in Site |->
    CASE Rank[s] = N - 1 -> {} [] Rank[s] = 0 -> {r \in Site : Rank[r] = N - 1}
      [] OTHER -> Site]

\* MayUpdate
FirstAlone(s) == Rank[s] = 0 /\ Cardinality(issued[s]) < MaxUpdates

FirstAndLast(s) == Rank[s] \in {0, N - 1} /\ Cardinality(issued[s]) < MaxUpdates

\* MayCrash: the first site crashes while it spreads a rumor; the last at any time.
FirstCrashes(s) == Rank[s] = 0 /\ up[s] /\ \E k \in Key : IsHot(s, k)

LastCrashes(s) == Rank[s] = N - 1 /\ up[s]

(***************************************************************************)
(* Fewer states.  MayBegin: a cycle ends only when something has happened  *)
(* in it, and not before the reply comes.  MayContact: one contact at a    *)
(* time, with its feedback, and their number has a bound; or they are made *)
(* when all that is learned is hot, and then they end by themselves.       *)
(* MayExchange: one exchange at a time, when nothing else is under way.    *)
(***************************************************************************)
Patient(s) ==
    /\ up[s] /\ partner[s] = None
    /\ \/ ~turn[s]
       \/ fresh[s] # {}
       \/ \E k \in Key : outcome[s][k] # "none"

NobodyWaits == \A r \in Site : partner[r] = None /\ awaiting[r] = {}

OneByOne(s) == NobodyWaits /\ \A r \in Site : fresh[r] = {}

OneByOneFew(s) == NobodyWaits /\ number[s] < MaxContacts

OnceOrTwice(s) == number[s] < IF Rank[s] = 1 THEN 2 ELSE 1

RumorsFirst(s) ==
    /\ up[s] /\ NobodyWaits
    /\ \A r \in Site, k \in Key : ~IsHot(r, k)

-----------------------------------------------------------------------------
(***************************************************************************)
(* NeverDiesAlone without its condition: also without feedback.            *)
(***************************************************************************)
DiesNever ==
    \A s \in Site : \A u \in issued[s] :
        IsHot(s, u.key) \/ \E r \in Site \ {s} : u \in Problem!Has(r)

-----------------------------------------------------------------------------
(* Slips. *)

\* IsPartner: a site turns to itself, too.
ItselfToo(s, r) == r \in Partners[s] \cup {s}

\* IsNext: a contact that comes twice is answered twice.
AnyContact(s, m) == m.number >= last[s][m.from]

\* IsAwaited: a late reply of the same partner is taken for that to a later contact.
AnyReply(s, m) == partner[s] = m.from

\* IsExpected: feedback counts whenever it comes.
AnyFeedback(s, m) == TRUE

\* HasRoom: every contact is accepted.
AlwaysRoom(s) == TRUE

\* MayHunt: a rejected site tries for ever.
HuntsOn(s, m) == Others(s, m) # {} /\ MayContact(s)

\* Tossed: coins are tossed for all hot rumors, whatever the contacts of the cycle were.
EveryHotRumor(s) == {k \in Key : IsHot(s, k)}

\* Interest: the counter is not reset by a useful contact.
CountsAll(s, k, lost) ==
    IF outcome[s][k] = "none" THEN interest[s][k] ELSE interest[s][k] - 1
=============================================================================
