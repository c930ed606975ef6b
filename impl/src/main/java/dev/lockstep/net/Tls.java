package dev.lockstep.net;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;

/**
 * Configures mutual TLS: both ends of a connection show a certificate. The process's name must be among the certificate's DNS names
 * (subject alternative names).
 *
 * @param keyStore a key store with one private key, its certificate, and the certificates that are trusted to sign those of the peers
 * @param password the password of the private key
 */
public record Tls(KeyStore keyStore, char[] password) {
    private static final int DNS_NAME = 2;

    /** @throws IllegalArgumentException the key store lacks the key, or a trusted certificate */
    public Tls {
        try {
            boolean hasKey = false;
            boolean hasTrusted = false;
            for (String alias : Collections.list(keyStore.aliases())) {
                hasKey |= keyStore.isKeyEntry(alias);
                hasTrusted |= keyStore.isCertificateEntry(alias);
            }
            if (!hasKey || !hasTrusted) {
                throw new IllegalArgumentException(
                        "the key store has no " + (hasKey ? "trusted certificate" : "private key"));
            }
        } catch (KeyStoreException e) {
            throw new IllegalArgumentException("the key store has not been loaded", e);
        }
    }

    /** Reads the identity from a PKCS#12 file. */
    public static Tls load(Path file, char[] password) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keyStore = KeyStore.getInstance("PKCS12");
            keyStore.load(in, password);
            return new Tls(keyStore, password);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is not a usable PKCS#12 key store: " + e.getMessage(), e);
        }
    }

    SslContext server() throws IOException {
        try {
            return SslContextBuilder.forServer(keys())
                    .trustManager(trusted())
                    .clientAuth(ClientAuth.REQUIRE)
                    .protocols("TLSv1.3")
                    .build();
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    SslContext client() throws IOException {
        try {
            return SslContextBuilder.forClient()
                    .keyManager(keys())
                    .trustManager(trusted())
                    .protocols("TLSv1.3")
                    // Peers are known by name, not by host: requireName checks it, on both ends alike.
                    .endpointIdentificationAlgorithm(null)
                    .build();
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private static IOException unusable(GeneralSecurityException e) {
        return new IOException("the key store cannot be used for TLS: " + e.getMessage(), e);
    }

    private KeyManagerFactory keys() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore, password);
        return keys;
    }

    private TrustManagerFactory trusted() throws GeneralSecurityException {
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keyStore);
        return trusted;
    }

    /**
     * Checks the name in the other end's certificate.
     *
     * @throws IOException the certificate is not that of the process of this name
     */
    static void requireName(SSLSession session, String name) throws IOException {
        try {
            X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null || !names.contains(List.of(DNS_NAME, name))) {
                throw new IOException("the certificate of " + certificate.getSubjectX500Principal()
                        + " does not have the DNS name " + name);
            }
        } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
            throw new IOException("no certificate that names " + name + ": " + e.getMessage(), e);
        }
    }
}
