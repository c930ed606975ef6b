package dev.lockstep.net;

import dev.lockstep.host.Envelope;
import dev.lockstep.host.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages over TCP. Each process connects to each of its peers and sends its own messages there, so there are two connections
 * between any two processes. Lost connections are made anew, and messages go on where they had stopped. None is lost, doubled or overtaken
 * as long as both processes live. A peer that was started anew is refused, since it has lost what it had acknowledged.
 *
 * <p>Without TLS a peer is whoever claims to be it.
 */
public final class TcpTransport<M> implements Transport<M> {
    private final TcpConfig config;
    private final JsonCodec<M> messages;
    private final BiPredicate<String, M> mayCome;
    private final Consumer<String> troubles;
    private final String incarnation = UUID.randomUUID().toString();

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Channel server;

    private final AtomicLong connections = new AtomicLong();

    /** The fields from here on are used by the event loop alone. */
    private final Map<String, Incoming.Stream> streams = new HashMap<>();

    private final Map<String, Outgoing<M>> outgoing = new HashMap<>();
    private final List<CompletableFuture<Void>> flushes = new ArrayList<>();
    private @Nullable Receiver<M> receiver;

    private TcpTransport(
            TcpConfig config, JsonCodec<M> messages, BiPredicate<String, M> mayCome, Consumer<String> troubles)
            throws IOException, InterruptedException {
        this.config = config;
        this.messages = messages;
        this.mayCome = mayCome;
        this.troubles = troubles;
        SslContext serverTls = config.tls() == null ? null : config.tls().server();
        SslContext clientTls = config.tls() == null ? null : config.tls().client();
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("net-" + config.name(), true), NioIoHandler.newFactory());
        loop = group.next();
        config.peers().forEach(peer -> {
            streams.put(peer, new Incoming.Stream());
            outgoing.put(peer, new Outgoing<>(this, peer, loop, clientTls));
        });
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false) // nobody is let in before start()
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        new Incoming<>(TcpTransport.this).install(accepted, serverTls);
                    }
                })
                .bind(config.bind())
                .await();
        if (!bound.isSuccess()) {
            close();
            throw new IOException(
                    config.name() + " cannot listen on " + config.bind() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        server = bound.channel();
    }

    /**
     * Listens from now on, and lets peers in once the transport is started.
     *
     * @param mayCome whether a peer of this name may send such a message: the message must name the peer as its sender
     * @param troubles is told of refusals, in words, on any thread
     * @throws IOException the address is taken, or the key store is unusable
     */
    public static <M> TcpTransport<M> bind(
            TcpConfig config, Class<M> messages, BiPredicate<String, M> mayCome, Consumer<String> troubles)
            throws IOException, InterruptedException {
        return new TcpTransport<>(config, new JsonCodec<>(messages), mayCome, troubles);
    }

    /** Returns the address on which this process listens, which its peers must know. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    @Override
    public void start(Receiver<M> to) {
        execute(() -> {
            receiver = to;
            server.config().setAutoRead(true);
        });
    }

    /**
     * Connects to the peers, and tries for ever if need be. The address of a peer that has moved replaces the old one.
     *
     * @throws IllegalArgumentException one of them is not among the configured peers
     */
    public void connect(Map<String, InetSocketAddress> addresses) {
        if (!config.peers().containsAll(addresses.keySet())) {
            throw new IllegalArgumentException(
                    "the peers of " + config.name() + " are " + config.peers() + ", not " + addresses.keySet());
        }
        execute(() -> addresses.forEach((peer, address) -> outgoing(peer).connect(address)));
    }

    @Override
    public void send(String to, Envelope<M> envelope) {
        requirePeer(to);
        execute(() -> outgoing(to).send(envelope));
    }

    /** Returns a future that is done when every peer has acknowledged all that was sent to it before. */
    public CompletableFuture<Void> flushed() {
        CompletableFuture<Void> flushed = new CompletableFuture<>();
        boolean isOpen = execute(() -> {
            flushes.add(flushed);
            acknowledged();
        });
        return isOpen ? flushed : CompletableFuture.failedFuture(new IOException(config.name() + " is closed"));
    }

    /** Breaks the connections with this peer, as a bad network does. This is a fault to inject. */
    public void cut(String peer) {
        requirePeer(peer);
        execute(() -> {
            outgoing(peer).cut();
            stream(peer).cut();
        });
    }

    /** Returns how often a peer has let this process in. */
    public long connections() {
        return connections.get();
    }

    void connected() {
        connections.incrementAndGet();
    }

    static void cut(@Nullable Channel channel) {
        if (channel != null && channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0); // what is under way is lost
            channel.close();
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private boolean execute(Runnable task) {
        try {
            loop.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    fail(e);
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            return false; // closed: what has not been sent is lost
        }
    }

    private void requirePeer(String peer) {
        if (!config.peers().contains(peer)) {
            throw new IllegalArgumentException(peer + " is no peer of " + config.name());
        }
    }

    private Outgoing<M> outgoing(String peer) {
        return outgoing.get(peer);
    }

    TcpConfig config() {
        return config;
    }

    JsonCodec<M> messages() {
        return messages;
    }

    String incarnation() {
        return incarnation;
    }

    Incoming.Stream stream(String peer) {
        return streams.get(peer);
    }

    boolean mayComeFrom(String peer, M message) {
        return mayCome.test(peer, message);
    }

    void received(String from, Envelope<M> envelope) {
        if (receiver != null) {
            receiver.received(from, envelope);
        }
    }

    void acknowledged() {
        if (outgoing.values().stream().allMatch(Outgoing::isFlushed)) {
            flushes.forEach(flushed -> flushed.complete(null));
            flushes.clear();
        }
    }

    void trouble(String what) {
        troubles.accept(config.name() + " " + what);
    }

    void fail(Exception cause) {
        if (receiver != null) {
            receiver.failed(cause);
        }
    }
}
