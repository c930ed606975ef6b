------------------------- MODULE TConnectedRegister -------------------------
(***************************************************************************)
(* One node has the register; who does not hear from it before a timeout   *)
(* answers with what it knows, and sends what it has written again until   *)
(* it hears: always available, consistent while no message is lost, and    *)
(* again when none has been lost for some time.  The centralized algorithm *)
(* of section 4 of the paper (see TimedRegister).                          *)
(*                                                                         *)
(* In one thing it differs from the algorithm as summaries of the paper    *)
(* give it, whose text we have not had.  A node that reads and hears       *)
(* nothing returns the latest write of its own that the primary may not    *)
(* have, and only if there is none the latest that it has heard of.  In    *)
(* the summaries it returns the latter always, so that a node may write,   *)
(* and then read what was before.  That is not in the order of its         *)
(* requests, as the definition wants it: broken-tconnected-forgets-own.    *)
(*                                                                         *)
(* Abstracted away: crashes, which the paper has none of.                  *)
(***************************************************************************)
EXTENDS TimedRegister

CONSTANTS
    Primary,  \* the node that has the register: the paper's C
    Timeout,  \* ticks that a node waits for the primary
    Period    \* ticks after which a node sends again, and the primary tells what it has

ASSUME
    /\ Primary \in Node
    /\ Timeout \in Nat
    /\ Period \in Nat \ {0}

VARIABLES
    latest,   \* latest[n]: the latest write that n has heard of; the primary's is the
              \* register
    ordered,  \* ordered[n], at the primary: the latest write of n that it has ordered
    pending,  \* pending[n]: writes of n that the primary may not have, in their order
    waited,   \* waited[n]: ticks since n was asked, while it waits
    silent    \* silent[n]: ticks since n sent, Period at most

vars == <<history, timed, latest, ordered, pending, waited, silent>>

(***************************************************************************)
(* The primary counts the writes that it orders: that is the tag of each.  *)
(* A node's write has the number of its operation.                         *)
(***************************************************************************)
Tagged == [tag : Nat, value : Value \cup {Initial}]

Write == [number : Nat, value : Value]

Message ==
    [type : {"request"}, from : Node, to : {Primary}, left : 0 .. Delay, number : Nat,
     writes : Seq(Write)]
    \cup [type : {"answer"}, from : {Primary}, to : Node, left : 0 .. Delay, number : Nat,
          latest : Tagged]
    \cup [type : {"tell"}, from : {Primary}, to : Node, left : 0 .. Delay,
          latest : Tagged]

(***************************************************************************)
(* A request has the number of the operation that its node is at, and all  *)
(* writes that the primary may not have.                                   *)
(***************************************************************************)
Request(n, number, writes) ==
    [type |-> "request", from |-> n, to |-> Primary, left |-> Delay, number |-> number,
     writes |-> writes]

AnswerTo(m, c) ==
    [type |-> "answer", from |-> Primary, to |-> m.from, left |-> Delay,
     number |-> m.number, latest |-> c]

Told(n) ==
    {[type |-> "tell", from |-> n, to |-> q, left |-> Delay, latest |-> latest[n]] :
        q \in Node \ {n}}

IsNewer(c, d) == c.tag > d.tag

Newer(c, d) == IF IsNewer(c, d) THEN c ELSE d

After(writes, number) == SelectSeq(writes, LAMBDA w : w.number > number)

Last(s) == s[Len(s)]

(***************************************************************************)
(* What a request brings that the primary has not ordered.                 *)
(***************************************************************************)
Unordered(m) == After(m.writes, ordered[m.from])

(***************************************************************************)
(* What the request for an operation brings, writes being all that the     *)
(* primary may not have.                                                   *)
(***************************************************************************)
ToSend(kind, writes) == writes

(***************************************************************************)
(* Whether n takes what the primary tells.                                 *)
(***************************************************************************)
IsTaken(n, m) == IsNewer(m.latest, latest[n])

IsExpected(n, m) == IsWaiting(n) /\ m.number = Number(n)

(***************************************************************************)
(* What n returns to a read if it does not hear from the primary.          *)
(***************************************************************************)
Known(n) == IF pending[n] = <<>> THEN latest[n].value ELSE Last(pending[n]).value

MayGiveUp(n) == waited[n] >= Timeout

(***************************************************************************)
(* A write was given up, and the primary may not have it.                  *)
(***************************************************************************)
HasGivenUp(n) ==
    pending[n] # <<>> /\ (IsWaiting(n) => pending[n][1].number < Number(n))

MustSend(n) == silent[n] >= Period /\ HasGivenUp(n)

MustTell(n) == silent[n] >= Period /\ n = Primary

-----------------------------------------------------------------------------
Init ==
    /\ TimedInit
    /\ latest = [n \in Node |-> [tag |-> 0, value |-> Initial]]
    /\ ordered = [n \in Node |-> 0]
    /\ pending = [n \in Node |-> <<>>]
    /\ waited = [n \in Node |-> 0]
    /\ silent = [n \in Node |-> 0]

(***************************************************************************)
(* The client at n asks, and n asks the primary.                           *)
(***************************************************************************)
Ask(n, kind, v) ==
    /\ n # Primary
    /\ TimedAsks(n, kind, v)
    /\ LET writes == IF kind = "write"
                     THEN Append(pending[n], [number |-> Number(n) + 1, value |-> v])
                     ELSE pending[n]
       IN  /\ pending' = [pending EXCEPT ![n] = writes]
           /\ Send({Request(n, Number(n) + 1, ToSend(kind, writes))})
    /\ silent' = [silent EXCEPT ![n] = 0]
    /\ UNCHANGED <<side, latest, ordered, waited>>

(***************************************************************************)
(* The client at the primary asks; the primary need ask nobody.            *)
(***************************************************************************)
AskPrimary(n, kind, v) ==
    /\ n = Primary
    /\ TimedAsks(n, kind, v)
    /\ UNCHANGED <<side, network, hasLost, calm, latest, ordered, pending, waited,
                   silent>>

Perform(n) ==
    /\ n = Primary
    /\ IsWaiting(n)
    /\ latest' = IF Current(n).kind = "write"
                 THEN [latest EXCEPT ![n] =
                          [tag |-> @.tag + 1, value |-> Current(n).value]]
                 ELSE latest
    /\ TimedAnswers(n, latest'[n].value)
    /\ UNCHANGED <<side, network, hasLost, settled, ordered, pending, waited, silent>>

(***************************************************************************)
(* The primary orders writes, each after all that it has ordered before,   *)
(* and answers with the latest.                                            *)
(***************************************************************************)
OrderWrites(n, m) ==
    /\ m.type = "request" /\ m.to = n
    /\ Unordered(m) # <<>>
    /\ LET new == Unordered(m)
           c == [tag |-> latest[n].tag + Len(new), value |-> Last(new).value]
       IN  /\ latest' = [latest EXCEPT ![n] = c]
           /\ ordered' = [ordered EXCEPT ![m.from] = Last(new).number]
           /\ Reply(m, {AnswerTo(m, c)})
    /\ UNCHANGED <<history, side, settled, pending, waited, silent>>

(***************************************************************************)
(* The request is for a read, or the primary has its writes already.       *)
(***************************************************************************)
AnswerRequest(n, m) ==
    /\ m.type = "request" /\ m.to = n
    /\ Unordered(m) = <<>>
    /\ Reply(m, {AnswerTo(m, latest[n])})
    /\ UNCHANGED <<history, side, settled, latest, ordered, pending, waited, silent>>

(***************************************************************************)
(* The primary tells everybody what it has.                                *)
(***************************************************************************)
Tell(n) ==
    /\ MustTell(n)
    /\ Send(Told(n))
    /\ silent' = [silent EXCEPT ![n] = 0]
    /\ UNCHANGED <<history, side, settled, latest, ordered, pending, waited>>

(***************************************************************************)
(* The primary has ordered all writes that came with the request.          *)
(***************************************************************************)
Hears(n, m) ==
    /\ latest' = [latest EXCEPT ![n] = Newer(m.latest, @)]
    /\ pending' = [pending EXCEPT ![n] = After(@, m.number)]
    /\ Receive(m)

TakeAnswer(n, m) ==
    /\ m.type = "answer" /\ m.to = n
    /\ IsExpected(n, m)
    /\ Hears(n, m)
    /\ TimedAnswers(n, m.latest.value)
    /\ waited' = [waited EXCEPT ![n] = 0]
    /\ UNCHANGED <<side, hasLost, settled, ordered, silent>>

(***************************************************************************)
(* The client has been answered before.                                    *)
(***************************************************************************)
TakeLateAnswer(n, m) ==
    /\ m.type = "answer" /\ m.to = n
    /\ ~IsExpected(n, m)
    /\ Hears(n, m)
    /\ UNCHANGED <<history, side, hasLost, calm, settled, ordered, waited, silent>>

TakeLatest(n, m) ==
    /\ m.type = "tell" /\ m.to = n
    /\ IsTaken(n, m)
    /\ latest' = [latest EXCEPT ![n] = m.latest]
    /\ Receive(m)
    /\ UNCHANGED <<history, side, hasLost, calm, settled, ordered, pending, waited,
                   silent>>

KeepLatest(n, m) ==
    /\ m.type = "tell" /\ m.to = n
    /\ ~IsTaken(n, m)
    /\ Receive(m)
    /\ UNCHANGED <<history, side, hasLost, calm, settled, latest, ordered, pending,
                   waited, silent>>

(***************************************************************************)
(* n has not heard from the primary in time: a message was lost.  It       *)
(* answers its client all the same.                                        *)
(***************************************************************************)
GiveUp(n) ==
    /\ n # Primary
    /\ IsWaiting(n)
    /\ MayGiveUp(n)
    /\ TimedAnswers(n, Known(n))
    /\ waited' = [waited EXCEPT ![n] = 0]
    /\ UNCHANGED <<side, network, hasLost, settled, latest, ordered, pending, silent>>

(***************************************************************************)
(* n sends again what it has given up.                                     *)
(***************************************************************************)
SendAgain(n) ==
    /\ MustSend(n)
    /\ Send({Request(n, Number(n), pending[n])})
    /\ silent' = [silent EXCEPT ![n] = 0]
    /\ UNCHANGED <<history, side, settled, latest, ordered, pending, waited>>

Cut(S) ==
    /\ IsCut(S)
    /\ UNCHANGED <<history, settled, latest, ordered, pending, waited, silent>>

Heal ==
    /\ IsHealed
    /\ UNCHANGED <<history, settled, latest, ordered, pending, waited, silent>>

(***************************************************************************)
(* Time passes.  It waits for nodes that have something to do: the primary *)
(* answers its client at once, the others at the timeout, and all send     *)
(* when they must.                                                         *)
(***************************************************************************)
IsBusy(n) ==
    \/ MustSend(n)
    \/ MustTell(n)
    \/ IsWaiting(n) /\ (n = Primary \/ waited[n] >= Timeout)

Tick ==
    /\ Timed
    /\ \A n \in Node : ~IsBusy(n)
    /\ Passes
    /\ waited' = [n \in Node |-> IF IsWaiting(n) THEN waited[n] + 1 ELSE 0]
    /\ silent' = [n \in Node |-> IF silent[n] < Period THEN silent[n] + 1 ELSE Period]
    /\ UNCHANGED <<history, latest, ordered, pending>>

(***************************************************************************)
(* Clocks have rates of their own: that of n ticks, and no other.          *)
(***************************************************************************)
TickAlone(n) ==
    /\ ~Timed
    /\ ~IsBusy(n)
    /\ waited' = [waited EXCEPT ![n] = IF IsWaiting(n) THEN @ + 1 ELSE 0]
    /\ silent' = [silent EXCEPT ![n] = IF @ < Period THEN @ + 1 ELSE Period]
    /\ UNCHANGED <<history, timed, latest, ordered, pending>>

Take(n, m) ==
    \/ OrderWrites(n, m)
    \/ AnswerRequest(n, m)
    \/ TakeAnswer(n, m)
    \/ TakeLateAnswer(n, m)
    \/ TakeLatest(n, m)
    \/ KeepLatest(n, m)

Act(n) ==
    \/ Perform(n)
    \/ GiveUp(n)
    \/ SendAgain(n)
    \/ Tell(n)
    \/ \E m \in network : Take(n, m)

Next ==
    \/ \E n \in Node :
        \/ \E v \in Value : Ask(n, "write", v) \/ AskPrimary(n, "write", v)
        \/ Ask(n, "read", Initial)
        \/ AskPrimary(n, "read", Initial)
        \/ Act(n)
        \/ TickAlone(n)
    \/ \E S \in Cuts : Cut(S)
    \/ Heal
    \/ Tick

(***************************************************************************)
(* Nodes do not fail, and time goes on.  In one tick there is only so much *)
(* to do.                                                                  *)
(***************************************************************************)
Fairness == WF_vars(\E n \in Node : Act(n)) /\ WF_vars(Tick)

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
TypeOK ==
    /\ TimedOK
    /\ \A m \in network : m \in Message
    /\ latest \in [Node -> Tagged]
    /\ ordered \in [Node -> Nat]
    /\ pending \in [Node -> Seq(Write)]
    /\ waited \in [Node -> 0 .. Timeout]
    /\ silent \in [Node -> 0 .. Period]

(***************************************************************************)
(* Nobody has heard of more than the primary has ordered.  This holds      *)
(* whatever messages and clocks do, as OthersAreOrdered and NeverOlder.    *)
(***************************************************************************)
PrimaryIsLatest == \A n \in Node : ~IsNewer(latest[n], latest[Primary])

(***************************************************************************)
(* A write that its node does not send any more is ordered.                *)
(***************************************************************************)
OthersAreOrdered ==
    \A n \in Node \ {Primary} : \A i \in 1 .. Number(n) :
        \/ history[n][i].kind = "read"
        \/ i <= ordered[n]
        \/ \E j \in 1 .. Len(pending[n]) : pending[n][j].number = i

(***************************************************************************)
(* So is one that is settled.                                              *)
(***************************************************************************)
SettledAreOrdered ==
    \A n \in Node \ {Primary} : \A i \in 1 .. Settled(n) :
        history[n][i].kind = "write" => i <= ordered[n]

(***************************************************************************)
(* The timeout tells: who gives up is right.                               *)
(***************************************************************************)
GivesUpIfLost == [][\A n \in Node : GiveUp(n) => hasLost]_vars

(***************************************************************************)
(* What a node has read it never unlearns.                                 *)
(***************************************************************************)
NeverOlder == [][\A n \in Node : ~IsNewer(latest[n], latest'[n])]_vars

(***************************************************************************)
(* Clients ask for finitely many operations in a model, so that in the end *)
(* nobody writes.                                                          *)
(***************************************************************************)
BecomeEqual ==
    EndsWhole => <>[](\A n \in Node : pending[n] = <<>> /\ latest[n] = latest[Primary])

-----------------------------------------------------------------------------
(***************************************************************************)
(* Why: an inductive invariant.  It has two parts.  This one holds         *)
(* whatever messages and clocks do.  What is pending are writes of the     *)
(* node, in their order; a request brings all that are not ordered, and an *)
(* answer says that they are.                                              *)
(***************************************************************************)
IsWrite(n, i) == history[n][i].kind = "write"

AreWrites(n, writes) ==
    /\ \A i \in 1 .. Len(writes) :
        /\ writes[i].number \in 1 .. Number(n)
        /\ IsWrite(n, writes[i].number)
        /\ writes[i].value = history[n][writes[i].number].value
    /\ \A i, j \in 1 .. Len(writes) : i < j => writes[i].number < writes[j].number

AreOrderedBut(n, number, writes) ==
    \A i \in 1 .. number : IsWrite(n, i) =>
        i <= ordered[n] \/ \E j \in 1 .. Len(writes) : writes[j].number = i

PendingAreWrites == \A n \in Node : AreWrites(n, pending[n])

PrimaryHasNothingPending == pending[Primary] = <<>>

OrderedAreAsked == \A n \in Node : ordered[n] \in 0 .. Number(n)

BringsAll(m) ==
    /\ m.number \in 1 .. Number(m.from)
    /\ AreWrites(m.from, m.writes)
    /\ \A i \in 1 .. Len(m.writes) : m.writes[i].number <= m.number
    /\ AreOrderedBut(m.from, m.number, m.writes)

SaysTheyAreOrdered(m) ==
    /\ m.number \in 1 .. Number(m.to)
    /\ AreOrderedBut(m.to, m.number, <<>>)

IsWritten(v) ==
    v = Initial
    \/ \E n \in Node : \E i \in 1 .. Number(n) : IsWrite(n, i) /\ history[n][i].value = v

(* What is told is nothing, with no tag, or of a write. *)
IsOfWrite(c) == (c.tag = 0 <=> c.value = Initial) /\ IsWritten(c.value)

WritesAreFromClients == \A n \in Node : IsOfWrite(latest[n])

IsTrue(m) ==
    IF m.type = "request"
    THEN m.from # Primary /\ BringsAll(m)
    ELSE /\ ~IsNewer(m.latest, latest[Primary])
         /\ IsOfWrite(m.latest)
         /\ m.type = "answer" => m.to # Primary /\ SaysTheyAreOrdered(m)

MessagesAreTrue == \A m \in network : IsTrue(m)

(***************************************************************************)
(* The other part holds while messages have their bound and none is lost.  *)
(* Who waits for the primary has a request on its way, or an answer, and   *)
(* nothing else; and each arrives in time.                                 *)
(***************************************************************************)
IsOf(n, m) ==
    \/ m.type = "request" /\ m.from = n
    \/ m.type = "answer" /\ m.to = n

ArrivesInTime(n, m) ==
    /\ m.number = Number(n)
    /\ IF m.type = "request"
       THEN /\ waited[n] + m.left <= Delay
            /\ m.writes = pending[n]
            /\ ordered[n] < m.number
       ELSE /\ waited[n] + m.left <= 2 * Delay
            /\ IsWrite(n, m.number) => m.latest.value = Current(n).value

AllIsInTime ==
    \A n \in Node \ {Primary} :
        IF IsWaiting(n)
        THEN /\ \E m \in network : IsOf(n, m)
             /\ \A m \in network : IsOf(n, m) => ArrivesInTime(n, m)
             /\ \A m1, m2 \in network : IsOf(n, m1) /\ IsOf(n, m2) => m1 = m2
             /\ pending[n] = IF Current(n).kind = "write"
                             THEN <<[number |-> Number(n), value |-> Current(n).value]>>
                             ELSE <<>>
        ELSE /\ pending[n] = <<>>
             /\ \A m \in network : ~IsOf(n, m)

(***************************************************************************)
(* An operation has taken effect when its answer is on its way.            *)
(***************************************************************************)
AnswersTo(n) ==
    {m \in network : m.type = "answer" /\ m.to = n /\ m.number > Answered(n)}

Whole == INSTANCE AtomicRegister WITH
    register <- latest[Primary].value,
    effects <- [n \in Node |-> IF AnswersTo(n) = {} THEN Answered(n) ELSE Number(n)],
    found <- [n \in Node |->
        IF AnswersTo(n) # {} THEN (CHOOSE m \in AnswersTo(n) : TRUE).latest.value
        ELSE IF Answered(n) = 0 THEN Initial ELSE history[n][Answered(n)].value]

IsInTime == Timed /\ ~hasLost => AllIsInTime

IsAtomicWhileWhole == Timed /\ ~hasLost => Whole!IsExplained

(* Who does not wait has not waited, nor has the primary, which answers at once. *)
WaitedIsOfWaiting ==
    \A n \in Node : ~IsWaiting(n) \/ n = Primary => waited[n] = 0

Inv ==
    /\ TypeOK
    /\ HistoryInOrder
    /\ NothingInvented
    /\ PrimaryIsLatest
    /\ OthersAreOrdered
    /\ PendingAreWrites
    /\ PrimaryHasNothingPending
    /\ OrderedAreAsked
    /\ WritesAreFromClients
    /\ MessagesAreTrue
    /\ WaitedIsOfWaiting
    /\ IsInTime
    /\ IsAtomicWhileWhole

AtomicWhileWhole == Timed /\ ~hasLost => Atomic

THEOREM Spec => [](Inv /\ AtomicWhileWhole)
THEOREM Spec => GivesUpIfLost /\ NeverOlder
THEOREM Spec => [](TConnected /\ SettledAreOrdered /\ NothingInvented)
THEOREM Spec => Available /\ BecomeEqual
=============================================================================
