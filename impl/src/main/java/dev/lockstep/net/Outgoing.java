package dev.lockstep.net;

import dev.lockstep.host.Envelope;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends all messages to one peer, over one connection after another. Each message is kept until the peer has acknowledged it. After a
 * reconnect the peer says where to go on. It runs on the transport's event loop.
 */
final class Outgoing<M> {
    private static final long SHORTEST_WAIT_MILLIS = 5;
    private static final long LONGEST_WAIT_MILLIS = 1_000;

    private record Waiting(long number, byte[] frame) {}

    private final TcpTransport<M> transport;
    private final String peer;
    private final EventLoop loop;
    private final @Nullable SslContext tls;

    private final Queue<Waiting> unacknowledged = new ArrayDeque<>();
    private long sent;
    private long acknowledged;
    private long acknowledgedWhenWatched = -1;

    private @Nullable InetSocketAddress address;
    private @Nullable Channel channel;
    private @Nullable String incarnation;
    private boolean isWelcome;
    private long wait = SHORTEST_WAIT_MILLIS;

    Outgoing(TcpTransport<M> transport, String peer, EventLoop loop, @Nullable SslContext tls) {
        this.transport = transport;
        this.peer = peer;
        this.loop = loop;
        this.tls = tls;
        long patience = transport.config().patience().toMillis();
        loop.scheduleAtFixedRate(this::watch, patience, patience, TimeUnit.MILLISECONDS);
    }

    boolean isFlushed() {
        return unacknowledged.isEmpty();
    }

    void send(Envelope<M> envelope) {
        byte[] frame = Link.FRAMES.toBytes(
                new Frame.Data(sent + 1, envelope.time(), transport.messages().encode(envelope.message())));
        if (frame.length > transport.config().maxFrame()) {
            transport.fail(new IOException("a message to " + peer + " takes " + frame.length + " bytes, the limit is "
                    + transport.config().maxFrame()));
        } else if (unacknowledged.size() >= transport.config().maxQueue()) {
            transport.fail(new IOException(
                    peer + " has not acknowledged the last " + unacknowledged.size() + " messages; more are not kept"));
        } else {
            sent++;
            unacknowledged.add(new Waiting(sent, frame));
            if (isWelcome && channel != null) {
                channel.writeAndFlush(Unpooled.wrappedBuffer(frame));
            }
        }
    }

    void connect(InetSocketAddress to) {
        boolean isFirst = address == null;
        address = to;
        if (isFirst) {
            open();
        }
    }

    private void open() {
        channel = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        transport.config().patience().toMillis())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel created) {
                        new Connection().install(created, tls);
                    }
                })
                .connect(address)
                .channel();
        channel.closeFuture().addListener(closed -> reconnect());
    }

    private void reconnect() {
        isWelcome = false;
        channel = null;
        if (!loop.isShuttingDown()) {
            loop.schedule(this::open, wait, TimeUnit.MILLISECONDS);
            wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
        }
    }

    /** Closes a connection over which nothing was acknowledged for too long. */
    private void watch() {
        if (channel != null && !unacknowledged.isEmpty() && acknowledged == acknowledgedWhenWatched) {
            channel.close();
        }
        acknowledgedWhenWatched = unacknowledged.isEmpty() ? -1 : acknowledged;
    }

    void cut() {
        TcpTransport.cut(channel);
    }

    private final class Connection extends Link {
        Connection() {
            super(transport.config(), transport::trouble);
        }

        @Override
        String other() {
            return peer;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (tls == null) {
                introduce(ctx);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
            if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
                try {
                    requireName(ctx, peer);
                    introduce(ctx);
                } catch (IOException e) {
                    refuse(ctx, String.valueOf(e.getMessage()));
                }
            }
            super.userEventTriggered(ctx, event);
        }

        private void introduce(ChannelHandlerContext ctx) {
            TcpConfig config = transport.config();
            ctx.writeAndFlush(
                    new Frame.Hello(Frame.VERSION, config.cluster(), config.name(), peer, transport.incarnation()));
        }

        @Override
        void received(ChannelHandlerContext ctx, Frame frame) throws IOException {
            if (frame instanceof Frame.Welcome welcome && !isWelcome) {
                welcomed(ctx, welcome);
            } else if (frame instanceof Frame.Ack ack && isWelcome) {
                acknowledged(ack.received());
            } else {
                throw new IOException("unexpected frame: " + Link.FRAMES.encode(frame));
            }
        }

        private void welcomed(ChannelHandlerContext ctx, Frame.Welcome welcome) throws IOException {
            if (incarnation != null && !incarnation.equals(welcome.incarnation())) {
                throw new IOException(peer + " was started anew and has lost the messages that it had acknowledged");
            }
            incarnation = welcome.incarnation();
            acknowledged(welcome.received());
            isWelcome = true;
            transport.connected();
            wait = SHORTEST_WAIT_MILLIS;
            unacknowledged.forEach(waiting -> ctx.write(Unpooled.wrappedBuffer(waiting.frame)));
            ctx.flush();
        }
    }

    private void acknowledged(long upTo) throws IOException {
        if (upTo < acknowledged || upTo > sent) {
            throw new IOException("expected an acknowledgement of " + acknowledged + " to " + sent + ", not " + upTo);
        }
        acknowledged = upTo;
        while (!unacknowledged.isEmpty() && unacknowledged.element().number <= upTo) {
            unacknowledged.remove();
        }
        transport.acknowledged();
    }
}
