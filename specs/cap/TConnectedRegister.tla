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

THEOREM Spec => [](TypeOK /\ PrimaryIsLatest /\ OthersAreOrdered)
THEOREM Spec => GivesUpIfLost /\ NeverOlder
THEOREM Spec => [](TConnected /\ SettledAreOrdered /\ NothingInvented)
THEOREM Spec => Available /\ BecomeEqual
=============================================================================
