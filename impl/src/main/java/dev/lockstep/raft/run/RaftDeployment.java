package dev.lockstep.raft.run;

import dev.lockstep.host.Core;
import dev.lockstep.net.Wire;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.node.Beside;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.Packet;

/** Tells what the servers of any run of Raft have in common. */
interface RaftDeployment extends Deployment<Packet<Message>, Core<Packet<Message>>, Acknowledged> {
    RaftCluster cluster();

    @Override
    default Wire<Packet<Message>> wire() {
        return Beside.wire();
    }

    @Override
    default boolean mayCome(Packet<Message> packet, String from, String to) {
        return packet.message().from().equals(from) && packet.message().to().equals(to);
    }

    @Override
    default Class<Acknowledged> news() {
        return Acknowledged.class;
    }

    @Override
    default boolean takesBatches() {
        return true;
    }
}
