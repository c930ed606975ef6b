-------------------------------- MODULE Ring --------------------------------
(* Processes in a ring count, owe each other, come and go.  Its invariants   *)
(* speak of all of them, each in another way, and each can be violated.      *)
EXTENDS Naturals
VARIABLES count, debt, here, limit
vars == <<count, debt, here, limit>>

Proc == 1 .. 3
Colour == {"red", "green", "blue"}
After(p) == IF p = 3 THEN 1 ELSE p + 1

Init ==
    /\ count = [c \in Colour |-> 0]
    /\ debt = [c \in Colour |-> [p \in Proc |-> 0]]
    /\ here = {}
    /\ limit = 5

Count(c, n) ==
    /\ count' = [count EXCEPT ![c] = (@ + n) % 7]
    /\ UNCHANGED <<debt, here, limit>>

Lend(c, p, n) ==
    /\ debt' = [debt EXCEPT ![c][p] = (@ + n) % 4, ![c][After(p)] = 1]
    /\ UNCHANGED <<count, here, limit>>

Come(c) ==
    /\ here' = IF c \in here THEN here \ {c} ELSE here \cup {c}
    /\ UNCHANGED <<count, debt, limit>>

Limit(n) == limit' = n /\ UNCHANGED <<count, debt, here>>

Next ==
    \/ \E c \in Colour, n \in 1 .. 4 : Count(c, n)
    \/ \E c \in Colour, p \in Proc, n \in 1 .. 2 : Lend(c, p, n)
    \/ \E c \in Colour : Come(c)
    \/ \E n \in 3 .. 5 : Limit(n)
Spec == Init /\ [][Next]_vars

Own == \A c \in Colour : count[c] # 6
Pairs == \A c, d \in Colour : c = "red" /\ d # c => count[c] + count[d] < 8
Others == \A c \in Colour : count[c] = 5 => \E d \in Colour \ {c} : count[d] > 0
Within == \A c \in Colour : count[c] <= limit
Owed(c, p) == LET owed == debt[c] IN owed[p] + owed[After(p)]
Solvent == \A c \in Colour, p \in Proc : Owed(c, p) < 5
Lent(f) == f[1] + f[2] + f[3]
Quiet == \A c \in Colour : Lent(debt[c]) < 6 /\ (Lent(debt[c]) = 3 => count[c] # 4)
Present == \A c \in here : count[c] # 3
=============================================================================
