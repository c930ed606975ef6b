------------------------------- MODULE Graphs -------------------------------
(* Directed graphs: records with a set of nodes, node, and a set of pairs of *)
(* nodes, edge.  The names and the meaning are those of the                  *)
(* CommunityModules; the text is Lockstep's.                                 *)
EXTENDS Naturals, Sequences, FiniteSets, SequencesExt, Relation

IsDirectedGraph(G) ==
  G = [node |-> G.node, edge |-> G.edge] /\ G.edge \subseteq G.node \X G.node

\* Every edge has one back.
IsUndirectedGraph(G) ==
  IsDirectedGraph(G) /\ \A e \in G.edge : <<e[2], e[1]>> \in G.edge

\* The graphs on some of the nodes with some of the edges.
DirectedSubgraph(G) ==
  UNION {[node : {N}, edge : SUBSET (G.edge \cap (N \X N))] : N \in SUBSET G.node}
UndirectedSubgraph(G) == {H \in DirectedSubgraph(G) : IsUndirectedGraph(H)}

\* The graph with each edge turned round.
Transpose(G) == [node |-> G.node, edge |-> {<<e[2], e[1]>> : e \in G.edge}]

\* The paths, which may pass a node again; the paths that do not.
Path(G) ==
  {p \in Seq(G.node) :
     p # << >> /\ \A i \in 1..Len(p) - 1 : <<p[i], p[i + 1]>> \in G.edge}
SimplePath(G) ==
  {p \in UNION {[1..n -> G.node] : n \in 1..Cardinality(G.node)} :
     /\ \A i \in 1..Len(p) - 1 : <<p[i], p[i + 1]>> \in G.edge
     /\ \A i, j \in 1..Len(p) : p[i] = p[j] => i = j}

\* Whether a path leads from m to n, for all m and n; a path may be one node.
ConnectionsIn(G) ==
  ReflexiveTransitiveClosure([p \in G.node \X G.node |-> p \in G.edge], G.node)
AreConnectedIn(m, n, G) == {m, n} \subseteq G.node /\ ConnectionsIn(G)[m, n]
IsStronglyConnected(G) ==
  LET leads == ConnectionsIn(G)
  IN  \A m, n \in G.node : leads[m, n]

\* A tree whose edges lead to the root.
IsTreeWithRoot(G, r) ==
  /\ IsDirectedGraph(G)
  /\ r \in G.node
  /\ \A e \in G.edge : e[1] # r /\ \A f \in G.edge : e[1] = f[1] => e = f
  /\ \A n \in G.node : AreConnectedIn(n, r, G)

\* The steps in one direction, from one node and from a set of nodes.
Successors(G, n) == {m \in G.node : <<n, m>> \in G.edge}
Predecessors(G, n) == {m \in G.node : <<m, n>> \in G.edge}
AllSuccessors(G, S) == UNION {Successors(G, n) : n \in S}
AllPredecessors(G, S) == UNION {Predecessors(G, n) : n \in S}
InDegree(G, n) == Cardinality(Predecessors(G, n))
OutDegree(G, n) == Cardinality(Successors(G, n))
Roots(G) == {n \in G.node : Predecessors(G, n) = {}}
Leaves(G) == {n \in G.node : Successors(G, n) = {}}

\* The nodes from which, and to which, one gets by one step or more.
LOCAL Reaches(G) ==
  TransitiveClosure([p \in G.node \X G.node |-> p \in G.edge], G.node)
Ancestors(G, n) == {m \in G.node : Reaches(G)[m, n]}
Descendants(G, n) == {m \in G.node : Reaches(G)[n, m]}

HasCycle(G) == \E n \in G.node : Reaches(G)[n, n]
IsDag(G) == IsDirectedGraph(G) /\ ~HasCycle(G)

GraphUnion(G, H) == [node |-> G.node \cup H.node, edge |-> G.edge \cup H.edge]

\* Whether each edge is between the two sets, which have no common node.
IsBipartiteWithPartitions(G, U, V) ==
  /\ U \cap V = {}
  /\ G.node \subseteq U \cup V
  /\ G.edge \subseteq (U \X V) \cup (V \X U)

EmptyGraph == [node |-> {}, edge |-> {}]
Graphs(S) == [node : {S}, edge : SUBSET (S \X S)]
=============================================================================
