---------------------------- MODULE BoundedQueue ----------------------------
(* A queue behind a monitor.  A thread that cannot go on waits outside of    *)
(* any action: only what happens while the lock is held is a step.           *)
EXTENDS Naturals, Sequences
CONSTANTS Capacity, Value
VARIABLES buffer, waiting

Init == buffer = <<>> /\ waiting = 0
Put(v) == Len(buffer) < Capacity /\ buffer' = Append(buffer, v) /\ UNCHANGED waiting
Take(v) == buffer # <<>> /\ v = Head(buffer) /\ buffer' = Tail(buffer) /\ UNCHANGED waiting
Wait == waiting' = waiting + 1 /\ UNCHANGED buffer
Wake == waiting > 0 /\ waiting' = waiting - 1 /\ UNCHANGED buffer

Next == (\E v \in Value : Put(v) \/ Take(v)) \/ Wait \/ Wake
Spec == Init /\ [][Next]_<<buffer, waiting>>
NobodyWaits == waiting = 0
=============================================================================
