------------------------------ MODULE Failover ------------------------------
(***************************************************************************)
(* What a group of sentinels should do when the master of some replicas    *)
(* is down.  A failover has an epoch.  In an epoch at most one sentinel    *)
(* leads, and it names at most one server as the master from then on.  A   *)
(* sentinel believes in one configuration, a server with an epoch, and     *)
(* goes on to greater epochs only.  So whoever believes in the same epoch  *)
(* believes in the same server.                                            *)
(*                                                                         *)
(* Redis promises this under conditions only; RedisSentinel says which.    *)
(* Source: redis.io, "High availability with Redis Sentinel", the parts on *)
(* configuration epochs and configuration propagation.                     *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS
    Sentinel,
    Server,
    None,     \* stands for "no sentinel" and "no server"
    First,    \* the server that is master at first
    Epoch     \* numbers of failovers, from 1

VARIABLES
    leader,   \* who leads in an epoch
    named,    \* which server the leader of an epoch has made the master
    view      \* the configuration that a sentinel believes in

vars == <<leader, named, view>>

Init ==
    /\ leader = [e \in Epoch |-> None]
    /\ named = [e \in Epoch |-> None]
    /\ view = [s \in Sentinel |-> [epoch |-> 0, server |-> First]]

Elect(s, e) ==
    /\ leader[e] = None
    /\ leader' = [leader EXCEPT ![e] = s]
    /\ UNCHANGED <<named, view>>

(***************************************************************************)
(* The leader has made a server the master, and is the first to know.      *)
(***************************************************************************)
Name(s, e, r) ==
    /\ leader[e] = s
    /\ named[e] = None
    /\ view[s].epoch < e
    /\ named' = [named EXCEPT ![e] = r]
    /\ view' = [view EXCEPT ![s] = [epoch |-> e, server |-> r]]
    /\ UNCHANGED leader

Learn(s, e) ==
    /\ named[e] # None
    /\ view[s].epoch < e
    /\ view' = [view EXCEPT ![s] = [epoch |-> e, server |-> named[e]]]
    /\ UNCHANGED <<leader, named>>

(***************************************************************************)
(* A sentinel was restarted, and believes in a configuration that it had   *)
(* before: not each is on disk at once.                                    *)
(***************************************************************************)
Recall(s, e) ==
    /\ e < view[s].epoch
    /\ e # 0 => named[e] # None
    /\ view' = [view EXCEPT ![s] =
        [epoch |-> e, server |-> IF e = 0 THEN First ELSE named[e]]]
    /\ UNCHANGED <<leader, named>>

Next ==
    \E s \in Sentinel :
        \/ \E e \in Epoch :
            \/ Elect(s, e)
            \/ \E r \in Server : Name(s, e, r)
            \/ Learn(s, e)
        \/ \E e \in Epoch \cup {0} : Recall(s, e)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
TypeOK ==
    /\ leader \in [Epoch -> Sentinel \cup {None}]
    /\ named \in [Epoch -> Server \cup {None}]
    /\ view \in [Sentinel -> [epoch : Epoch \cup {0}, server : Server]]

OnlyLeadersName == \A e \in Epoch : named[e] # None => leader[e] # None

(* Configurations: one server for each epoch. *)
Agreement ==
    \A s, t \in Sentinel :
        view[s].epoch = view[t].epoch => view[s].server = view[t].server

THEOREM Spec => [](TypeOK /\ OnlyLeadersName /\ Agreement)
=============================================================================
