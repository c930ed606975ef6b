------------------------- MODULE MCQuorumRegister -------------------------
(***************************************************************************)
(* What the models of QuorumRegister need: bounds, ranks, and the operators *)
(* that a broken model puts in the place of the spec's.                    *)
(***************************************************************************)
EXTENDS QuorumRegister

CONSTANT Most  \* operations that a client asks for

(***************************************************************************)
(* In the place of MayAsk: so many operations, and each value is written   *)
(* once.                                                                   *)
(***************************************************************************)
AFew(n, kind, v) ==
    /\ Len(history[n]) < Most
    /\ kind = "write" =>
         \A q \in Node : \A i \in 1 .. Len(history[q]) :
             ~(history[q][i].kind = "write" /\ history[q][i].value = v)

(***************************************************************************)
(* In the place of MayAsk: while "a" stores what it writes, "b" reads.     *)
(***************************************************************************)
StoreThenRead(n, kind, v) ==
    /\ AFew(n, kind, v)
    /\ CASE n = "a" -> kind = "write"
         [] n = "b" -> kind = "read" /\ phase["a"] = "store"
         [] n = "c" -> FALSE

(* In the place of MayAsk: clients at one node only. *)
OnlyA(n, kind, v) == AFew(n, kind, v) /\ n = "a"

(***************************************************************************)
(* In the place of MayAsk: "c" writes, then "a" writes, and then "b"       *)
(* reads.                                                                  *)
(***************************************************************************)
CThenA(n, kind, v) ==
    /\ AFew(n, kind, v)
    /\ CASE n = "c" -> kind = "write" /\ v = "x"
         [] n = "a" -> kind = "write" /\ v = "y" /\ Answered("c") = 1
         [] n = "b" -> kind = "read" /\ Answered("a") = 1

(***************************************************************************)
(* In the place of MayAsk: while "a" writes, "b" reads, and then "c".      *)
(***************************************************************************)
BThenC(n, kind, v) ==
    /\ AFew(n, kind, v)
    /\ CASE n = "a" -> kind = "write"
         [] n = "b" -> kind = "read" /\ phase["a"] = "store"
         [] n = "c" -> kind = "read" /\ Answered("b") = 1

(***************************************************************************)
(* In the place of Rank: the nodes being "a", "b", "c".                    *)
(***************************************************************************)
Ranks == [n \in Node |-> CASE n = "a" -> 1 [] n = "b" -> 2 [] n = "c" -> 3]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Slips.  Each takes the place of an operator of the spec, named first.   *)
(***************************************************************************)

(* IsQuorum: two quorums need not have a node in common. *)
AnyOne(S) == S # {}

(* KnowsLatest: a write is stored as the latest that its node knows of. *)
ReadsOnly(n) == Current(n).kind = "write" \/ IsQuorum(heard[n])

(* MayAnswer: a read is answered with what others need not find. *)
WritesOnly(n) == Current(n).kind = "read" \/ IsQuorum(heard[n])

(* ToKeep: the same; the reader does not keep it either. *)
OwnWrite(n) == IF Current(n).kind = "read" THEN copy[n] ELSE Newer(ToStore(n), copy[n])

(* Newer: what comes is stored, also if it is older. *)
Whatever(c, d) == c

(* IsExpected: an answer to an earlier operation is counted; one to the    *)
(* first question of this operation is counted as one to the second.       *)
AnyNumber(n, m) == phase[n] = IF m.type = "kept" THEN "query" ELSE "store"
AnyPhase(n, m) == m.number = Number(n) /\ phase[n] # "idle"

(* IsQuerying: who has asked what the latest is answers its client then;   *)
(* who has stored begins to store again.                                   *)
Never(n) == FALSE
StillQuerying(n) == phase[n] # "idle"
=============================================================================
