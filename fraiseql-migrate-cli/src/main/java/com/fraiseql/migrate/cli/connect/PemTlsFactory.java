// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import com.fraiseql.migrate.url.ConnectionProblem;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.NonValidatingFactory.NonValidatingTM;
import org.postgresql.ssl.WrappedFactory;

/**
 * TLS with files that the driver cannot read itself: keys in the forms of {@link PrivateKeyFile}, and
 * {@code sslrootcert=system}. The driver makes one from its properties; the driver still checks the host name.
 */
public final class PemTlsFactory extends WrappedFactory {

    static final String SYSTEM = "system";

    public PemTlsFactory(Properties properties) {
        factory = context(
                        properties.getProperty("sslmode", "prefer"),
                        properties.getProperty("sslrootcert"),
                        properties.getProperty("sslcert"),
                        properties.getProperty("sslkey"),
                        properties.getProperty("sslpassword"))
                .getSocketFactory();
    }

    /** Reports every problem with the files here. */
    static SSLContext context(
            String mode,
            @Nullable String root,
            @Nullable String certificate,
            @Nullable String key,
            @Nullable String passphrase) {
        try {
            KeyManager[] keys = certificate == null || key == null
                    ? null
                    : new KeyManager[] {
                        new OneKey(
                                certificates(Path.of(certificate), "client's certificate", "sslcert"),
                                PrivateKeyFile.read(Path.of(key), passphrase))
                    };
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust(mode, root), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConnectionProblem(
                    "The files for TLS cannot be used: " + e.getMessage() + ".",
                    "Correct sslrootcert, sslcert and sslkey.");
        }
    }

    private static TrustManager[] trust(String mode, @Nullable String root)
            throws GeneralSecurityException, IOException {
        if (!mode.startsWith("verify-")) {
            return new TrustManager[] {new NonValidatingTM()};
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (SYSTEM.equals(root)) {
            trust.init((KeyStore) null);
        } else {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate one :
                    certificates(Path.of(String.valueOf(root)), "trusted root certificate", "sslrootcert")) {
                store.setCertificateEntry("root" + number++, one);
            }
            trust.init(store);
        }
        return trust.getTrustManagers();
    }

    private static List<X509Certificate> certificates(Path file, String what, String parameter) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (!all.isEmpty()) {
                return all.stream().map(X509Certificate.class::cast).toList();
            }
        } catch (IOException e) {
            throw new ConnectionProblem(
                    "The file with the " + what + " cannot be opened: " + file + ".",
                    "Correct the path (" + parameter + "), and make sure that this process may read the file.");
        } catch (GeneralSecurityException e) {
            // the same answer as for a file without one
        }
        throw new ConnectionProblem(
                "The file with the " + what + " contains none in PEM form: " + file + ".",
                "Name a file with -----BEGIN CERTIFICATE----- in it (" + parameter + ").");
    }

    /**
     * Presented to every server that asks for a certificate, as libpq does; the server's log says why it refuses one.
     */
    private record OneKey(List<X509Certificate> chain, PrivateKey key) implements X509KeyManager {

        private static final String ALIAS = "client";

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            for (String type : types) {
                if (type.equals(key.getAlgorithm())
                        || type.equals(chain.get(0).getPublicKey().getAlgorithm())) {
                    return ALIAS;
                }
            }
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain.toArray(new X509Certificate[0]);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }

        @Override
        public String toString() {
            return "OneKey";
        }
    }
}
