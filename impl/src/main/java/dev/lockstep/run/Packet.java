package dev.lockstep.run;

import dev.lockstep.core.Message;
import dev.lockstep.host.Envelope;
import dev.lockstep.host.Transport;
import dev.lockstep.net.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells what two nodes send each other: a message of one instance of the protocol.
 *
 * @param instance its name in traces; empty: the nodes run only one
 * @param beside what travels with the message and is no part of the protocol
 */
public record Packet<M extends Message>(String instance, M message, Optional<Record> beside) {
    public Packet(String instance, M message) {
        this(instance, message, Optional.empty());
    }

    /** Carries the packets of the only instance over a transport of its messages. */
    public static <M extends Message> Transport<Packet<M>> alone(Transport<M> messages) {
        return new Transport<>() {
            @Override
            public void start(Receiver<Packet<M>> receiver) {
                messages.start(new Receiver<>() {
                    @Override
                    public void received(String from, Envelope<M> envelope) {
                        receiver.received(from, new Envelope<>(envelope.time(), new Packet<>("", envelope.message())));
                    }

                    @Override
                    public void failed(Exception cause) {
                        receiver.failed(cause);
                    }
                });
            }

            @Override
            public void send(String to, Envelope<Packet<M>> envelope) {
                messages.send(
                        to, new Envelope<>(envelope.time(), envelope.message().message()));
            }

            @Override
            public void close() {
                messages.close();
            }
        };
    }

    /** Writes packets as bytes. */
    public static <M extends Message> Wire<Packet<M>> wire(Class<M> messages) {
        return wire(messages, Map.of(), Record.class, null);
    }

    /** Writes packets as bytes, of which some have such a record beside their message. */
    public static <M extends Message, B extends Record> Wire<Packet<M>> wire(Class<M> messages, Class<B> beside) {
        return wire(messages, beside, Map.of());
    }

    /** Does the same with wires of classes that are no records. */
    public static <M extends Message, B extends Record> Wire<Packet<M>> wire(
            Class<M> messages, Class<B> beside, Map<Class<?>, ? extends Wire<?>> others) {
        return wire(messages, others, beside, new RecordWire<>(beside, others));
    }

    private static <M extends Message, B extends Record> Wire<Packet<M>> wire(
            Class<M> messages, Map<Class<?>, ? extends Wire<?>> others, Class<B> type, @Nullable Wire<B> beside) {
        RecordWire<M> wire = new RecordWire<>(messages, others);
        return new Wire<>() {
            @Override
            public void write(Packet<M> packet, DataOutput out) throws IOException {
                out.writeUTF(packet.instance);
                wire.write(packet.message, out);
                out.writeBoolean(packet.beside.isPresent());
                if (packet.beside.isPresent() && beside != null) {
                    beside.write(type.cast(packet.beside.get()), out);
                }
            }

            @Override
            public Packet<M> read(DataInput in) throws IOException {
                String instance = in.readUTF();
                M message = wire.read(in);
                return new Packet<>(
                        instance,
                        message,
                        in.readBoolean() && beside != null ? Optional.of(beside.read(in)) : Optional.empty());
            }
        };
    }
}
