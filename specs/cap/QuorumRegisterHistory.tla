----------------------- MODULE QuorumRegisterHistory -----------------------
(***************************************************************************)
(* QuorumRegister, watched: a history variable notes what each operation   *)
(* has stored, and who had stored it when the operation was answered.  It  *)
(* observes and never hinders, so that whatever holds of histories here    *)
(* holds of every behaviour of QuorumRegister.  With it one can say why    *)
(* the register is atomic: the pairs of time and rank that operations      *)
(* store are the order that is looked for.                                 *)
(***************************************************************************)
EXTENDS QuorumRegister

VARIABLE stored  \* stored[n][i]: what the i-th operation of n stored, and where

Stored == [copy : Copy, at : SUBSET Node]

Begun(n) == Len(stored[n])

Pair(n, i) == stored[n][i].copy

IsWrite(n, i) == history[n][i].kind = "write"

WatchInit == Init /\ stored = [n \in Node |-> <<>>]

Watch ==
    stored' = [n \in Node |->
        CASE phase[n] = "query" /\ phase'[n] = "store" ->
                 Append(stored[n], [copy |-> latest'[n], at |-> {}])
          [] phase[n] = "store" /\ phase'[n] = "idle" ->
                 [stored[n] EXCEPT ![Number(n)].at = heard[n]]
          [] OTHER -> stored[n]]

WatchNext == Next /\ Watch

WatchSpec == WatchInit /\ [][WatchNext]_<<vars, stored>>

-----------------------------------------------------------------------------
StoredOK ==
    /\ stored \in [Node -> Seq(Stored)]
    /\ \A n \in Node :
        Begun(n) = IF phase[n] = "query" THEN Number(n) - 1 ELSE Number(n)

(***************************************************************************)
(* A node has itself heard, and keeps to what it has begun to store.       *)
(***************************************************************************)
PhasesAreInOrder ==
    \A n \in Node :
        /\ phase[n] # "idle" => n \in heard[n]
        /\ phase[n] = "store" => latest[n] = Pair(n, Number(n))

(***************************************************************************)
(* A write has a pair of its node, and none is later than writes are many. *)
(* A read was answered with what it stored.                                *)
(***************************************************************************)
BegunWrites ==
    {w \in AllWrites : w[2] <= Begun(w[1])}

OperationsHaveTheirPairs ==
    \A n \in Node : \A i \in 1 .. Begun(n) :
        IF IsWrite(n, i)
        THEN /\ Pair(n, i).time \in 1 .. Cardinality(BegunWrites)
             /\ Pair(n, i).rank = Rank[n]
             /\ Pair(n, i).value = history[n][i].value
        ELSE history[n][i].isDone => history[n][i].value = Pair(n, i).value

(***************************************************************************)
(* Whatever is kept, heard of or on its way is of a write.                 *)
(***************************************************************************)
IsOfWrite(c) == c = Blank \/ \E w \in BegunWrites : c = Pair(w[1], w[2])

PairsAreOfWrites ==
    /\ \A n \in Node :
        /\ IsOfWrite(copy[n])
        /\ phase[n] # "idle" => IsOfWrite(latest[n])
        /\ \A i \in 1 .. Begun(n) : IsOfWrite(Pair(n, i))
    /\ \A m \in network : IsOfWrite(m.copy)

(***************************************************************************)
(* Pairs agree with real time, and that of a write is new.                 *)
(***************************************************************************)
PairsAgreeWithTime ==
    \A n \in Node : \A i \in 1 .. Begun(n) :
        \A q \in Node : \A j \in 1 .. history[n][i].after[q] :
            IF IsWrite(n, i)
            THEN IsNewer(Pair(n, i), Pair(q, j))
            ELSE ~IsNewer(Pair(q, j), Pair(n, i))

(***************************************************************************)
(* What was answered is kept by those who were heard then.                 *)
(***************************************************************************)
AnsweredAreKept ==
    \A n \in Node : \A i \in 1 .. Answered(n) :
        /\ IsQuorum(stored[n][i].at)
        /\ \A q \in stored[n][i].at : ~IsNewer(Pair(n, i), copy[q])

(***************************************************************************)
(* Who asks one of them finds it, or something later.                      *)
(***************************************************************************)
WhoAsksFinds ==
    \A n \in Node : phase[n] = "query" =>
        \A q \in Node : \A j \in 1 .. Current(n).after[q] :
            stored[q][j].at \cap heard[n] # {} => ~IsNewer(Pair(q, j), latest[n])

(***************************************************************************)
(* Messages.  A question is about an operation that was asked for; an      *)
(* answer says what its node keeps, which was no less later than what was  *)
(* kept there when the question was asked; who has stored keeps it.        *)
(***************************************************************************)
IsAsked(m) ==
    IF m.type = "query"
    THEN m.number \in 1 .. Number(m.from) /\ m.copy = Blank
    ELSE m.number \in 1 .. Begun(m.from) /\ m.copy = Pair(m.from, m.number)

IsFound(m) ==
    /\ m.number \in 1 .. Number(m.to)
    /\ \A q \in Node : \A j \in 1 .. history[m.to][m.number].after[q] :
        m.from \in stored[q][j].at => ~IsNewer(Pair(q, j), m.copy)

IsKept(m) ==
    /\ m.number \in 1 .. Begun(m.to)
    /\ m.copy = Blank
    /\ ~IsNewer(Pair(m.to, m.number), copy[m.from])

IsInOrder(m) ==
    /\ m.from # m.to
    /\ CASE m.type \in {"query", "store"} -> IsAsked(m)
         [] m.type = "kept" -> IsFound(m)
         [] m.type = "stored" -> IsKept(m)

MessagesAreInOrder == \A m \in network : IsInOrder(m)

Inv ==
    /\ TypeOK
    /\ HistoryInOrder
    /\ StoredOK
    /\ PhasesAreInOrder
    /\ OperationsHaveTheirPairs
    /\ PairsAreOfWrites
    /\ PairsAgreeWithTime
    /\ AnsweredAreKept
    /\ HeardHaveStored
    /\ WhoAsksFinds
    /\ MessagesAreInOrder

THEOREM WatchSpec => [](Inv /\ Atomic)
=============================================================================
