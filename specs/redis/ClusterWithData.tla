--------------------------- MODULE ClusterWithData ---------------------------
(***************************************************************************)
(* RedisCluster as the nodes in Java play it: each of all others gets one  *)
(* message when a configuration is new, and keys and offsets are in the    *)
(* traces.  RedisCluster.cfg is for traces of real nodes, which have       *)
(* neither.  The config says the rest.                                     *)
(***************************************************************************)
EXTENDS RedisCluster
=============================================================================
