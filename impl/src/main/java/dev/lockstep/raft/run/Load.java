package dev.lockstep.raft.run;

import dev.lockstep.raft.kv.Answer;
import dev.lockstep.raft.kv.History;
import dev.lockstep.raft.kv.KeyValueClient;
import dev.lockstep.raft.kv.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays a client that does this and that with a few keys that it shares with others. One key is changed only by it, so that it knows the
 * value. When it does not get an answer it goes on as another client.
 */
final class Load extends Thread {
    private static final int SHARED_KEYS = 6;
    private static final int LONGEST_PAUSE_MILLIS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String id;
    private final Path folder;
    private final List<String> servers;
    private final History history;
    private final SplittableRandom random;
    private volatile boolean isOver;

    private KeyValueClient client;
    private String name;
    private int names = 1;
    private int asked;
    private long acknowledged;

    /** The value of its own key: the one that was acknowledged, or one of which the client was not told. */
    private Optional<String> own = Optional.empty();

    private Optional<String> unanswered = Optional.empty();
    private Optional<String> failure = Optional.of("has not ended");

    Load(String id, Path folder, List<String> servers, History history, long seed) {
        super("load-" + id);
        setDaemon(true);
        this.id = id;
        this.folder = folder;
        this.servers = servers;
        this.history = history;
        this.random = new SplittableRandom(seed);
        this.name = id;
        this.client = new KeyValueClient(folder, servers, PATIENCE);
    }

    /** It is to stop, once it has looked at its own key for the last time. */
    void end() {
        isOver = true;
    }

    @Override
    public void run() {
        try {
            while (!isOver && !isInterrupted()) {
                step();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MILLIS)));
            }
            for (int key = 0; key < SHARED_KEYS; key++) {
                call("k" + key, new Operation.Get());
            }
            Optional<Answer> last = call(id, new Operation.Get());
            boolean isRight = last.isPresent()
                    && (last.get().equals(new Answer.Value(own))
                            || unanswered.isPresent() && last.get().equals(new Answer.Value(unanswered)));
            failure = isRight ? Optional.empty() : Optional.of("has put " + own + " but finds " + last);
        } catch (RuntimeException e) {
            failure = Optional.of(e.toString());
        } finally {
            client.close();
        }
    }

    private void step() {
        String value = id + "-" + ++asked;
        switch (random.nextInt(8)) {
            case 0, 1 -> put(value);
            case 2, 3, 4 -> call(sharedKey(), new Operation.Get());
            case 5 -> call(sharedKey(), new Operation.Put(value));
            case 6 -> call(sharedKey(), new Operation.Delete());
            default -> {
                String key = sharedKey();
                call(key, new Operation.Get())
                        .ifPresent(found ->
                                call(key, new Operation.CompareAndSet(((Answer.Value) found).value(), value)));
            }
        }
    }

    private String sharedKey() {
        return "k" + random.nextInt(SHARED_KEYS);
    }

    /** Its own key has what was acknowledged last. */
    private void put(String value) {
        if (call(id, new Operation.Put(value)).isPresent()) {
            own = Optional.of(value);
            unanswered = Optional.empty();
        } else {
            unanswered = Optional.of(value);
        }
    }

    private Optional<Answer> call(String key, Operation operation) {
        history.invoke(name, key, operation);
        try {
            Answer answer = client.call(key, operation);
            history.returned(name, key, answer);
            acknowledged++;
            return Optional.of(answer);
        } catch (IOException e) {
            client.close();
            client = new KeyValueClient(folder, servers, PATIENCE);
            name = id + "." + ++names;
            return Optional.empty();
        }
    }

    /** @throws IllegalStateException an acknowledged write is lost, or the client could not go on */
    void check() {
        failure.ifPresent(why -> {
            throw new IllegalStateException("client " + id + " " + why);
        });
    }

    long acknowledged() {
        return acknowledged;
    }
}
