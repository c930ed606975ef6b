---- MODULE MCBoundedQueue ----
(* A put that does not look whether there is room. *)
EXTENDS BoundedQueue
Anyway == TRUE
====
