package dev.lockstep.raft.run;

import dev.lockstep.host.Core;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.RaftServer;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.raft.node.JournalStore;
import dev.lockstep.raft.node.Pace;
import dev.lockstep.raft.node.RaftNode;
import dev.lockstep.recorder.Header;
import dev.lockstep.run.Clients;
import dev.lockstep.run.NodeDisk;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Deploys a log among simulated servers, to which clients at whoever leads append.
 *
 * @param cores the right ones, or such with a slip
 * @param reconfigure how many changes of membership are asked for
 * @param events the number of events of the run, over which the changes are spread
 * @param compactAfter the number of entries that a snapshot takes the place of
 * @param askAgain the number of choices after which somebody whose change of membership was begun, and has not happened, asks again
 * @param isFickle whether that somebody then asks for other members, and of none but servers that believe that they lead
 */
record LogDeployment(
        RaftCluster cluster,
        Cores cores,
        int reconfigure,
        long events,
        int compactAfter,
        int askAgain,
        boolean isFickle)
        implements RaftDeployment {
    private static final int COMPACT_AFTER = 30;

    private static final int ASK_AGAIN = 5_000;

    /** The number of choices within which all servers of a small cluster know everything. */
    private static final int PATIENCE = 50_000;

    /** Describes servers that keep a usual number of entries. */
    LogDeployment(RaftCluster cluster, Cores cores, int reconfigure, long events) {
        this(cluster, cores, reconfigure, events, COMPACT_AFTER, ASK_AGAIN, false);
    }

    /** Describes the same servers with another number of entries that a snapshot takes the place of. */
    LogDeployment withSnapshotsAfter(int entries) {
        return new LogDeployment(cluster, cores, reconfigure, events, entries, askAgain, isFickle);
    }

    /** Describes the same servers with other cores. */
    LogDeployment with(Cores others) {
        return new LogDeployment(cluster, others, reconfigure, events, compactAfter, askAgain, isFickle);
    }

    @Override
    public Header header() {
        return Header.of(cluster.constants(), RaftServer.class);
    }

    @Override
    public List<List<String>> nodes() {
        return List.of(cluster.servers());
    }

    @Override
    public int patience() {
        return PATIENCE;
    }

    @Override
    public LogClients clients(IntUnaryOperator choice, Clients.Teller<Acknowledged> teller) {
        return new LogClients(this, choice, teller);
    }

    @Override
    public RaftNode node(
            String id, NodeDisk disk, NodeTrace trace, Clients<Core<Packet<Message>>, Acknowledged> clients) {
        LogClients its = (LogClients) clients;
        Pace pace = new Pace(cluster.election() / 5, cluster.election(), 4, 8, compactAfter, its.choice());
        return its.at(id)
                .serve(client -> new RaftNode(
                        cluster.group(),
                        id,
                        () -> new JournalStore(disk.files(), id, cluster.group(), trace::events),
                        cores,
                        pace,
                        client::machine,
                        client,
                        trace));
    }
}
