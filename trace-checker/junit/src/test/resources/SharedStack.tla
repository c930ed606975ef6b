---------------------------- MODULE SharedStack -----------------------------
(* A stack that threads share.  Each operation happens at one moment.        *)
EXTENDS Naturals, Sequences
CONSTANTS Thread, Value, None
VARIABLE stack

Init == stack = <<>>
Push(t, v) == stack' = <<v>> \o stack
Pop(t, v) ==
    IF stack = <<>>
    THEN v = None /\ UNCHANGED stack
    ELSE v = Head(stack) /\ stack' = Tail(stack)

Next == \E t \in Thread :
    \/ \E v \in Value : Push(t, v)
    \/ \E v \in Value \cup {None} : Pop(t, v)
Spec == Init /\ [][Next]_stack
Empty == stack = <<>>
=============================================================================
