----------------------- MODULE MCTConnectedInductive -----------------------
(***************************************************************************)
(* Is Inv of TConnectedRegister inductive, and does it imply that the      *)
(* register is atomic while no message is lost?  All its states within     *)
(* bounds are generated, with no regard to whether they can be reached.    *)
(*                                                                         *)
(* calm and settled are the same in all: Inv says nothing of their values, *)
(* and no step asks for them.  silent is the same at all nodes: each       *)
(* action asks whether it is over at one node or at none.                  *)
(***************************************************************************)
EXTENDS TConnectedRegister, MCHistories

CONSTANT Lost  \* whether a message was lost, in an initial state

WritesOf(n) == {i \in 1 .. Number(n) : IsWrite(n, i)}

Tags == 0 .. Cardinality(UNION {WritesOf(n) \X {n} : n \in Node})

SomeTagged == {c \in [tag : Tags, value : Value \cup {Initial}] : IsOfWrite(c)}

(* The writes of n with these numbers, in order. *)
Sequence(n, numbers) ==
    LET Nth(k) == CHOOSE i \in numbers : Cardinality({j \in numbers : j <= i}) = k
    IN  [k \in 1 .. Cardinality(numbers) |->
            [number |-> Nth(k), value |-> history[n][Nth(k)].value]]

SomeWrites(n) == {Sequence(n, S) : S \in SUBSET WritesOf(n)}

Others == Node \ {Primary}

Tellings ==
    [type : {"tell"}, from : {Primary}, to : Others, left : 0 .. Delay,
     latest : SomeTagged]

RequestsOrAnswers ==
    UNION {[type : {"request"}, from : {n}, to : {Primary}, left : 0 .. Delay,
            number : 1 .. Number(n), writes : SomeWrites(n)] : n \in Others}
    \cup UNION {[type : {"answer"}, from : {Primary}, to : {n}, left : 0 .. Delay,
                 number : 1 .. Number(n), latest : SomeTagged] : n \in Others}

ThoseTrue(messages) == {m \in messages : IsTrue(m)}

(***************************************************************************)
(* While no message is lost one of two is that of the node that waits, if  *)
(* it does.  There are two nodes then.                                     *)
(***************************************************************************)
SomeNetwork ==
    IF Timed /\ ~hasLost
    THEN \E n \in Others :
         \E own \in IF ~IsWaiting(n) THEN {{}}
                   ELSE {{m} : m \in {r \in ThoseTrue(RequestsOrAnswers) :
                                       ArrivesInTime(n, r)}} :
         \E told \in {{}} \cup {{m} : m \in ThoseTrue(Tellings)} :
            network = own \cup told
    ELSE network \in Few(ThoseTrue(Tellings \cup RequestsOrAnswers))

InductiveInit ==
    /\ SomeHistory
    /\ latest \in [Node -> SomeTagged]
    /\ PrimaryIsLatest
    /\ ordered \in Choices([n \in Node |->
           IF n = Primary THEN {0} ELSE {0} \cup WritesOf(n)])
    /\ pending \in Choices([n \in Node |->
           IF n = Primary THEN {<<>>} ELSE SomeWrites(n)])
    /\ OthersAreOrdered
    /\ hasLost \in Lost
    /\ waited \in Choices([n \in Node |->
           IF IsWaiting(n) /\ n # Primary THEN 0 .. Timeout ELSE {0}])
    /\ SomeNetwork
    /\ IsInTime
    /\ IsAtomicWhileWhole
    /\ silent \in {[n \in Node |-> 0], [n \in Node |-> Period]}
    /\ side \in Cuts \cup {{}}
    /\ calm = [n \in Node |-> [i \in 1 .. Answered(n) |-> 0]]
    /\ settled = [n \in Node |-> [i \in 1 .. Number(n) |-> [q \in Node |-> 0]]]
    /\ Inv

InductiveSpec == InductiveInit /\ [][Next]_vars

=============================================================================
