------------------------- MODULE AvailableRegister --------------------------
(***************************************************************************)
(* What availability promises: every request is answered, a read with      *)
(* anything that somebody has written.  What that has to do with other     *)
(* answers is left open.                                                   *)
(***************************************************************************)
EXTENDS Register

WrittenAt(n) ==
    {history[n][i].value :
        i \in {j \in 1 .. Len(history[n]) : history[n][j].kind = "write"}}

Written == UNION {WrittenAt(q) : q \in Node} \cup {Initial}

Ask(n, kind, v) == Asks(n, kind, v)

Answer(n, v) ==
    /\ v \in Written
    /\ IsAnswered(n, v)

AnswerSomething(n) == \E v \in Written : Answer(n, v)

Next ==
    \E n \in Node :
        \/ \E v \in Value : Ask(n, "write", v)
        \/ Ask(n, "read", Initial)
        \/ AnswerSomething(n)

Fairness == \A n \in Node : WF_history(AnswerSomething(n))

Spec == HistoryInit /\ [][Next]_history /\ Fairness

THEOREM Spec => []HistoryOK /\ []NothingInvented /\ Available
=============================================================================
