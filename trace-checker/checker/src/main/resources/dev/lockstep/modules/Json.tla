-------------------------------- MODULE Json --------------------------------
(* Reads and writes JSON, which the Java of the CommunityModules does.  Here *)
(* are the names alone, so that specs that mention them load; each says what *)
(* is missing when it is evaluated.  The text is Lockstep's.                 *)
LOCAL INSTANCE TLC
LOCAL INSTANCE Sequences

LOCAL OnlyInJava(operator) ==
  Assert(FALSE, "Json!" \o operator \o " is done in Java by the CommunityModules: give their jar with"
                \o " --modules, and a TLC that it fits with lockstep check --tlc tla2tools.jar")

ToJson(value) == OnlyInJava("ToJson")
ToJsonArray(value) == OnlyInJava("ToJsonArray")
ToJsonObject(value) == OnlyInJava("ToJsonObject")
JsonSerialize(absoluteFilename, value) == OnlyInJava("JsonSerialize")
JsonDeserialize(absoluteFilename) == OnlyInJava("JsonDeserialize")
ndJsonSerialize(absoluteFilename, value) == OnlyInJava("ndJsonSerialize")
ndJsonDeserialize(absoluteFilename) == OnlyInJava("ndJsonDeserialize")
=============================================================================
