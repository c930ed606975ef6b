package dev.lockstep.net;

import dev.lockstep.host.Envelope;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Handles the end of a connection that another process has opened to send its messages. */
final class Incoming<M> extends Link {
    /** Knows how far the messages of one peer have come, whatever connections they came over. */
    static final class Stream {
        private @Nullable String incarnation;
        private @Nullable Channel channel;
        private long received;

        void cut() {
            TcpTransport.cut(channel);
        }
    }

    private final TcpTransport<M> transport;
    private String peer = "";
    private @Nullable Stream stream;
    private boolean isAckDue;

    Incoming(TcpTransport<M> transport) {
        super(transport.config(), transport::trouble);
        this.transport = transport;
    }

    @Override
    String other() {
        return peer.isEmpty() ? "somebody" : peer;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        long patience = transport.config().patience().toMillis();
        ctx.executor()
                .schedule(
                        () -> {
                            if (stream == null && ctx.channel().isActive()) {
                                refuse(ctx, "no hello within " + patience + " ms");
                            }
                        },
                        patience,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    void received(ChannelHandlerContext ctx, Frame frame) throws IOException {
        if (stream == null && frame instanceof Frame.Hello hello) {
            welcome(ctx, hello);
        } else if (stream != null && frame instanceof Frame.Data data) {
            take(ctx, stream, data);
        } else {
            throw new IOException("unexpected frame: " + Link.FRAMES.encode(frame));
        }
    }

    private void welcome(ChannelHandlerContext ctx, Frame.Hello hello) throws IOException {
        TcpConfig config = transport.config();
        peer = hello.from();
        require(hello.version() == Frame.VERSION, "this is version " + Frame.VERSION + ", not " + hello.version());
        require(
                hello.cluster().equals(config.cluster()),
                "this is cluster " + config.cluster() + ", not " + hello.cluster());
        require(hello.to().equals(config.name()), "this is " + config.name() + ", not " + hello.to());
        require(config.peers().contains(hello.from()), hello.from() + " is no peer of " + config.name());
        requireName(ctx, hello.from());

        Stream known = transport.stream(hello.from());
        require(
                known.incarnation == null || known.incarnation.equals(hello.incarnation()),
                hello.from() + " was started anew and has lost the messages that it had acknowledged");
        known.incarnation = hello.incarnation();
        if (known.channel != null) {
            known.channel.close(); // its process has given it up
        }
        known.channel = ctx.channel();
        stream = known;
        ctx.writeAndFlush(new Frame.Welcome(transport.incarnation(), known.received));
    }

    private void take(ChannelHandlerContext ctx, Stream from, Frame.Data data) throws IOException {
        if (from.channel != ctx.channel()) {
            return; // a newer connection sends it again
        }
        isAckDue = true;
        if (data.number() <= from.received) {
            return;
        }
        require(
                data.number() == from.received + 1,
                "expected message " + (from.received + 1) + ", not " + data.number());
        require(data.time() >= 0, "a time is not negative: " + data.time());
        M message = transport.messages().decode(data.message());
        require(transport.mayComeFrom(peer, message), peer + " may not send " + data.message());
        from.received = data.number();
        transport.received(peer, new Envelope<>(data.time(), message));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (isAckDue && stream != null) {
            isAckDue = false;
            ctx.writeAndFlush(new Frame.Ack(stream.received));
        }
        ctx.fireChannelReadComplete();
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(otherwise);
        }
    }
}
