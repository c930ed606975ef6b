-------------------------------- MODULE Lamp --------------------------------
(* A lamp that is switched by messages, and never asks whether they were sent. *)
EXTENDS Naturals
VARIABLES lit, mail
vars == <<lit, mail>>

Init == lit = FALSE /\ mail = {}

On(m) == ~lit /\ lit' = TRUE /\ mail' = mail \cup {m}
Off(m) == lit /\ lit' = FALSE /\ UNCHANGED mail
Look == UNCHANGED vars

Message == [id : 1..3]
Next == (\E m \in Message : On(m) \/ Off(m)) \/ Look
Spec == Init /\ [][Next]_vars
=============================================================================
