------------------------------- MODULE Names -------------------------------
(* Strings that model values are named as, too; functions of integers, of   *)
(* model values and of pairs of them; a name that the module TLC has, too.  *)
EXTENDS Naturals, Sequences
CONSTANTS Idle, Worker, Most
VARIABLES owner, note, seen, count, load, sent
vars == <<owner, note, seen, count, load, sent>>

Any(n) == 0..n

Init ==
    /\ owner = Idle
    /\ note = "Idle"
    /\ seen = {}
    /\ count = [n \in Any(Most) |-> 0]
    /\ load = [w \in Worker |-> 0]
    /\ sent = [p \in Worker \X Worker |-> << >>]

Take(w) == owner = Idle /\ owner' = w /\ note' = "busy" /\ UNCHANGED <<seen, count, load, sent>>
Free == owner # Idle /\ owner' = Idle /\ note' = "Idle" /\ UNCHANGED <<seen, count, load, sent>>
Say(s) == note' = s /\ UNCHANGED <<owner, seen, count, load, sent>>
Give(o) == owner' = o /\ UNCHANGED <<note, seen, count, load, sent>>
Look == seen' = seen \cup {owner, note} /\ UNCHANGED <<owner, note, count, load, sent>>
Bump(n) == count' = [count EXCEPT ![n] = @ + 1] /\ UNCHANGED <<owner, note, seen, load, sent>>
Lift(w) == load' = [load EXCEPT ![w] = @ + 1] /\ UNCHANGED <<owner, note, seen, count, sent>>
Send(p, q) == sent' = [sent EXCEPT ![<<p, q>>] = Append(@, "hi")] /\ UNCHANGED <<owner, note, seen, count, load>>

Next ==
    \/ \E w \in Worker : Take(w) \/ Lift(w)
    \/ Free
    \/ \E s \in {"Idle", "done"} : Say(s)
    \/ \E o \in Worker \cup {Idle} : Give(o)
    \/ Look
    \/ \E n \in Any(Most) : Bump(n)
    \/ \E p, q \in Worker : Send(p, q)
Spec == Init /\ [][Next]_vars
=============================================================================
