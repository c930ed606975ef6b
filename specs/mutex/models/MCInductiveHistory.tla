------------------------- MODULE MCInductiveHistory -------------------------
(***************************************************************************)
(* Is HistoryInv inductive, and is each step from it a step of Mutex?      *)
(* The states of Inv from MCInductive, with a history put to each.  What   *)
(* the history's invariants leave free is how long ago grants were made,   *)
(* and how much of what is permitted really happened before.  So:          *)
(*                                                                         *)
(* - granted is empty or holds the latest grant.  Earlier grants precede   *)
(*   it, and every comparison with them follows from the one with it.      *)
(* - every past is as large as PastIsEarlier permits, and so is before:    *)
(*   the conjuncts speak of each element by itself.                        *)
(***************************************************************************)
EXTENDS MCInductive, LamportMutexHistory

FewTickets == [process : Proc, clock : 1 .. MaxClock + 1]

LatestGrants ==
    IF Holding # {} THEN {<<t>> : t \in Holding}
    ELSE {<<>>} \cup UNION {{<<t>> : t \in TicketsOf(p, 1 .. clock[p])} : p \in Proc}

UpTo(time) == {t \in requested : t.clock <= time}

InductiveHistoryInit ==
    /\ InductiveInit
    /\ granted \in LatestGrants
    /\ requested = {granted[i] : i \in 1 .. Len(granted)}
                     \cup UNION {Known(p, p) : p \in Proc}
    /\ before = {pair \in requested \X requested : pair[1].clock < pair[2].clock}
    /\ past = [p \in Proc |-> UpTo(clock[p])]
    /\ carried = [p \in Proc |-> [q \in Proc |->
                     [i \in 1 .. Len(network[p][q]) |-> UpTo(network[p][q][i].clock)]]]
    /\ HistoryInv

InductiveHistorySpec ==
    InductiveHistoryInit /\ [][HistoryNext]_<<vars, history>>

RefinementStep == [][Problem!Next]_(Problem!vars)
=============================================================================
