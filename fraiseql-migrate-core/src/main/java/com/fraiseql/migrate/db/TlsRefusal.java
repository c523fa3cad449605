// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import com.fraiseql.migrate.failure.FailureCode;
import java.io.FileNotFoundException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The connection was to be encrypted, and could not: files that are missing or unreadable, certificates that do not
 * fit.
 */
final class TlsRefusal {

    private static final String NO_ROOT = "Could not open SSL root certificate file {0}.";
    private static final String BAD_ROOT = "Loading the SSL root certificate {0} into a TrustManager failed.";
    private static final String NO_CERTIFICATE = "Could not open SSL certificate file {0}.";
    private static final String BAD_CERTIFICATE = "Loading the SSL certificate {0} into a KeyManager failed.";
    private static final String NO_KEY = "Could not read SSL key file {0}.";
    private static final String SEALED_KEY = "Could not decrypt SSL key file {0}.";
    private static final String OPEN_KEY =
            "private key file \"{0}\" has group or world access; file must have permissions u=rw (0600) or less if "
                    + "owned by the"
                    + " current user, or permissions u=rw,g=r (0640) or less if owned by root. Current permissions: "
                    + "{1}";
    private static final String HOST = "The hostname {0} could not be verified by hostnameverifier {1}.";
    private static final List<String> NO_GSS = List.of(
            "The server does not support GSS Encoding.",
            "The server does not support GSS Encryption.",
            "An error occurred while setting up the GSS Encoded connection.");

    private TlsRefusal() {}

    static @Nullable ConnectFailure of(SQLException sql, Throwable cause) {
        ConnectFailure files = files(new DriverText(sql.getMessage()), sql, cause);
        return files != null ? files : handshake(new DriverText(sql.getMessage()), sql, cause);
    }

    private static @Nullable ConnectFailure files(DriverText said, SQLException sql, Throwable cause) {
        if (said.is(NO_ROOT)) {
            return configuration(
                    "The file with the trusted root certificates cannot be opened: " + said.argument(NO_ROOT) + why(sql)
                            + ".",
                    "Put the certificate of the server's authority there, or name its file with sslrootcert; "
                            + "without one, only sslmode=require and weaker can connect.",
                    cause);
        }
        if (said.is(BAD_ROOT)) {
            return configuration(
                    "The file with the trusted root certificates holds none in PEM form: " + said.argument(BAD_ROOT)
                            + ".",
                    "Name a file with -----BEGIN CERTIFICATE----- in it (sslrootcert).",
                    cause);
        }
        if (said.is(NO_CERTIFICATE)) {
            return configuration(
                    "The client's certificate cannot be opened: " + said.argument(NO_CERTIFICATE) + why(sql) + ".",
                    "Correct the path (sslcert) and see to it that this process may read the file.",
                    cause);
        }
        if (said.is(BAD_CERTIFICATE) || said.is("Could not load cert chain")) {
            return configuration(
                    "The file with the client's certificate (sslcert) is not an X.509 certificate in PEM form.",
                    "Name a file with -----BEGIN CERTIFICATE----- in it (sslcert).",
                    cause);
        }
        if (said.is(OPEN_KEY)) {
            return configuration(
                    "Others may read the client's private key " + said.argument(OPEN_KEY)
                            + ", so the driver does not use it.",
                    "Run chmod 600 on it.",
                    cause);
        }
        if (said.is(SEALED_KEY) || said.is("Could not read password for SSL key file, console is not available.")) {
            return configuration(
                    "The client's private key cannot be decrypted.",
                    "Correct the passphrase (sslpassword), or give a key without one (sslkey).",
                    cause);
        }
        if (said.is(NO_KEY)
                || said.is("Could not load the private key")
                || ConnectFailure.cause(sql, NoSuchAlgorithmException.class) != null) {
            boolean missing = ConnectFailure.cause(sql, FileNotFoundException.class) != null;
            return configuration(
                    missing
                            ? "The client's private key cannot be opened: " + said.argument(NO_KEY) + why(sql) + "."
                            : "The driver cannot read the client's private key (sslkey) in the form that it has.",
                    missing
                            ? "Correct the path (sslkey) and see to it that this process may read the file."
                            : "Convert it to PKCS#8 in DER form: openssl pkcs8 -topk8 -nocrypt -outform DER -in "
                                    + "client.key -out client.pk8.",
                    cause);
        }
        return null;
    }

    private static @Nullable ConnectFailure handshake(DriverText said, SQLException sql, Throwable cause) {
        if (said.is("The server does not support SSL.")) {
            return unreachable(
                    "The server does not offer TLS, which the connection asks for (sslmode).",
                    "Turn ssl on at the server, or set sslmode=prefer where the network between is trusted.",
                    cause);
        }
        if (said.isOneOf(NO_GSS)) {
            return unreachable(
                    "The server does not offer GSSAPI encryption, which the connection asks for (gssencmode).",
                    "Set gssencmode (gssEncMode in a JDBC URL) to prefer or disable, or set up Kerberos at both ends.",
                    cause);
        }
        if (said.is(HOST)) {
            return unreachable(
                    "The server's certificate is not for the host " + said.argument(HOST)
                            + ", so this may be another server.",
                    "Connect by a name that the certificate holds, or have one issued for this name; "
                            + "sslmode=verify-ca does not compare names.",
                    cause);
        }
        if (ConnectFailure.cause(sql, CertificateExpiredException.class) != null
                || ConnectFailure.cause(sql, CertificateNotYetValidException.class) != null) {
            return unreachable(
                    "The server's certificate is not valid at this time: it has expired, or is not valid yet.",
                    "Renew the server's certificate, or correct the clock of this machine.",
                    cause);
        }
        if (ConnectFailure.cause(sql, CertPathBuilderException.class) != null
                || ConnectFailure.cause(sql, CertPathValidatorException.class) != null) {
            return unreachable(
                    "The server's certificate is not signed by an authority that the connection trusts.",
                    "Name the file with the authority's certificate with sslrootcert (~/.postgresql/root.crt "
                            + "without it).",
                    cause);
        }
        SSLException tls = ConnectFailure.cause(sql, SSLException.class);
        if (tls != null) {
            String message = ConnectFailure.firstLine(tls.getMessage());
            return unreachable(
                    "No encrypted connection could be agreed on with the server: " + message + ".",
                    message.contains("certificate")
                            ? "Give a client certificate that the server trusts (sslcert, sslkey); the server's log "
                                    + "says more."
                            : "Check that the port is PostgreSQL's and that both ends have a TLS version in common; "
                                    + "the server's log says more.",
                    cause);
        }
        return null;
    }

    /** The part of the reason that Java puts in brackets: {@code  (No such file or directory)}. */
    private static String why(Throwable failure) {
        FileNotFoundException missing = ConnectFailure.cause(failure, FileNotFoundException.class);
        String message = missing == null ? "" : String.valueOf(missing.getMessage());
        int bracket = message.lastIndexOf(" (");
        return bracket < 0 ? "" : message.substring(bracket);
    }

    private static ConnectFailure configuration(String what, String action, Throwable cause) {
        return new ConnectFailure(FailureCode.BAD_CONFIGURATION, what, action, cause);
    }

    private static ConnectFailure unreachable(String what, String action, Throwable cause) {
        return new ConnectFailure(FailureCode.UNREACHABLE, what, action, cause);
    }
}
