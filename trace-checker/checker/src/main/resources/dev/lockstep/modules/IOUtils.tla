------------------------------ MODULE IOUtils -------------------------------
(* Files, the environment and other programs, which the Java of the          *)
(* CommunityModules reaches.  Here are the names alone, so that specs that   *)
(* mention them load; each says what is missing when it is evaluated.  The   *)
(* text is Lockstep's.                                                       *)
LOCAL INSTANCE TLC
LOCAL INSTANCE Sequences

LOCAL OnlyInJava(operator) ==
  Assert(FALSE, "IOUtils!" \o operator \o " is done in Java by the CommunityModules: give their jar with"
                \o " --modules, and a TLC that it fits with lockstep check --tlc tla2tools.jar")

IOEnv == OnlyInJava("IOEnv")
IOExec(command) == OnlyInJava("IOExec")
IOEnvExec(env, command) == OnlyInJava("IOEnvExec")
IOExecTemplate(commandTemplate, parameters) == OnlyInJava("IOExecTemplate")
IOEnvExecTemplate(env, commandTemplate, parameters) == OnlyInJava("IOEnvExecTemplate")
IOSerialize(val, absoluteFilename, compress) == OnlyInJava("IOSerialize")
IODeserialize(absoluteFilename, compressed) == OnlyInJava("IODeserialize")
Serialize(value, dest, options) == OnlyInJava("Serialize")
Deserialize(src, options) == OnlyInJava("Deserialize")
atoi(str) == OnlyInJava("atoi")
zeroPadN(n, width) == OnlyInJava("zeroPadN")
=============================================================================
