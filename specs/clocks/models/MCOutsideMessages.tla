------------------------- MODULE MCOutsideMessages -------------------------
(***************************************************************************)
(* What the models of OutsideMessages need: see MCPhysicalClocks.          *)
(***************************************************************************)
EXTENDS OutsideMessages

Complete == {arc \in Proc \X Proc : arc[1] # arc[2]}

OneUnderWay(p, q, t) == \A m \in network : ~(m.from = p /\ m.to = q)

FromTheStart == -1

Behindmost == Least({clock[p] : p \in Proc})

Relative ==
    <<[p \in Proc |-> <<clock[p] - Behindmost, now - read[p]>>],
      [arc \in Arcs |-> now - sent[arc[1]][arc[2]]],
      {<<m.from, m.to, now - m.sent, m.timestamp - Behindmost>> : m \in network},
      Least({now - since, Wait}),
      {<<a.process, now - a.time, a.clock - Behindmost>> : a \in told}>>
=============================================================================
