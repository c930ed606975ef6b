------------------------------- MODULE TLCExt -------------------------------
(* Operators for TLC.  The names are those of the module that newer TLCs     *)
(* have; the text is Lockstep's.  What only a TLC can do that has them in    *)
(* Java says so when it is evaluated, so that specs that mention it load.    *)
LOCAL INSTANCE TLC
LOCAL INSTANCE Sequences

LOCAL OnlyInJava(operator) ==
  Assert(FALSE, "TLCExt!" \o operator \o " is done in Java by newer TLCs: give one with"
                \o " lockstep check --tlc tla2tools.jar")

\* Whether the two are equal; TLC prints them if they are not.
AssertEq(a, b) == a = b \/ (PrintT(<<"AssertEq: not equal", a, b>>) /\ FALSE)

\* The value, whatever TLC is told beside it.
TLCNoOp(val) == val
TLCCache(expr, closure) == expr

AssertError(err, exp) == OnlyInJava("AssertError")
Trace == OnlyInJava("Trace")
CounterExample == OnlyInJava("CounterExample")
ToTrace(counterExample) == OnlyInJava("ToTrace")
PickSuccessor(exp) == OnlyInJava("PickSuccessor")
TLCDefer(expr) == OnlyInJava("TLCDefer")
TLCEvalDefinition(name) == OnlyInJava("TLCEvalDefinition")
TLCModelValue(name) == OnlyInJava("TLCModelValue")
TLCGetOrDefault(i, default) == OnlyInJava("TLCGetOrDefault")
TLCGetAndSet(i, op(_, _), val, default) == OnlyInJava("TLCGetAndSet")
TLCFP(expr) == OnlyInJava("TLCFP")
=============================================================================
