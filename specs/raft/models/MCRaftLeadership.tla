-------------------------- MODULE MCRaftLeadership --------------------------
(***************************************************************************)
(* Who can hear whom, in the models of RaftLeadership.                     *)
(***************************************************************************)
EXTENDS RaftLeadership

CONSTANTS s1, s2, s3

\* Link: all hear each other; nothing reaches s1; s1 and s3 do not hear each other; s3 is
\* not there.
AllLinks == Server \X Server
NothingReaches1 == Server \X (Server \ {s1})
Not1And3 == (Server \X Server) \ {<<s1, s3>>, <<s3, s1>>}
Not3 == (Server \ {s3}) \X (Server \ {s3})

\* View: all are members; s3 was removed, and does not know it.
AllMembers == [s \in Server |-> Server]
WithoutS3 == [s \in Server |-> IF s = s3 THEN Server ELSE Server \ {s3}]
=============================================================================
