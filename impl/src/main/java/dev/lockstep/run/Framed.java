package dev.lockstep.run;

import dev.lockstep.host.Envelope;
import dev.lockstep.host.Transport;
import dev.lockstep.net.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiPredicate;

/**
 * Carries packets as bytes over a transport of {@link Frame}s.
 *
 * @param mayCome tells of a peer and a packet of it whether that may come from there; the transport fails if not
 */
record Framed<P>(Transport<Frame> transport, Wire<P> wire, BiPredicate<String, P> mayCome) implements Transport<P> {
    @Override
    public void start(Receiver<P> receiver) {
        transport.start(new Receiver<>() {
            @Override
            public void received(String from, Envelope<Frame> envelope) {
                try {
                    byte[] bytes = ((Frame.Bytes) envelope.message()).bytes();
                    P packet = wire.read(new DataInputStream(new ByteArrayInputStream(bytes)));
                    if (!mayCome.test(from, packet)) {
                        throw new IOException(from + " sends what is not from it, or not for here: " + packet);
                    }
                    receiver.received(from, new Envelope<>(envelope.time(), packet));
                } catch (IOException e) {
                    receiver.failed(e);
                }
            }

            @Override
            public void failed(Exception cause) {
                receiver.failed(cause);
            }
        });
    }

    @Override
    public void send(String to, Envelope<P> envelope) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            wire.write(envelope.message(), new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        transport.send(to, new Envelope<>(envelope.time(), new Frame.Bytes(bytes.toByteArray())));
    }

    @Override
    public void close() {
        transport.close();
    }
}
