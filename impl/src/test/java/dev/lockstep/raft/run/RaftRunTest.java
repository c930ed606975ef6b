package dev.lockstep.raft.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.host.Core;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.HardState;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.RaftServer;
import dev.lockstep.raft.Silence;
import dev.lockstep.raft.Slip;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.run.CrashContract;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.Packet;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What holds of every protocol holds of Raft: simulated servers under faults, and servers as processes with files of their own, killed and
 * restarted and replaced, march in lockstep with Raft.tla, and clients see one store.
 */
class RaftRunTest extends CrashContract<Packet<Message>, Core<Packet<Message>>, Acknowledged> {
    private static final int CHANGES = 4;

    /** So few entries a snapshot takes the place of, so that many servers need one. */
    private static final int OFTEN = 2;

    @Override
    protected RaftProtocol description() {
        return new RaftProtocol();
    }

    private static LogDeployment of(int nodes, Cores cores) {
        return new LogDeployment(new RaftCluster(nodes, 2, 300, 15), cores, CHANGES, 300);
    }

    @Override
    protected LogDeployment deployment(int nodes) {
        return of(nodes, Cores.RIGHT).withSnapshotsAfter(OFTEN);
    }

    /** Snapshots that come when their leader leads no longer are rare. */
    @Override
    protected int events() {
        return 600;
    }

    /** Those that short runs show; all are in {@link RaftTraceTest}. */
    @Override
    protected Map<String, Deployment<Packet<Message>, Core<Packet<Message>>, Acknowledged>> slips() {
        Map<String, Deployment<Packet<Message>, Core<Packet<Message>>, Acknowledged>> slips = new TreeMap<>();
        for (Slip slip : EnumSet.of(
                Slip.VOTES_TWICE_IN_A_TERM,
                Slip.COUNTS_WHO_HAS_THE_ENTRY_BEFORE,
                Slip.CHANGES_IN_ONE_STEP,
                Slip.RECOVERS_WITHOUT_ITS_LAST_ENTRY)) {
            slips.put(slip.name(), of(3, slip));
        }
        return slips;
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, Core<Packet<Message>>, Acknowledged>> silences() {
        return each(List.of(Silence.values()), slip -> of(3, slip).withSnapshotsAfter(OFTEN));
    }

    /** Its leaders never find that they may commit. */
    @Override
    protected LogDeployment endless() {
        return of(3, new Cores() {
            @Override
            public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
                return new RaftServer(id, group, stable, isDown) {
                    @Override
                    public int committable() {
                        return commitIndex();
                    }
                };
            }
        });
    }

    @Override
    protected String unfinished() {
        return "liveness";
    }

    @Override
    protected int eventsWithKills() {
        return 4_000;
    }

    @Override
    protected RunOptions withKills(Path trace) {
        return new RunOptions(
                3,
                7,
                eventsWithKills(),
                RunOptions.Transport.TCP,
                description().faults(RunOptions.Transport.TCP),
                3,
                trace);
    }

    @Override
    protected List<Path> files(Path trace) {
        return List.of(trace, ServiceClients.history(trace));
    }

    /** None of the first servers is left, and no acknowledged write is lost. */
    @Override
    protected void requireOf(RunReport report, CheckResult result) throws Exception {
        assertThat(result.actions()).containsKeys("Crash", "Restart", "BeginChange", "EndChange", "InstallSnapshot");
        assertThat(report.figures().get("kills")).isGreaterThanOrEqualTo(5);
        assertThat(report.figures().get("members replaced")).isEqualTo(3);
        CheckResult seen = TraceAssertions.assertAccepted(ServiceClients.history(folder.resolve("t.ndjson")));
        assertThat(seen.events()).isGreaterThan(200);
    }
}
