package dev.lockstep.redis.sentinel;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.redis.sentinel.Message.Info;
import dev.lockstep.redis.sentinel.Message.SlaveOf;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Follows whom sentinels tell it to, and says whom it follows. What it stores is no part of this. */
@Spec("RedisSentinel")
public class Server extends Process<Message> {
    @Self("r")
    private final String id;

    private final Layout layout;

    @Variable
    private boolean up = true;

    @Variable("master_host")
    private Optional<String> masterHost;

    @Variable
    private int version;

    @Variable
    private Map<String, Integer> executed;

    /** All sentinels have been told of the role as it is. */
    private boolean isTold;

    /** The disk has all of the configuration. */
    private boolean isWritten = true;

    /** @param disk what is on its disk; empty: it is new */
    public Server(String id, Layout layout, Optional<Stable> disk) {
        this.id = id;
        this.layout = layout;
        Stable.OfServer stable = (Stable.OfServer) disk.orElseGet(() -> new Stable.OfServer(
                id.equals(layout.first()) ? Optional.empty() : Optional.of(layout.first()), 0, nothing(layout)));
        masterHost = stable.master();
        version = stable.version();
        executed = stable.executed();
    }

    private static Map<String, Integer> nothing(Layout layout) {
        Map<String, Integer> nothing = new TreeMap<>();
        layout.sentinels().forEach(s -> nothing.put(s, 0));
        return Map.copyOf(nothing);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean isReady() {
        return up;
    }

    @Override
    public void receive(Message message) {
        if (message instanceof SlaveOf m) {
            if (isNew(m)) {
                executeSlaveOf(m);
            } else {
                ignoreSlaveOf(m);
            }
        }
    }

    boolean isNew(SlaveOf m) {
        return m.number() > executed.get(m.from());
    }

    @Action
    public void executeSlaveOf(SlaveOf m) {
        require(up && isNew(m));

        Map<String, Integer> now = new TreeMap<>(executed);
        now.put(m.from(), m.number());
        executed = Map.copyOf(now);
        if (!masterHost.equals(m.master())) {
            version++;
            isTold = false;
        }
        masterHost = m.master();
        isWritten = false;
    }

    @Action
    public void ignoreSlaveOf(SlaveOf m) {
        require(up && !isNew(m));
    }

    /** Answers {@code INFO} of every sentinel. */
    @Action
    public void sayInfo() {
        require(up);

        isTold = true;
        layout.sentinels().forEach(s -> send(new Info(id, s, masterHost, version)));
    }

    @Override
    public List<Step> steps() {
        return up && !isTold ? List.of(new Step("sayInfo", Step.By.PROCESS, this::sayInfo)) : List.of();
    }

    @Override
    public Optional<? extends Record> unwritten() {
        return isWritten ? Optional.empty() : Optional.of(new Stable.OfServer(masterHost, version, executed));
    }

    @Override
    public void written() {
        require(!isWritten);

        isWritten = true;
    }

    @Override
    @Action("CrashServer")
    public void crash() {
        require(up);

        up = false;
    }

    @Override
    @Action("RestartServer")
    public void restart() {
        require(!up);

        up = true;
        isTold = false;
    }

    @Override
    public Server copy() {
        Server copy = new Server(id, layout, Optional.of(new Stable.OfServer(masterHost, version, executed)));
        copy.up = up;
        copy.isTold = isTold;
        copy.isWritten = isWritten;
        return copied(copy);
    }

    @Override
    public List<Object> state() {
        return List.of(id, up, masterHost, version, executed, isTold, isWritten, unsent());
    }
}
