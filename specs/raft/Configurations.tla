--------------------------- MODULE Configurations ---------------------------
(***************************************************************************)
(* Configurations: which servers decide.  Outside a change this is one set *)
(* of servers, <<C>>.  During a change by joint consensus it is two,       *)
(* <<C_old, C_new>>, and nothing is decided without a majority of each (D. *)
(* Ongaro and J. Ousterhout, "In Search of an Understandable Consensus     *)
(* Algorithm", 2014, section 6).                                           *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets, Sequences

(***************************************************************************)
(* Whether most of the servers in C are in Q.  Servers outside C count for *)
(* nothing.                                                                *)
(***************************************************************************)
HasMajority(Q, C) == 2 * Cardinality(Q \cap C) > Cardinality(C)

(***************************************************************************)
(* Whether the servers in Q can decide under a configuration.              *)
(***************************************************************************)
IsQuorum(Q, config) == \A i \in DOMAIN config : HasMajority(Q, config[i])

Simple(C) == <<C>>

Joint(old, new) == <<old, new>>

IsJoint(config) == Len(config) = 2

(***************************************************************************)
(* The set of servers that a configuration ends in: C_new, or C.           *)
(***************************************************************************)
Target(config) == config[Len(config)]

(***************************************************************************)
(* All servers that have a say.                                            *)
(***************************************************************************)
Members(config) == UNION {config[i] : i \in DOMAIN config}
=============================================================================
