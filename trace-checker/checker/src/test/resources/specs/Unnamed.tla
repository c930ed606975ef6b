------------------------------- MODULE Unnamed ------------------------------
(* An instance without a name: its definitions become those of this module.  *)
EXTENDS Naturals, Sequences
VARIABLES count, history
INSTANCE Cell WITH Limit <- 4, value <- count

Start == Init /\ history = <<>>
Step == Next /\ history' = Append(history, count)
Spec == Start /\ [][Step]_<<count, history>>
=============================================================================
