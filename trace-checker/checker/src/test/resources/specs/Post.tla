-------------------------------- MODULE Post --------------------------------
(* Bags, a set that is sent to again, channels for processes 1..n, a queue   *)
(* of tuples, a function to sets.                                            *)
EXTENDS Naturals, Sequences, Bags
Proc == 1..3
VARIABLES bag, set, channel, queue, inbox
vars == <<bag, set, channel, queue, inbox>>

Init ==
    /\ bag = EmptyBag
    /\ set = {}
    /\ channel = [p \in Proc |-> [q \in Proc |-> <<>>]]
    /\ queue = <<>>
    /\ inbox = [p \in Proc |-> {}]

Send(p, q, m) ==
    /\ bag' = bag (+) SetToBag({m})
    /\ set' = set \cup {m}
    /\ channel' = [channel EXCEPT ![p][q] = Append(@, m)]
    /\ queue' = Append(queue, <<p, q>>)
    /\ inbox' = [inbox EXCEPT ![q] = @ \cup {m}]

Receive(p, q) ==
    /\ channel[p][q] # <<>>
    /\ bag' = bag (-) SetToBag({Head(channel[p][q])})
    /\ channel' = [channel EXCEPT ![p][q] = Tail(@)]
    /\ queue' = Tail(queue)
    /\ inbox' = [inbox EXCEPT ![q] = @ \ {Head(channel[p][q])}]
    /\ UNCHANGED set

(* Takes a message and sends the same one again.                             *)
Return(p, q) ==
    /\ channel[p][q] # <<>>
    /\ channel' = [channel EXCEPT ![p][q] = Append(Tail(@), Head(@))]
    /\ queue' = Append(Tail(queue), Head(queue))
    /\ UNCHANGED <<bag, set, inbox>>

Next ==
    \E p, q \in Proc :
        \/ \E m \in {"a", "b"} : Send(p, q, m)
        \/ Receive(p, q)
        \/ Return(p, q)
Spec == Init /\ [][Next]_vars
=============================================================================
