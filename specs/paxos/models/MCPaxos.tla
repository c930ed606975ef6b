------------------------------ MODULE MCPaxos -------------------------------
(***************************************************************************)
(* The module of all models of Paxos: bounds and a reduction, the slips,   *)
(* progress, the inductive invariant.                                      *)
(***************************************************************************)
EXTENDS MCPaxosBounds, MCPaxosSlips, MCPaxosProgress, MCPaxosInductive
=============================================================================
