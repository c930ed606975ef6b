----------------------------- MODULE MCInductive -----------------------------
(***************************************************************************)
(* Is Inv inductive?  All its states within bounds are generated, with no  *)
(* regard to whether they can be reached, and TLC checks that each step    *)
(* from one of them, which may leave the bounds, leads to a state of Inv.  *)
(*                                                                         *)
(* A state is put together from choices, each among what the earlier ones  *)
(* leave free: clocks and phases; the request of each process that has     *)
(* one; for each pair of processes what one has heard from the other and   *)
(* what is on its way.  Inv is then asked once more for the whole.         *)
(***************************************************************************)
EXTENDS MCLamportMutex

CONSTANTS
    MaxClock,  \* clocks run from 0 to this
    MaxLength  \* channels hold at most so many messages

Pairs == {pair \in Proc \X Proc : pair[1] # pair[2]}

(***************************************************************************)
(* The functions f with f[d] \in S[d] for each d.                          *)
(***************************************************************************)
RECURSIVE Choices(_)
Choices(S) ==
    IF DOMAIN S = {} THEN {<<>>}
    ELSE LET d == CHOOSE e \in DOMAIN S : TRUE
         IN  {(d :> v) @@ f : v \in S[d], f \in Choices([e \in DOMAIN S \ {d} |-> S[e]])}

(***************************************************************************)
(* The channels from q to p with messages later than the one time and not  *)
(* later than the other, in order.                                         *)
(***************************************************************************)
RECURSIVE ChannelsBetween(_, _, _, _, _)
ChannelsBetween(q, p, after, upto, length) ==
    {<<>>} \cup
    IF length = 0 THEN {}
    ELSE UNION {
        {<<[type |-> type, from |-> q, to |-> p, clock |-> time]>> \o rest :
            type \in {"request", "acknowledge", "release"},
            rest \in ChannelsBetween(q, p, time, upto, length - 1)} :
        time \in after + 1 .. upto}

TicketsOf(p, times) == {[process |-> p, clock |-> time] : time \in times}

AtMostOne(S) == {{}} \cup {{x} : x \in S}

(***************************************************************************)
(* What p, whose clock shows c, may have heard and be about to hear from   *)
(* q, whose clock shows d and whose own request is own.                    *)
(***************************************************************************)
Agree(q, known, channel, own) ==
    LET news == SelectSeq(channel, LAMBDA m : m.type # "acknowledge")
        first == IF known = {} THEN 1 ELSE 0
    IN  /\ \A i \in 1 .. Len(news) : (news[i].type = "request") = (i % 2 = first)
        /\ own = IF news = <<>> THEN known
                 ELSE IF news[Len(news)].type = "release" THEN {}
                 ELSE TicketsOf(q, {news[Len(news)].clock})

Heard(p, q, c, d, own) ==
    UNION {
        {[latest |-> time, known |-> known, channel |-> channel] :
            <<known, channel>> \in
                {pair \in AtMostOne(TicketsOf(q, 1 .. time))
                          \X ChannelsBetween(q, p, time, d, MaxLength) :
                    Agree(q, pair[1], pair[2], own)}} :
        time \in 0 .. IF c < d THEN c ELSE d}

(* In the place of Agree, for a broken model. *)
Disagree(q, known, channel, own) == TRUE

InductiveInit ==
    /\ clock \in [Proc -> 0 .. MaxClock]
    /\ phase \in [Proc -> {"idle", "waiting", "holding"}]
    /\ requests = [p \in Proc |-> 0]
    /\ \E own \in Choices([p \in Proc |->
                      IF phase[p] = "idle" THEN {{}}
                      ELSE {{t} : t \in TicketsOf(p, 1 .. clock[p])}]) :
       \E heard \in Choices([pair \in Pairs |->
                        Heard(pair[1], pair[2], clock[pair[1]], clock[pair[2]],
                              own[pair[2]])]) :
        /\ queue = [p \in Proc |->
               own[p] \cup UNION {heard[<<p, q>>].known : q \in Proc \ {p}}]
        /\ latest = [p \in Proc |-> [q \in Proc |->
               IF p = q THEN 0 ELSE heard[<<p, q>>].latest]]
        /\ network = [q \in Proc |-> [p \in Proc |->
               IF p = q THEN <<>> ELSE heard[<<p, q>>].channel]]
    /\ Inv

InductiveSpec == InductiveInit /\ [][Next]_vars

(***************************************************************************)
(* An ACTION_CONSTRAINT that no step satisfies, as each moves a clock: TLC *)
(* checks the successors and does not explore them.                        *)
(***************************************************************************)
OneStep == UNCHANGED clock
=============================================================================
