-------------------------------- MODULE Bank --------------------------------
(* Functions, records, a sequence, EXCEPT with several updates and with @.   *)
EXTENDS Naturals, Sequences, TLC

CONSTANTS Account, Opening
DefaultOpening == [a \in Account |-> 1]

VARIABLES balance, last, log
vars == <<balance, <<last, log>>>>

Init ==
    /\ balance = Opening
    /\ last = [kind |-> "none", by |-> [from |-> "", amount |-> 0]]
    /\ log = <<>>

Transfer(from, to, n) ==
    /\ from # to
    /\ n <= balance[from]
    /\ balance' = [balance EXCEPT ![from] = @ - n, ![to] = @ + n]
    /\ last' = [last EXCEPT !.kind = "transfer", !.by.from = from, !.by.amount = n]
    /\ log' = Append(log, [from |-> from, to |-> to, amount |-> n])

Close(a) ==
    /\ balance[a] = 0
    /\ log # <<>>
    /\ log' = <<>>
    /\ UNCHANGED <<balance, <<last>>>>

Total == balance["a"] + balance["b"]
Of(a) == balance[a]

Next ==
    \/ \E from, to \in Account, n \in 1..10 : Transfer(from, to, n)
    \/ \E a \in Account : Close(a)

Spec == Init /\ [][Next]_vars
=============================================================================
