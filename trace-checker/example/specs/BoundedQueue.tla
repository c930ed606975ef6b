---------------------------- MODULE BoundedQueue ----------------------------
(* A queue of bounded size behind a lock. A thread that cannot go on waits,  *)
(* and waiting lets others in: only what is done while the lock is held is a *)
(* step.                                                                     *)
EXTENDS Naturals, Sequences

CONSTANTS
    Capacity,   \* the greatest length
    Value       \* what can be put

VARIABLES
    buffer,     \* what is in the queue, the oldest first
    waiting     \* how many threads wait

Init ==
    /\ buffer = <<>>
    /\ waiting = 0

HasRoom == Len(buffer) < Capacity
HasSome == buffer # <<>>

Put(v) ==
    /\ HasRoom
    /\ buffer' = Append(buffer, v)
    /\ UNCHANGED waiting

Take(v) ==
    /\ HasSome
    /\ v = Head(buffer)
    /\ buffer' = Tail(buffer)
    /\ UNCHANGED waiting

Wait ==
    /\ waiting' = waiting + 1
    /\ UNCHANGED buffer

Wake ==
    /\ waiting > 0
    /\ waiting' = waiting - 1
    /\ UNCHANGED buffer

Next ==
    \/ \E v \in Value : Put(v) \/ Take(v)
    \/ Wait
    \/ Wake

Spec == Init /\ [][Next]_<<buffer, waiting>>

-----------------------------------------------------------------------------

NeverTooFull == Len(buffer) <= Capacity

(* What a trace must end with: no thread is left waiting. *)
NobodyWaits == waiting = 0

(* For TLC, which explores finitely many states. *)
FewWait == waiting <= 2
=============================================================================
