------------------------------ MODULE BankTrace -----------------------------
(* Transfers leave out arguments; operators are observed.                    *)
EXTENDS Bank, TraceEvents

TraceStart == Init
TraceStep(e) ==
    /\ \/ /\ Is(e, "Transfer")
          /\ \E from \in Given(e, "from", Account), to \in Given(e, "to", Account) :
                \E n \in Given(e, "n", 1 .. 10) : Transfer(from, to, n)
       \/ Is(e, "Close") /\ Close(e.args.a)
    /\ Observes(e, "Total") => e.state.Total = Total'
    /\ Observes(e, "Of") => \E p \in {e.process} : e.state.Of = Of(p)'
TraceRefined == Spec
=============================================================================
