------------------------ MODULE MCPrimaryInductive ------------------------
(***************************************************************************)
(* Is Inv of PrimaryRegister inductive, and is each step from it one of    *)
(* AtomicRegister?  All its states within bounds are generated, with no    *)
(* regard to whether they can be reached.                                  *)
(***************************************************************************)
EXTENDS PrimaryRegister, MCHistories

Requests ==
    {[type |-> "request", from |-> o[1], to |-> Primary, number |-> o[2],
      kind |-> history[o[1]][o[2]].kind,
      value |-> IF history[o[1]][o[2]].kind = "write"
                THEN history[o[1]][o[2]].value ELSE Initial] :
        o \in UNION {{<<n, i>> : i \in 1 .. Number(n)} : n \in Node}}

Answers ==
    UNION {[type : {"answer"}, from : {Primary}, to : {n}, number : 0 .. served[n].number,
            value : Value \cup {Initial}] : n \in Node}

InductiveInit ==
    /\ SomeHistory
    /\ served \in Choices([n \in Node |->
           [number : Answered(n) .. Number(n), value : Value \cup {Initial}]])
    /\ stored \in Value \cup {Initial}
    /\ Abstract!IsExplained
    /\ side \in Cuts \cup {{}}
    /\ network \in Few(Requests \cup Answers)
    /\ Inv

InductiveSpec == InductiveInit /\ [][Next]_vars

RefinementStep == [][Abstract!Next]_(Abstract!vars)
=============================================================================
