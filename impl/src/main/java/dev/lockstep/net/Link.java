package dev.lockstep.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.codec.MessageToMessageCodec;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Handles one end of one connection. It has the frames, and what to do about one that should not have come. */
abstract class Link extends SimpleChannelInboundHandler<Frame> {
    static final JsonCodec<Frame> FRAMES = new JsonCodec<>(Frame.class);
    private static final int LENGTH_BYTES = 4;

    private static final int LONGEST_TROUBLE = 500;

    private final int maxFrame;
    private final Consumer<String> troubles;
    private boolean isEnding;

    Link(TcpConfig config, Consumer<String> troubles) {
        this.maxFrame = config.maxFrame();
        this.troubles = troubles;
    }

    /** Puts this end, and the handlers that turn bytes into frames, on a new connection. */
    void install(Channel channel, @Nullable SslContext tls) {
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        channel.pipeline()
                .addLast(new LengthFieldBasedFrameDecoder(maxFrame + LENGTH_BYTES, 0, LENGTH_BYTES, 0, LENGTH_BYTES))
                .addLast(new LengthFieldPrepender(LENGTH_BYTES))
                .addLast(new FrameCodec())
                .addLast(this);
    }

    private static final class FrameCodec extends MessageToMessageCodec<ByteBuf, Frame> {
        @Override
        protected void encode(ChannelHandlerContext ctx, Frame frame, List<Object> out) {
            out.add(Unpooled.wrappedBuffer(FRAMES.toBytes(frame)));
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> out) throws IOException {
            out.add(FRAMES.fromBytes(ByteBufUtil.getBytes(bytes)));
        }
    }

    /** Returns who is at the other end, as far as this is known; for messages. */
    abstract String other();

    /**
     * Takes a frame.
     *
     * @throws IOException the frame should not have come; the message tells the other end why
     */
    abstract void received(ChannelHandlerContext ctx, Frame frame) throws IOException;

    @Override
    protected final void channelRead0(ChannelHandlerContext ctx, Frame frame) {
        if (isEnding) {
            return;
        }
        try {
            if (frame instanceof Frame.Refused refused) {
                trouble("is refused by " + other() + ": " + refused.reason());
                end(ctx);
            } else {
                received(ctx, frame);
            }
        } catch (IOException e) {
            refuse(ctx, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (isEnding) {
            return;
        }
        if (cause instanceof TooLongFrameException) {
            refuse(ctx, "a frame is longer than " + maxFrame + " bytes");
        } else if (cause instanceof DecoderException && cause.getCause() instanceof SSLException e) {
            trouble("cannot talk TLS with " + other() + ": " + e.getMessage());
            end(ctx);
        } else if (cause instanceof DecoderException) {
            Throwable reason = cause.getCause() == null ? cause : cause.getCause();
            refuse(ctx, "malformed frame: " + reason.getMessage());
        } else {
            if (!(cause instanceof IOException)) { // a lost connection is nothing to tell of
                trouble("closes the connection with " + other() + ": " + cause);
            }
            end(ctx);
        }
    }

    /** Tells the other end why, and closes the connection. */
    final void refuse(ChannelHandlerContext ctx, String reason) {
        trouble("refuses " + other() + ": " + reason);
        isEnding = true;
        ctx.writeAndFlush(new Frame.Refused(reason)).addListener(ChannelFutureListener.CLOSE);
    }

    private void end(ChannelHandlerContext ctx) {
        isEnding = true;
        ctx.close();
    }

    private void trouble(String what) {
        String line = what.replaceAll("\\p{Cntrl}", " "); // it may quote what a stranger has sent
        troubles.accept(line.length() > LONGEST_TROUBLE ? line.substring(0, LONGEST_TROUBLE) + "..." : line);
    }

    /**
     * Checks the name of the other end if the connection has TLS.
     *
     * @throws IOException the other end's certificate is not that of the process of this name
     */
    static void requireName(ChannelHandlerContext ctx, String name) throws IOException {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls != null) {
            Tls.requireName(tls.engine().getSession(), name);
        }
    }
}
