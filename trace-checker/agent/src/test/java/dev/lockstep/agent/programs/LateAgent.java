package dev.lockstep.agent.programs;

import com.sun.tools.attach.VirtualMachine;

/** Loads the ring, then the agent, then runs the ring: {@code LateAgent AGENT-JAR TRACE ROUNDS}. */
public final class LateAgent {
    private LateAgent() {}

    public static void main(String[] arguments) throws Exception {
        Class.forName(Ring.class.getName() + "$Member");
        VirtualMachine self =
                VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
        self.loadAgent(arguments[0]);
        self.detach();
        Ring.main(new String[] {arguments[1], arguments[2]});
    }
}
