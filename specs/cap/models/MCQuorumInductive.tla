------------------------- MODULE MCQuorumInductive -------------------------
(***************************************************************************)
(* Is Inv of QuorumRegisterHistory inductive, and does it imply that the   *)
(* register is atomic?  All its states within bounds are generated, with   *)
(* no regard to whether they can be reached.                               *)
(*                                                                         *)
(* A state is put together from choices, each among what the earlier ones  *)
(* leave free: the history and the phases, the times of writes, what reads *)
(* have stored, who had stored it, copies, what those who wait have heard, *)
(* and messages.  Inv is then asked once more for the whole.               *)
(***************************************************************************)
EXTENDS QuorumRegisterHistory, MCHistories

Ranks == [n \in Node |-> CASE n = "a" -> 1 [] n = "b" -> 2 [] n = "c" -> 3]

InitialPhases ==
    Choices([n \in Node |-> IF IsWaiting(n) THEN {"query", "store"} ELSE {"idle"}])

(* How many operations of n have begun to store. *)
Beginning(n) == IF phase[n] = "query" THEN Number(n) - 1 ELSE Number(n)

BegunOnes == UNION {{<<n, i>> : i \in 1 .. Beginning(n)} : n \in Node}

WritesAmong(S) == {o \in S : IsWrite(o[1], o[2])}

ReadsAmong(S) == S \ WritesAmong(S)

(***************************************************************************)
(* What operations have stored, writes having these times.                 *)
(***************************************************************************)
WritePairs(times) ==
    [w \in DOMAIN times |->
        [time |-> times[w], rank |-> Rank[w[1]], value |-> history[w[1]][w[2]].value]]

Found(o, pairs) ==
    {c \in pairs :
        history[o[1]][o[2]].isDone => c.value = history[o[1]][o[2]].value}

SomeStored ==
    \E times \in [WritesAmong(BegunOnes) -> 1 .. Cardinality(WritesAmong(BegunOnes))] :
    LET writes == WritePairs(times)
        pairs == {Blank} \cup {writes[w] : w \in DOMAIN writes}
    IN  \E reads \in Choices([o \in ReadsAmong(BegunOnes) |-> Found(o, pairs)]) :
        \E at \in [AnsweredOnes -> {S \in SUBSET Node : IsQuorum(S)}] :
            stored = [n \in Node |-> [i \in 1 .. Beginning(n) |->
                [copy |-> IF IsWrite(n, i) THEN writes[<<n, i>>] ELSE reads[<<n, i>>],
                 at |-> IF i <= Answered(n) THEN at[<<n, i>>] ELSE {}]]]

Pairs == {Blank} \cup {Pair(w[1], w[2]) : w \in BegunWrites}

Messages ==
    {m \in
        UNION {[type : {"query"}, from : {n}, to : Node, number : 1 .. Number(n),
                copy : {Blank}] : n \in Node}
        \cup UNION {[type : {"store"}, from : {n}, to : Node, number : 1 .. Begun(n),
                     copy : Pairs] : n \in Node}
        \cup UNION {[type : {"kept"}, from : Node, to : {n}, number : 1 .. Number(n),
                     copy : Pairs] : n \in Node}
        \cup UNION {[type : {"stored"}, from : Node, to : {n}, number : 1 .. Begun(n),
                     copy : {Blank}] : n \in Node} :
        IsInOrder(m)}

InductiveInit ==
    /\ SomeHistory
    /\ phase \in InitialPhases
    /\ SomeStored
    /\ PairsAgreeWithTime
    /\ copy \in [Node -> Pairs]
    /\ AnsweredAreKept
    /\ heard \in Choices([n \in Node |->
           IF phase[n] = "idle" THEN {{}} ELSE {S \in SUBSET Node : n \in S}])
    /\ latest \in Choices([n \in Node |->
           CASE phase[n] = "idle" -> {Blank}
             [] phase[n] = "query" -> Pairs
             [] phase[n] = "store" -> {Pair(n, Number(n))}])
    /\ HeardHaveStored
    /\ WhoAsksFinds
    /\ side \in Cuts \cup {{}}
    /\ network \in Few(Messages)
    /\ Inv

InductiveSpec == InductiveInit /\ [][WatchNext]_<<vars, stored>>

=============================================================================
