package dev.lockstep.net;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs the certificates of these tests. */
public final class Authority {
    private static final char[] PASSWORD = "secret".toCharArray();

    private final KeyPair keys = keys();
    private final X500Name name;
    private final X509Certificate certificate;
    private int issued = 1;

    public Authority(String name) throws Exception {
        this.name = new X500Name("CN=" + name);
        this.certificate = sign(
                new JcaX509v3CertificateBuilder(
                                this.name,
                                BigInteger.ONE,
                                Date.from(Instant.EPOCH),
                                Date.from(Instant.EPOCH.plus(Duration.ofDays(50_000))),
                                this.name,
                                keys.getPublic())
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true)),
                keys.getPrivate());
    }

    /** A key store for a process: its key, its certificate, and trust in what this authority signs. */
    public Tls identity(String process) throws Exception {
        KeyPair own = keys();
        issued++;
        X509Certificate signed = sign(
                new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.valueOf(issued),
                                Date.from(Instant.EPOCH),
                                Date.from(Instant.EPOCH.plus(Duration.ofDays(50_000))),
                                new X500Name("CN=lockstep test process"),
                                own.getPublic())
                        .addExtension(
                                Extension.subjectAlternativeName,
                                false,
                                new GeneralNames(new GeneralName(GeneralName.dNSName, process))),
                keys.getPrivate());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", own.getPrivate(), PASSWORD, new Certificate[] {signed, certificate});
        store.setCertificateEntry("authority", certificate);
        return new Tls(store, PASSWORD);
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }
}
