----------------------------- MODULE RumorBackup -----------------------------
(***************************************************************************)
(* Anti-entropy behind RumorMongering, and crashes.                        *)
(***************************************************************************)
EXTENDS RumorState

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
=============================================================================
