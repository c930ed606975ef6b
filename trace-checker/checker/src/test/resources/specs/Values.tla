------------------------------- MODULE Values -------------------------------
(* A value of each kind: sets, records, tuples, functions, model values, and *)
(* elements of infinite sets.                                                *)
EXTENDS Integers, Sequences, FiniteSets
CONSTANTS Key, None, Owner
VARIABLES set, rec, pair, fun, owner, num, text
vars == <<set, rec, pair, fun, owner, num, text>>

Init ==
    /\ set = {}
    /\ rec = [kind |-> "new", size |-> 0]
    /\ pair = <<0, "a">>
    /\ fun = [k \in Key |-> {}]
    /\ owner = None
    /\ num = 0
    /\ text = ""

Put(k, x) ==
    /\ set' = set \cup {x}
    /\ fun' = [fun EXCEPT ![k] = @ \cup {x}]
    /\ rec' = [rec EXCEPT !.size = Cardinality(set'), !.kind = "put"]
    /\ UNCHANGED <<pair, owner, num, text>>
Take(o) == owner \in {None, o} /\ owner' = o /\ UNCHANGED <<set, rec, pair, fun, num, text>>
Jump(n) == num' = n /\ UNCHANGED <<set, rec, pair, fun, owner, text>>
Turn(p) == pair' = p /\ UNCHANGED <<set, rec, fun, owner, num, text>>
Name == text' \in STRING /\ UNCHANGED <<set, rec, pair, fun, owner, num>>
Tag(f) == fun' = f /\ UNCHANGED <<set, rec, pair, owner, num, text>>

Next ==
    \/ \E k \in Key : \E x \in 1..5 : Put(k, x)
    \/ \E o \in Owner : Take(o)
    \/ \E n \in Int : Jump(n)
    \/ \E p \in (0..9) \X {"a", "b"} : Turn(p)
    \/ Name
    \/ \E f \in [Key -> SUBSET (1..2)] : Tag(f)
Spec == Init /\ [][Next]_vars

Size == Cardinality(set)
Of(k) == fun[k]
Few == Cardinality(set) < 5
=============================================================================
