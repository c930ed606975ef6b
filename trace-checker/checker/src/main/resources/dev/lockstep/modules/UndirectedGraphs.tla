-------------------------- MODULE UndirectedGraphs --------------------------
(* Undirected graphs: records with a set of nodes, node, and a set of sets   *)
(* of one or two nodes, edge.  The names and the meaning are those of the    *)
(* CommunityModules; the text is Lockstep's.                                 *)
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE Relation

LOCAL Edges(S) == {{m, n} : m, n \in S}

IsUndirectedGraph(G) ==
  G = [node |-> G.node, edge |-> G.edge] /\ G.edge \subseteq Edges(G.node)

\* No edge is from a node to itself.
IsLoopFreeUndirectedGraph(G) ==
  IsUndirectedGraph(G) /\ \A e \in G.edge : Cardinality(e) = 2

\* The graphs on some of the nodes with some of the edges.
UndirectedSubgraph(G) ==
  UNION {[node : {N}, edge : SUBSET (G.edge \cap Edges(N))] : N \in SUBSET G.node}

\* The paths, which may pass a node again; the paths that do not.
Path(G) ==
  {p \in Seq(G.node) :
     p # << >> /\ \A i \in 1..Len(p) - 1 : {p[i], p[i + 1]} \in G.edge}
SimplePath(G) ==
  {p \in UNION {[1..n -> G.node] : n \in 1..Cardinality(G.node)} :
     /\ \A i \in 1..Len(p) - 1 : {p[i], p[i + 1]} \in G.edge
     /\ \A i, j \in 1..Len(p) : p[i] = p[j] => i = j}

LOCAL Leads(G) ==
  ReflexiveTransitiveClosure([p \in G.node \X G.node |-> {p[1], p[2]} \in G.edge], G.node)

\* Whether a path leads from m to n; it may be one node.
AreConnectedIn(m, n, G) == {m, n} \subseteq G.node /\ Leads(G)[m, n]

\* The largest sets of nodes between which paths lead.
ConnectedComponents(G) ==
  LET leads == Leads(G)
  IN  {{n \in G.node : leads[m, n]} : m \in G.node}

IsStronglyConnected(G) == ConnectedComponents(G) = {G.node}

UndirectedGraphs(S) == [node : {S}, edge : SUBSET Edges(S)]
=============================================================================
