package dev.lockstep.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a key store, both ends of a connection must show a certificate that names them. */
@Timeout(180)
class TlsTest {
    private Authority authority;
    private final List<End> ends = new ArrayList<>();

    @BeforeEach
    void found() throws Exception {
        authority = new Authority("the group's authority");
    }

    @AfterEach
    void close() {
        ends.forEach(End::close);
    }

    private End end(TcpConfig config) throws IOException, InterruptedException {
        End end = new End(config);
        ends.add(end);
        return end;
    }

    @Test
    void processesWithCertificatesOfTheirNamesTalk() throws Exception {
        End a = end(End.config("a", "b").withTls(authority.identity("a")));
        End b = end(End.config("b", "a").withTls(authority.identity("b")));
        a.connect("b", b.address());
        b.connect("a", a.address());

        a.say("b", 1);
        b.say("a", 2);

        assertThat(End.next(b.words)).isEqualTo(new Word.Say("a", 1, "x"));
        assertThat(End.next(a.words)).isEqualTo(new Word.Say("b", 2, "x"));
    }

    @Test
    void aConnectionThatWasCutIsAuthenticatedAnew() throws Exception {
        End a = end(End.config("a", "b").withTls(authority.identity("a")));
        End b = end(End.config("b", "a").withTls(authority.identity("b")));
        a.connect("b", b.address());
        for (int i = 0; i < 5; i++) {
            a.say("b", i);
            assertThat(End.next(b.words)).isEqualTo(new Word.Say("a", i, "x"));
            b.transport.cut("a");
        }

        assertThat(a.transport.connections()).isGreaterThanOrEqualTo(2); // a cut takes its time
    }

    @Test
    void aPeerWithTheCertificateOfAnotherIsRefused() throws Exception {
        End a = end(End.config("a", "b").withTls(authority.identity("a")));
        End impostor = end(End.config("b", "a").withTls(authority.identity("c")));
        impostor.connect("a", a.address());
        impostor.say("a", 1);

        assertThat(End.next(a.troubles))
                .isEqualTo("a refuses b: the certificate of CN=lockstep test process does not have the DNS name b");
        assertThat(End.next(impostor.troubles)).startsWith("b is refused by a: the certificate of");
        assertThat(a.words).isEmpty();
    }

    @Test
    void nothingIsSentToAProcessWithTheCertificateOfAnother() throws Exception {
        End a = end(End.config("a", "b").withTls(authority.identity("a")));
        End impostor = end(End.config("b", "a").withTls(authority.identity("c")));
        a.connect("b", impostor.address());
        a.say("b", 1);

        assertThat(End.next(a.troubles))
                .isEqualTo("a refuses b: the certificate of CN=lockstep test process does not have the DNS name b");
        assertThat(impostor.words).isEmpty();
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
        End a = end(End.config("a", "b").withTls(authority.identity("a")));
        End outsider = end(End.config("b", "a").withTls(new Authority("another authority").identity("b")));
        outsider.connect("a", a.address());
        a.connect("b", outsider.address());
        outsider.say("a", 1);
        a.say("b", 1);

        assertThat(End.next(a.troubles)).contains("cannot talk TLS with");
        assertThat(End.next(outsider.troubles)).contains("cannot talk TLS with");
        assertThat(a.words).isEmpty();
        assertThat(outsider.words).isEmpty();
    }

    @Test
    void aPeerWithoutTlsIsNotListenedTo() throws Exception {
        End a = end(End.config("a", "b").withTls(authority.identity("a")));

        try (Stranger stranger = new Stranger(a.address())) {
            stranger.hello("b", "a");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(stranger::answer)
                    .isInstanceOfAny(EOFException.class, SocketException.class);
        }
        assertThat(End.next(a.troubles)).startsWith("a cannot talk TLS with somebody: ");
    }

    @Test
    void aKeyStoreIsReadFromItsFile(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("a.p12");
        KeyStore store = authority.identity("a").keyStore();
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "secret".toCharArray());
        }
        End a = end(End.config("a", "b").withTls(Tls.load(file, "secret".toCharArray())));
        End b = end(End.config("b", "a").withTls(authority.identity("b")));
        a.transport.connect(Map.of("b", b.address()));

        a.say("b", 1);

        assertThat(End.next(b.words)).isEqualTo(new Word.Say("a", 1, "x"));
        assertThatIOException().isThrownBy(() -> Tls.load(file, "wrong".toCharArray()));
    }

    @Test
    void aKeyStoreWithoutAKeyOrWithoutTrustIsNotTaken() throws Exception {
        KeyStore store = authority.identity("a").keyStore();
        store.deleteEntry("authority");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tls(store, "secret".toCharArray()))
                .withMessage("the key store has no trusted certificate");
        store.deleteEntry("own");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tls(store, "secret".toCharArray()))
                .withMessage("the key store has no private key");
    }

    @Test
    void aWrongPasswordOfTheKeyIsSaidAtTheStart() throws Exception {
        Tls identity = new Tls(authority.identity("a").keyStore(), "wrong".toCharArray());

        assertThatIOException()
                .isThrownBy(() -> end(End.config("a", "b").withTls(identity)))
                .withMessageStartingWith("the key store cannot be used for TLS: ");
    }
}
