----------------------------- MODULE SharedMap ------------------------------
(* A map that threads share, of which one operation is looked at: a value is *)
(* put if the key has none, and what the key had before is told.             *)
CONSTANTS Thread, Key, Value, None
VARIABLE map

Init == map = [k \in Key |-> None]
PutIfAbsent(t, k, v, old) ==
    /\ old = map[k]
    /\ map' = IF old = None THEN [map EXCEPT ![k] = v] ELSE map

Next == \E t \in Thread, k \in Key, v \in Value :
    \E old \in Value \cup {None} : PutIfAbsent(t, k, v, old)
Spec == Init /\ [][Next]_map
=============================================================================
