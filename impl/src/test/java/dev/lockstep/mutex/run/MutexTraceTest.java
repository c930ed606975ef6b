package dev.lockstep.mutex.run;

import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.mutex.Message;
import dev.lockstep.mutex.Slip;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.run.ProtocolContract;
import java.util.List;
import java.util.Map;

/** Simulated runs under faults march in lockstep with LamportMutex.tla; cores with a slip do not. */
class MutexTraceTest extends ProtocolContract<Packet<Message>, InstanceNode<Message>, MutexClients.News> {
    @Override
    protected MutexProtocol description() {
        return new MutexProtocol();
    }

    @Override
    protected int runs() {
        return 200;
    }

    @Override
    protected MutexProtocol.Group deployment(int nodes) {
        return MutexProtocol.group(nodes, LamportMutex::new);
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, MutexClients.News>> slips() {
        return each(List.of(Slip.values()), slip -> MutexProtocol.group(3, slip::core));
    }

    @Override
    protected MutexProtocol.Group endless() {
        return MutexProtocol.group(3, Slip.IGNORES_RELEASES::core);
    }

    @Override
    protected String unfinished() {
        return "GC3";
    }
}
