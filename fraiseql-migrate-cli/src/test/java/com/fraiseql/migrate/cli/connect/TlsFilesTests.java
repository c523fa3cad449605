// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.testsupport.Certificates;
import com.fraiseql.migrate.testsupport.CrashServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client certificates with keys in each form that psql takes, on a server that asks for them. */
class TlsFilesTests {

    private static final String PASSPHRASE = "open-sesame";

    @TempDir
    static Path directory;

    @TempDir
    Path home;

    @SuppressWarnings("NullAway.Init")
    private static CrashServer server;

    private final Map<String, String> env = new HashMap<>();

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        Certificates own = Certificates.create(
                directory, "localhost", "-keyalg", "RSA", "-keysize", "2048", "-ext", "san=dns:localhost");
        Certificates rsa = Certificates.create(directory, "tls_rsa", "-keyalg", "RSA", "-keysize", "2048");
        Certificates ec = Certificates.create(directory, "tls_ec", "-keyalg", "EC", "-groupname", "secp256r1");
        Path hba = Files.writeString(
                directory.resolve("pg_hba.conf"), "hostssl all tls_rsa,tls_ec all cert\nhost all postgres all trust\n");
        Path trusted = Files.writeString(
                directory.resolve("trusted.crt"),
                Files.readString(rsa.certificate()) + Files.readString(ec.certificate()));
        server = CrashServer.start(Map.of(
                "ssl", "on",
                "ssl_cert_file", own.certificate().toString(),
                "ssl_key_file", own.key().toString(),
                "ssl_ca_file", trusted.toString(),
                "hba_file", hba.toString()));
        try (var database = server.createDatabase()) {
            database.execute("CREATE ROLE tls_rsa LOGIN", "CREATE ROLE tls_ec LOGIN");
        }
        byte[] pkcs8 = bytes(rsa.key());
        byte[] pkcs1 = inner(pkcs8);
        Certificates.secret(directory.resolve("pkcs8.key"), Certificates.pem("PRIVATE KEY", pkcs8));
        Certificates.secret(directory.resolve("pkcs1.key"), Certificates.pem("RSA PRIVATE KEY", pkcs1));
        Certificates.secret(
                directory.resolve("pkcs8-sealed.key"), Certificates.pem("ENCRYPTED PRIVATE KEY", sealed(pkcs8)));
        Certificates.secret(directory.resolve("pkcs1-sealed.key"), sealedByOpenSsl(pkcs1));
        Certificates.secret(directory.resolve("ec8.key"), Certificates.pem("PRIVATE KEY", bytes(ec.key())));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void aHome() throws IOException {
        Files.createDirectory(home.resolve(".postgresql"));
    }

    private static byte[] bytes(Path pem) throws IOException {
        return Base64.getMimeDecoder().decode(Files.readString(pem).replaceAll("-----[^-]+-----", ""));
    }

    /** The last element of PKCS#8's sequence, without its tag and its length of three bytes. */
    private static byte[] inner(byte[] pkcs8) {
        int octets = 4 + 3 + 15;
        assertThat(pkcs8[octets]).isEqualTo((byte) 4);
        return Arrays.copyOfRange(pkcs8, octets + 4, pkcs8.length);
    }

    private static byte[] sealed(byte[] pkcs8) throws GeneralSecurityException, IOException {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(PASSPHRASE.toCharArray())));
        byte[] parameters = cipher.getParameters().getEncoded();
        byte[] id = HexFormat.of().parseHex("06092a864886f70d01050d");
        // Java's encoding of them has the name of PBES2 in front, or not
        byte[] scheme = HexFormat.of().formatHex(parameters).contains("2a864886f70d01050d")
                ? parameters
                : Der.wrap(Der.SEQUENCE, id, parameters);
        return Der.wrap(Der.SEQUENCE, scheme, Der.wrap(Der.OCTETS, cipher.doFinal(pkcs8)));
    }

    /** As openssl rsa -aes128 -traditional writes it. */
    private static String sealedByOpenSsl(byte[] pkcs1) throws GeneralSecurityException {
        byte[] iv = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update(PASSPHRASE.getBytes(StandardCharsets.UTF_8));
        byte[] key = md5.digest(Arrays.copyOf(iv, 8));
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        String pem = Certificates.pem("RSA PRIVATE KEY", cipher.doFinal(pkcs1));
        return pem.replaceFirst(
                "\n",
                "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,"
                        + HexFormat.of().withUpperCase().formatHex(iv) + "\n\n");
    }

    private String connect(String url) throws SQLException {
        Surroundings surroundings = new Surroundings(env, home, home, "tina");
        ServerTarget target = TargetResolver.resolve(
                        url.replace("DIR", directory.toString()),
                        surroundings,
                        ProjectConfig.of(surroundings),
                        new ArrayList<>())
                .orElseThrow();
        try (Connection connection = new DriverDataSource(target).getConnection();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT usename || ' ' || ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                                + " WHERE pid = pg_backend_pid()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private String url(String user, String parameters) {
        return "postgres://" + user + "@localhost:" + server.port() + "/postgres?" + parameters;
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs8.key", "pkcs1.key", "pkcs8-sealed.key", "pkcs1-sealed.key"})
    void aKeyInEachFormIsRead(String key) throws SQLException {
        assertThat(connect(url(
                        "tls_rsa",
                        "sslmode=verify-full&sslrootcert=DIR/localhost.crt&sslcert=DIR/tls_rsa.crt&sslpassword="
                                + URLEncoder.encode(PASSPHRASE, StandardCharsets.UTF_8) + "&sslkey=DIR/" + key)))
                .isEqualTo("tls_rsa true");
    }

    @Test
    void anEcKeyIsRead() throws SQLException {
        assertThat(connect(url("tls_ec", "sslmode=require&sslcert=DIR/tls_ec.crt&sslkey=DIR/ec8.key")))
                .isEqualTo("tls_ec true");
    }

    @Test
    void theFilesOfTheHomeDirectoryAreFound() throws IOException, SQLException {
        Path folder = home.resolve(".postgresql");
        Files.copy(directory.resolve("localhost.crt"), folder.resolve("root.crt"));
        Files.copy(directory.resolve("tls_rsa.crt"), folder.resolve("postgresql.crt"));
        Certificates.secret(folder.resolve("postgresql.key"), Files.readString(directory.resolve("pkcs1.key")));
        assertThat(connect(url("tls_rsa", "sslmode=verify-full"))).isEqualTo("tls_rsa true");
        Files.writeString(folder.resolve("root.crt"), Files.readString(directory.resolve("tls_ec.crt")));
        assertThatThrownBy(() -> connect(url("tls_rsa", "sslmode=require")))
                .as("a root certificate that is there counts, as in libpq")
                .isInstanceOf(SQLException.class);
    }

    @Test
    void whatIsWrongWithAKeyIsSaid() throws IOException {
        String start = "sslmode=require&sslcert=DIR/tls_rsa.crt&sslkey=DIR/";
        assertThatThrownBy(() -> connect(url("tls_rsa", start + "pkcs8-sealed.key")))
                .hasMessageContaining("is encrypted, and there is no passphrase");
        assertThatThrownBy(() -> connect(url("tls_rsa", start + "pkcs8-sealed.key&sslpassword=wrong")))
                .hasMessageContaining("The passphrase (sslpassword) does not open")
                .message()
                .doesNotContain("wrong");
        Path open = Files.copy(directory.resolve("pkcs8.key"), home.resolve("open.key"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> connect(url("tls_rsa", "sslmode=require&sslcert=DIR/tls_rsa.crt&sslkey=" + open)))
                .hasMessageContaining("Others may read");
        assertThatThrownBy(() -> connect(url("tls_rsa", "sslmode=require&sslcert=DIR/none.crt&sslkey=DIR/pkcs8.key")))
                .hasMessageContaining("cannot be opened: " + directory + "/none.crt");
        assertThatThrownBy(() -> connect(url("tls_rsa", "sslmode=require&sslcert=DIR/pkcs8.key&sslkey=DIR/pkcs8.key")))
                .hasMessageContaining("contains none in PEM form");
    }

    @Test
    void theAuthoritiesOfTheSystemNeedTheFullCheck() {
        assertThatThrownBy(() -> connect(url("tls_rsa", "sslrootcert=system&sslmode=require")))
                .hasMessageContaining("is too weak for sslrootcert=system");
        assertThatThrownBy(() -> connect(url("tls_rsa", "sslrootcert=system")))
                .as("they do not know this server")
                .isInstanceOf(SQLException.class);
    }
}
