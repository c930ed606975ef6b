---- MODULE Replaced ----
(* Constants that stand for sets which nobody can write out, some of them infinite. *)
EXTENDS Integers, Sequences, TLC
CONSTANTS Command, Size, Delta, Path, Group, Map, Entry, Pair, Nobody
VARIABLES taken, power

Members == {"a", "b"}
Paths == Seq(STRING)
Groups == SUBSET Members
Maps == [Members -> Nat]
Entries == [name : STRING, size : 0..3] \cup {Nobody}
Pairs == STRING \X Nat

Init == taken = <<>> /\ power = 1

Take(c, s, d) ==
    /\ c \in Command
    /\ s \in Size
    /\ d \in Delta
    /\ taken' = <<c, s, d>>
    /\ UNCHANGED power

Keep(p, g, m, e) ==
    /\ p \in Path
    /\ g \in Group
    /\ m \in Map
    /\ e \in Entry
    /\ <<e = Nobody, Len(p)>> \in BOOLEAN \X Size
    /\ <<"x", Len(p)>> \in Pair
    /\ taken' = <<p, g, m, e>>
    /\ UNCHANGED power

Raise(n) ==
    /\ power' = 2 ^ n
    /\ UNCHANGED taken

Spread == taken' \in {<<f>> : f \in [Members -> 0..1]} /\ UNCHANGED power

Pick == taken' = <<CHOOSE x \in Members : TRUE>> /\ UNCHANGED power

(* Only TLC can write a value down. *)
Tell == taken' = <<ToString(power)>> /\ UNCHANGED power

Next ==
    \/ \E c \in Command, s \in Size, d \in Delta : Take(c, s, d)
    \/ \E p \in Path, g \in Group, m \in Map, e \in Entry : Keep(p, g, m, e)
    \/ \E n \in 0..10 : Raise(n)
    \/ Spread
    \/ Pick
    \/ Tell

Spec == Init /\ [][Next]_<<taken, power>>
PowerIsPositive == power \in Size
====
