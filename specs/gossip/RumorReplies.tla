---------------------------- MODULE RumorReplies -----------------------------
(***************************************************************************)
(* What comes back to a site of RumorMongering: a reply, a rejection,      *)
(* after which it may hunt for another partner, and feedback.              *)
(***************************************************************************)
EXTENDS RumorContacts

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
=============================================================================
