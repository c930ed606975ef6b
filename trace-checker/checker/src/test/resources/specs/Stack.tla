-------------------------------- MODULE Stack -------------------------------
(* A stack that threads share: each operation happens at one moment.         *)
EXTENDS Naturals, Sequences
CONSTANTS Thread, None
VARIABLE stack

Init == stack = <<>>
Push(t, v) == stack' = <<v>> \o stack
Pop(t, v) ==
    IF stack = <<>>
    THEN v = None /\ UNCHANGED stack
    ELSE v = Head(stack) /\ stack' = Tail(stack)
Forget == stack # <<>> /\ stack' = <<>>

Next ==
    \/ \E t \in Thread : \E v \in 1..9 : Push(t, v)
    \/ \E t \in Thread : \E v \in (1..9) \cup {None} : Pop(t, v)
    \/ Forget
Spec == Init /\ [][Next]_stack

Empty == stack = <<>>
Height(t) == Len(stack)
FewerThanFive == Len(stack) < 5
=============================================================================
