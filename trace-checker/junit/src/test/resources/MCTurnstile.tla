---- MODULE MCTurnstile ----
(* A turnstile that few pass, for TLC and for exploration. *)
EXTENDS Turnstile
Few == \A g \in Gate : passed[g] <= 2
====
