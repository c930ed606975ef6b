-------------------------------- MODULE Crowd -------------------------------
(* Processes that nothing tells apart: they knock, in any order, and one at  *)
(* a time enters and leaves a room.  Each remembers whom it met at the door. *)
EXTENDS Naturals, FiniteSets
CONSTANTS Proc, Rank, Chief, Nobody
VARIABLES place, met, door
vars == <<place, met, door>>

Init ==
    /\ place = [p \in Proc |-> "outside"]
    /\ met = [p \in Proc |-> {}]
    /\ door = {}

Knock(p) ==
    /\ place[p] = "outside"
    /\ place' = [place EXCEPT ![p] = "door"]
    /\ met' = [met EXCEPT ![p] = @ \cup door]
    /\ door' = door \cup {p}

Enter(p) ==
    /\ place[p] = "door"
    /\ \A q \in Proc : place[q] # "inside"
    /\ place' = [place EXCEPT ![p] = "inside"]
    /\ door' = door \ {p}
    /\ UNCHANGED met

Leave(p) ==
    /\ place[p] = "inside"
    /\ place' = [place EXCEPT ![p] = "outside"]
    /\ UNCHANGED <<met, door>>

(* Two that met in one order at the door go home together.                   *)
GoHome(p, q) ==
    /\ place[p] = "outside" /\ place[q] = "outside"
    /\ q \in met[p] /\ p \notin met[q]
    /\ place' = [place EXCEPT ![p] = "home", ![q] = "home"]
    /\ UNCHANGED <<met, door>>

Next ==
    \/ \E p \in Proc : Knock(p) \/ Enter(p) \/ Leave(p)
    \/ \E p, q \in Proc : GoHome(p, q)
Spec == Init /\ [][Next]_vars

OneInside == Cardinality({p \in Proc : place[p] = "inside"}) <= 1
FirstIn == CHOOSE p \in Proc : place[p] = "inside"
ChosenIsChief == place[FirstIn] = "inside"
C1StaysAway == place["c1"] # "lost"
=============================================================================
