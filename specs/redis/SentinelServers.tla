--------------------------- MODULE SentinelServers ---------------------------
(***************************************************************************)
(* The servers that sentinels watch: whom they follow, what they report,   *)
(* and what clients write. Part of RedisSentinel.                          *)
(***************************************************************************)
EXTENDS SentinelState

-----------------------------------------------------------------------------
(***************************************************************************)
(* A server is told whom to follow, and says whom it follows.  It writes   *)
(* its configuration, so that its role survives a crash.                   *)
(***************************************************************************)
ExecuteSlaveOf(r, m) ==
    /\ up[r]
    /\ m.type = "slaveOf" /\ m.to = r
    /\ m.number > executed[r][m.from]
    /\ executed' = [executed EXCEPT ![r][m.from] = m.number]
    /\ master_host' = [master_host EXCEPT ![r] = m.master]
    /\ version' = [version EXCEPT ![r] = IF master_host[r] = m.master THEN @ ELSE @ + 1]
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   up, data, network, ghosts>>

IgnoreSlaveOf(r, m) ==
    /\ up[r]
    /\ m.type = "slaveOf" /\ m.to = r
    /\ m.number <= executed[r][m.from]
    /\ UNCHANGED vars

SayInfo(r) ==
    /\ up[r]
    /\ MaySayInfo(r)
    /\ Send({Info(r, s) : s \in Sentinel})
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   instances, ghosts>>

CrashServer(r) ==
    /\ up[r]
    /\ MayCrashServer(r)
    /\ up' = [up EXCEPT ![r] = FALSE]
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   master_host, version, executed, data, network, ghosts>>

RestartServer(r) ==
    /\ ~up[r]
    /\ MayRestartServer(r)
    /\ up' = [up EXCEPT ![r] = TRUE]
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   master_host, version, executed, data, network, ghosts>>

(***************************************************************************)
(* A client writes at a server that says it is a master.  A replica has    *)
(* what its master has, and nothing else, once it has synchronized.        *)
(***************************************************************************)
Write(r, v) ==
    /\ up[r] /\ master_host[r] = None
    /\ v \notin written
    /\ MayWrite(r, v)
    /\ data' = [data EXCEPT ![r] = @ \cup {v}]
    /\ written' = written \cup {v}
    /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent, storage,
                   up, master_host, version, executed, network, cast, elected, configs>>

Sync(r) ==
    LET s == master_host[r]
    IN  /\ up[r] /\ s # None /\ up[s]
        /\ data[r] # data[s]
        /\ MaySync(r)
        /\ data' = [data EXCEPT ![r] = data[s]]
        /\ UNCHANGED <<running, tilt, election, failover, config, flags, news, sent,
                       storage, up, master_host, version, executed, network, ghosts>>
=============================================================================
