---------------------------- MODULE RumorContacts ----------------------------
(***************************************************************************)
(* How a site spreads its rumors: it ends a cycle and begins the next,     *)
(* contacts a partner, and is accepted or rejected. Part of                *)
(* RumorMongering.                                                         *)
(***************************************************************************)
EXTENDS RumorState

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
=============================================================================
