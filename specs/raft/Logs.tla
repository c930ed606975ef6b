-------------------------------- MODULE Logs --------------------------------
(***************************************************************************)
(* The log of a server: sequences of entries, each with the term of the    *)
(* leader that made it, and either a command for the state machine or a    *)
(* configuration.  A configuration is in force as soon as it is in the     *)
(* log, committed or not, and no longer once it is cut off.                *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CommandEntry(t, c) == [term |-> t, type |-> "command", command |-> c]

ConfigEntry(t, c) == [term |-> t, type |-> "config", config |-> c]

IsConfig(e) == e.type = "config"

Max(m, n) == IF m > n THEN m ELSE n

(***************************************************************************)
(* The term of the entry at an index; before the first entry, 0.           *)
(***************************************************************************)
TermAt(log, i) == IF i = 0 THEN 0 ELSE log[i].term

LastTerm(log) == TermAt(log, Len(log))

Prefix(log, n) == SubSeq(log, 1, n)

Drop(log, n) == SubSeq(log, n + 1, Len(log))

IsPrefixOf(a, b) == Len(a) <= Len(b) /\ a = Prefix(b, Len(a))

(***************************************************************************)
(* Section 5.4.1: a log whose last entry is of a later term is more up to  *)
(* date; of two with the same last term the longer one is.                 *)
(***************************************************************************)
UpToDate(candidate, voter) ==
    \/ LastTerm(candidate) > LastTerm(voter)
    \/ /\ LastTerm(candidate) = LastTerm(voter)
       /\ Len(candidate) >= Len(voter)

(***************************************************************************)
(* Section 5.3, the consistency check: the log has an entry of term t at   *)
(* index i.                                                                *)
(***************************************************************************)
HasEntry(log, i, t) == i <= Len(log) /\ TermAt(log, i) = t

(***************************************************************************)
(* The log after entries have been put behind its first p.  What is there  *)
(* already is left alone, together with whatever follows; what differs is  *)
(* cut off, together with whatever follows.                                *)
(***************************************************************************)
Agrees(log, p, entries) ==
    /\ p + Len(entries) <= Len(log)
    /\ \A i \in DOMAIN entries : log[p + i].term = entries[i].term

Spliced(log, p, entries) ==
    IF Agrees(log, p, entries) THEN log ELSE Prefix(log, p) \o entries

(***************************************************************************)
(* Where the latest configuration stands in a log (0: there is none), and  *)
(* the configuration in force for one who began with the given one.        *)
(***************************************************************************)
ConfigIndices(log) == {i \in DOMAIN log : IsConfig(log[i])}

LatestConfigIndex(log) ==
    IF ConfigIndices(log) = {} THEN 0
    ELSE CHOOSE i \in ConfigIndices(log) : \A j \in ConfigIndices(log) : j <= i

LatestConfig(log, initial) ==
    IF ConfigIndices(log) = {} THEN initial ELSE log[LatestConfigIndex(log)].config
=============================================================================
