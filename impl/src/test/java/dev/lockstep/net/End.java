package dev.lockstep.net;

import dev.lockstep.host.Envelope;
import dev.lockstep.host.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A transport whose deliveries, troubles and failures are kept. */
final class End implements AutoCloseable, Transport.Receiver<Word> {
    static final String CLUSTER = "words";

    final TcpTransport<Word> transport;
    final BlockingQueue<Word> words = new LinkedBlockingQueue<>();
    final BlockingQueue<String> troubles = new LinkedBlockingQueue<>();
    final BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();

    End(TcpConfig config) throws IOException, InterruptedException {
        transport = TcpTransport.bind(
                config, Word.class, (peer, word) -> Word.from(word).equals(peer), troubles::add);
        transport.start(this);
    }

    static TcpConfig config(String name, String... peers) {
        return TcpConfig.of(CLUSTER, name, Set.of(peers));
    }

    InetSocketAddress address() {
        return transport.address();
    }

    void connect(String peer, InetSocketAddress address) {
        transport.connect(Map.of(peer, address));
    }

    void say(String to, int number) {
        transport.send(
                to, new Envelope<>(number, new Word.Say(transport.config().name(), number, "x")));
    }

    @Override
    public void received(String from, Envelope<Word> envelope) {
        words.add(envelope.message());
    }

    @Override
    public void failed(Exception cause) {
        failures.add(cause);
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came within 60 seconds");
        }
        return next;
    }

    static <T> List<T> next(BlockingQueue<T> queue, int count) throws InterruptedException {
        List<T> all = new ArrayList<>();
        while (all.size() < count) {
            all.add(next(queue));
        }
        return all;
    }

    @Override
    public void close() {
        transport.close();
    }
}
