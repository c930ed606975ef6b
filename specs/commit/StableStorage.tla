---------------------------- MODULE StableStorage ----------------------------
(***************************************************************************)
(* A stable page made of two unreliable ones: the construction of          *)
(* B. Lampson and H. Sturgis, "Crash Recovery in a Distributed Data        *)
(* Storage System" (1979).  The two copies, A and B, are on devices that   *)
(* fail independently.                                                     *)
(*                                                                         *)
(* What can go wrong is an error, which must be survived, or a disaster,   *)
(* about which nothing is promised.                                        *)
(*                                                                         *)
(* Errors: the system crashes at any point, and a write that has not been  *)
(* synced is then done, or not done, or torn; a write that has been synced *)
(* is found not done, or bad, when it is read back; a copy decays; a good  *)
(* copy reads as bad, up to Retries times in succession.                   *)
(*                                                                         *)
(* A disaster: both copies are bad at once.  So each of these is an error  *)
(* only as long as the other copy is good.                                 *)
(*                                                                         *)
(* A careful write is Write, Sync and a read back, again until that shows  *)
(* what was written.  A careful read is a read, again up to Retries times  *)
(* while it reports bad.  A Put is a careful write of A and then one of B, *)
(* never the other way round and never at once.  A Get is a careful read   *)
(* of A, and of B if A is bad.  A scan, after a crash and from time to     *)
(* time, makes the copies equal again.                                     *)
(*                                                                         *)
(* One instance of this module is one page; one process owns it.  Physical *)
(* steps are those of an implementation on files: write, force to disk,    *)
(* read.  Checksums tell a bad copy from a good one, versions which of two *)
(* good ones is newer.                                                     *)
(*                                                                         *)
(* Abstracted away: a bad copy that passes for a good one, or a synced and *)
(* read back write that is not on the disk: disasters.                     *)
(***************************************************************************)
EXTENDS Naturals

CONSTANTS
    Value,       \* what can be written
    Initial,     \* what is on the page at first
    Retries,     \* how often a careful read tries again
    MaxVersion,  \* the latest version of a page: bounds the model
    Disasters    \* TRUE: disasters happen

Copy == {"A", "B"}
Other(c) == IF c = "A" THEN "B" ELSE "A"

Content == [version : 1..MaxVersion, value : Value]

(***************************************************************************)
(* What a read of a bad copy reports; and: no content at all.  Both are    *)
(* older than any content.                                                 *)
(***************************************************************************)
Bad == [version |-> 0, value |-> "bad"]
Nothing == [version |-> 0, value |-> "nothing"]

ASSUME
    /\ Initial \in Value
    /\ {"bad", "nothing"} \cap Value = {}
    /\ Retries \in Nat
    /\ MaxVersion \in Nat \ {0}
    /\ Disasters \in BOOLEAN

VARIABLES
    \* The devices.
    page,    \* page[c]: what is on the disk of copy c
    cache,   \* cache[c]: what has been written to copy c and not yet synced, or Nothing
    \* The process; lost in a crash.
    task,    \* "down", "open", "idle", "put", "get", "scan", or "failed" for good
    step,    \* the physical step to take next: "none", "read", "write", "sync", "check"
    target,  \* the copy that it is for
    tries,   \* how often the target has been read as bad in succession
    first,   \* what the careful read of A gave, until that of B ends, or Nothing
    intent,  \* what is being written, or Nothing
    known,   \* what the page is known to hold, or Nothing
    answer   \* the answer to the latest Get, or Nothing

physicalVars == <<page, cache>>
processVars == <<task, step, target, tries, first, intent, known, answer>>
vars == <<physicalVars, processVars>>

TypeOK ==
    /\ page \in [Copy -> Content \cup {Bad}]
    /\ cache \in [Copy -> Content \cup {Nothing}]
    /\ task \in {"down", "open", "idle", "put", "get", "scan", "failed"}
    /\ step \in {"none", "read", "write", "sync", "check"}
    /\ target \in Copy
    /\ tries \in 0..Retries
    /\ first \in Content \cup {Bad, Nothing}
    /\ intent \in Content \cup {Nothing}
    /\ known \in Content \cup {Nothing}
    /\ answer \in Content \cup {Nothing}

-----------------------------------------------------------------------------
(* THE DEVICES.                                                            *)

(***************************************************************************)
(* Something may go wrong with copy c: it is an error while the other copy *)
(* is good.                                                                *)
(***************************************************************************)
MayFail(c) == Disasters \/ page[Other(c)] # Bad

(***************************************************************************)
(* What a read of c may give: what was written last, or, for a good copy   *)
(* and not too often in succession, bad.                                   *)
(***************************************************************************)
Readings(c) ==
    {IF cache[c] # Nothing THEN cache[c] ELSE page[c]}
        \cup (IF tries < Retries THEN {Bad} ELSE {})

(***************************************************************************)
(* What may be on the disk of c after a sync, and after a crash.           *)
(***************************************************************************)
AfterSync(c) ==
    {cache[c]} \cup (IF MayFail(c) THEN {page[c], Bad} ELSE {})

AfterCrash(c) ==
    IF cache[c] = Nothing
    THEN {page[c]}
    ELSE {page[c], cache[c]} \cup (IF MayFail(c) THEN {Bad} ELSE {})

(***************************************************************************)
(* A copy decays.                                                          *)
(***************************************************************************)
Decay(c) ==
    /\ page[c] # Bad
    /\ MayFail(c)
    /\ page' = [page EXCEPT ![c] = Bad]
    /\ UNCHANGED <<cache, processVars>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The process is about to read copy c, for the first time.  It has        *)
(* nothing to do.                                                          *)
(***************************************************************************)
StartReading(c) == step' = "read" /\ target' = c /\ tries' = 0

Rest ==
    /\ task' = "idle"
    /\ step' = "none"
    /\ target' = "A"
    /\ tries' = 0
    /\ first' = Nothing
    /\ intent' = Nothing

(***************************************************************************)
(* At first both copies are good and equal, and the process is not up.     *)
(***************************************************************************)
Init ==
    /\ page = [c \in Copy |-> [version |-> 1, value |-> Initial]]
    /\ cache = [c \in Copy |-> Nothing]
    /\ task = "down"
    /\ step = "none"
    /\ target = "A"
    /\ tries = 0
    /\ first = Nothing
    /\ intent = Nothing
    /\ known = Nothing
    /\ answer = Nothing

-----------------------------------------------------------------------------
(* PUT: a careful write of A, then one of B.                               *)

Put(v) ==
    /\ task = "idle"
    /\ known.version < MaxVersion
    /\ task' = "put"
    /\ step' = "write"
    /\ target' = "A"
    /\ intent' = [version |-> known.version + 1, value |-> v]
    /\ UNCHANGED <<physicalVars, tries, first, known, answer>>

(***************************************************************************)
(* The target is overwritten, in the cache.                                *)
(***************************************************************************)
AfterWrite == "sync"

Write ==
    /\ step = "write"
    /\ cache' = [cache EXCEPT ![target] = intent]
    /\ step' = AfterWrite
    /\ UNCHANGED <<page, task, target, tries, first, intent, known, answer>>

(***************************************************************************)
(* The target is forced to the disk, which reports success.  A failure     *)
(* that is reported is a Crash: the process stops.                         *)
(***************************************************************************)
Sync ==
    /\ step = "sync"
    /\ \E x \in AfterSync(target) : page' = [page EXCEPT ![target] = x]
    /\ cache' = [cache EXCEPT ![target] = Nothing]
    /\ step' = "check"
    /\ UNCHANGED <<task, target, tries, first, intent, known, answer>>

(***************************************************************************)
(* The target is read back.  If it is not what was written, it is written  *)
(* again.  If it is: a Put goes on from A to B, and is then complete; a    *)
(* repair is complete.                                                     *)
(***************************************************************************)
Matches(r) == r = intent

Rewrite(r) ==
    /\ step = "check"
    /\ ~Matches(r)
    /\ step' = "write"
    /\ UNCHANGED <<physicalVars, task, target, tries, first, intent, known, answer>>

BothWritten == target = "B"

GoOn(r) ==
    /\ step = "check"
    /\ Matches(r)
    /\ task = "put" /\ ~BothWritten
    /\ step' = "write"
    /\ target' = "B"
    /\ UNCHANGED <<physicalVars, task, tries, first, intent, known, answer>>

Complete(r) ==
    /\ step = "check"
    /\ Matches(r)
    /\ task = "put" => BothWritten
    /\ known' = intent
    /\ Rest
    /\ UNCHANGED <<physicalVars, answer>>

-----------------------------------------------------------------------------
(* GET: a careful read of A, and of B if A is bad.                         *)

Get ==
    /\ task = "idle"
    /\ task' = "get"
    /\ StartReading("A")
    /\ UNCHANGED <<physicalVars, first, intent, known, answer>>

Answer(r) ==
    /\ task = "get" /\ step = "read"
    /\ r # Bad
    /\ answer' = r
    /\ Rest
    /\ UNCHANGED <<physicalVars, known>>

(***************************************************************************)
(* A careful read tries again; at last it believes that the copy is bad.   *)
(***************************************************************************)
Retry(r) ==
    /\ step = "read"
    /\ r = Bad /\ tries < Retries
    /\ tries' = tries + 1
    /\ UNCHANGED <<physicalVars, task, step, target, first, intent, known, answer>>

Believed(r) == r # Bad \/ tries = Retries

(***************************************************************************)
(* After A comes B: always in a scan, and in a Get if A is bad.            *)
(***************************************************************************)
TryOther(r) ==
    /\ step = "read" /\ target = "A"
    /\ Believed(r)
    /\ task = "get" => r = Bad
    /\ first' = r
    /\ StartReading("B")
    /\ UNCHANGED <<physicalVars, task, intent, known, answer>>

(***************************************************************************)
(* Both are bad: that was a disaster.  The process reports it and answers  *)
(* nothing any more.                                                       *)
(***************************************************************************)
GiveUp(r) ==
    /\ step = "read" /\ target = "B"
    /\ Believed(r)
    /\ first = Bad /\ r = Bad
    /\ task' = "failed"
    /\ step' = "none"
    /\ UNCHANGED <<physicalVars, target, tries, first, intent, known, answer>>

-----------------------------------------------------------------------------
(* THE SCAN: after a crash, before anything else, and from time to time.   *)

Recover ==
    /\ task = "down"
    /\ task' = "open"
    /\ StartReading("A")
    /\ UNCHANGED <<physicalVars, first, intent, known, answer>>

Scan ==
    /\ task = "idle"
    /\ task' = "scan"
    /\ StartReading("A")
    /\ UNCHANGED <<physicalVars, first, intent, known, answer>>

(***************************************************************************)
(* The copies are good and equal: nothing to repair.                       *)
(***************************************************************************)
Equal(r) == first = r

Agree(r) ==
    /\ task \in {"open", "scan"} /\ step = "read" /\ target = "B"
    /\ Believed(r)
    /\ Equal(r) /\ r # Bad
    /\ known' = r
    /\ Rest
    /\ UNCHANGED <<physicalVars, answer>>

(***************************************************************************)
(* One is bad, or the last Put was cut short between the copies: one is    *)
(* overwritten with the other, the newer if both are good, carefully.      *)
(***************************************************************************)
Survivor(a, b) == IF a.version >= b.version THEN a ELSE b

Repair(r) ==
    /\ task \in {"open", "scan"} /\ step = "read" /\ target = "B"
    /\ Believed(r)
    /\ ~Equal(r)
    /\ intent' = Survivor(first, r)
    /\ target' = IF Survivor(first, r) = first THEN "B" ELSE "A"
    /\ step' = "write"
    /\ tries' = 0
    /\ first' = Nothing
    /\ UNCHANGED <<physicalVars, task, known, answer>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The system crashes: what the process knew is lost, and what was not     *)
(* synced may or may not be on the disk.                                   *)
(***************************************************************************)
Crash ==
    /\ task # "down"
    /\ \E a \in AfterCrash("A"), b \in AfterCrash("B") :
        page' = [c \in Copy |-> IF c = "A" THEN a ELSE b]
    /\ cache' = [c \in Copy |-> Nothing]
    /\ task' = "down"
    /\ step' = "none"
    /\ target' = "A"
    /\ tries' = 0
    /\ first' = Nothing
    /\ intent' = Nothing
    /\ known' = Nothing
    /\ answer' = Nothing

Next ==
    \/ \E v \in Value : Put(v)
    \/ Write
    \/ Sync
    \/ Get
    \/ Scan
    \/ Recover
    \/ Crash
    \/ \E c \in Copy : Decay(c)
    \/ \E r \in Readings(target) :
        \/ Rewrite(r)
        \/ GoOn(r)
        \/ Complete(r)
        \/ Answer(r)
        \/ Retry(r)
        \/ TryOther(r)
        \/ GiveUp(r)
        \/ Agree(r)
        \/ Repair(r)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* WHAT IT DOES: it implements AtomicPage.                                 *)

(***************************************************************************)
(* A crash now might leave what is on either copy, or has been written to  *)
(* it, or the process is about to write.                                   *)
(***************************************************************************)
Possible ==
    LET contents ==
            {page[c] : c \in Copy} \cup {cache[c] : c \in Copy} \cup {first, intent}
    IN  {x.value : x \in contents \ {Bad, Nothing}}

Page == INSTANCE AtomicPage WITH
    Nothing <- Nothing.value,
    phase <- CASE task \in {"down", "open"} -> "down"
               [] task = "put" -> "writing"
               [] task \in {"idle", "get", "scan", "failed"} -> "idle",
    possible <- Possible,
    pending <- IF task = "put" THEN intent.value ELSE Nothing.value,
    answer <- answer.value

Refinement == Page!Spec
Definite == Page!Definite

(***************************************************************************)
(* Without disasters one copy is good, in every state, and no scan and no  *)
(* Get gives up.  With disasters the page may be lost; even then no Get    *)
(* answers anything but what the page is known to hold.  (NeverWrong is a  *)
(* property of steps.)                                                     *)
(***************************************************************************)
OneCopyIsGood == \E c \in Copy : page[c] # Bad

NeverFails == task # "failed"

NeverWrong == [][answer' \in {known, Nothing}]_answer

(***************************************************************************)
(* A is written first: it is never the older one.                          *)
(***************************************************************************)
NeverOlder ==
    Bad \notin {page[c] : c \in Copy} => page["A"].version >= page["B"].version

(***************************************************************************)
(* A repair carries a write that was cut short forwards, never back: what  *)
(* has once been good on a disk is lost only by decay.  AtomicPage does    *)
(* not ask for it, either would do; but whoever looked at the disks        *)
(* meanwhile is not contradicted.  (A property of steps.)                  *)
(***************************************************************************)
Newest == IF page["A"].version >= page["B"].version THEN page["A"] ELSE page["B"]

OnlyDecayGoesBack ==
    [][Newest'.version < Newest.version => \E c \in Copy : page'[c] = Bad]_page
==============================================================================
