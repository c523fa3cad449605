// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.testsupport.Certificates;
import com.fraiseql.migrate.testsupport.CrashServer;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Every way in which a connection can be refused has a sentence of its own, on a server with TLS and a strict
 * pg_hba.conf.
 */
class ConnectFailureTests {

    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static CrashServer server;

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @BeforeAll
    static void start() throws IOException {
        DRIVER.setLevel(Level.OFF);
        Certificates own = Certificates.create(
                directory, "localhost", "-keyalg", "RSA", "-keysize", "2048", "-ext", "san=dns:localhost");
        Path hba = Files.writeString(directory.resolve("pg_hba.conf"), """
                local all all trust
                hostssl all c_certificate all cert
                hostssl all c_encrypted all trust
                host all c_password,c_expired all scram-sha-256
                host all c_ident all ident
                host all c_nologin,c_limited,c_poor,c_missing all trust
                host all postgres all trust
                """);
        server = CrashServer.start(Map.of(
                "ssl", "on",
                "ssl_cert_file", own.certificate().toString(),
                "ssl_key_file", own.key().toString(),
                "ssl_ca_file", own.certificate().toString(),
                "hba_file", hba.toString()));
        database = server.createDatabase();
        database.execute(
                "CREATE ROLE c_certificate LOGIN",
                "CREATE ROLE c_encrypted LOGIN",
                "CREATE ROLE c_ident LOGIN",
                "CREATE ROLE c_password LOGIN PASSWORD 'right'",
                "CREATE ROLE c_expired LOGIN PASSWORD 'right' VALID UNTIL '2020-01-01'",
                "CREATE ROLE c_nologin",
                "CREATE ROLE c_poor LOGIN",
                "CREATE ROLE c_limited LOGIN CONNECTION LIMIT 1",
                "CREATE DATABASE closed",
                "ALTER DATABASE closed ALLOW_CONNECTIONS false",
                "CREATE DATABASE private",
                "REVOKE CONNECT ON DATABASE private FROM PUBLIC",
                "CREATE DATABASE full_up CONNECTION LIMIT 0");
        Files.copy(own.certificate(), directory.resolve("root.crt"));
        Certificates other = Certificates.create(directory, "other", "-keyalg", "RSA", "-keysize", "2048");
        Files.copy(other.certificate(), directory.resolve("other-root.crt"));
        Files.writeString(directory.resolve("nonsense"), "nonsense");
        Certificates.secret(directory.resolve("secret-nonsense"), "nonsense");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    private static MigrateException refused(String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        try (Session session = Session.open(dataSource)) {
            throw new AssertionError("connected: " + session.pid());
        } catch (MigrateException e) {
            assertThat(e.render()).contains("\nAction: ").doesNotContain("Exception", "..", "hunter2");
            return e;
        }
    }

    private static String url(String host, String name, String parameters) {
        String url = "jdbc:postgresql://" + host + ":" + server.port() + "/" + name + "?"
                + parameters.replace("DIR", URLEncoder.encode(directory.toString(), StandardCharsets.UTF_8));
        return parameters.contains("user=") ? url : url + "&user=postgres";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user=c_password&password=wrong | AUTHENTICATION | did not accept the password | VALID UNTIL",
                "user=c_expired&password=right | AUTHENTICATION | did not accept the password | a password that has "
                        + "expired",
                "user=c_password | AUTHENTICATION | asks for a password, and there is none | PGPASSWORD",
                "user=c_password&password= | AUTHENTICATION | asks for a password, and there is none | PGPASSWORD",
                "user=c_nologin | AUTHENTICATION | role \"c_nologin\" is not permitted to log in | ALTER ROLE … LOGIN",
                "user=c_missing | AUTHENTICATION | role \"c_missing\" does not exist | Create the role",
                "user=c_stranger | AUTHENTICATION | pg_hba.conf does not allow this connection: no pg_hba.conf "
                        + "entry | hostssl",
                "user=c_encrypted&sslmode=disable | AUTHENTICATION | no encryption | sslmode=require",
                "user=c_certificate&sslmode=require | AUTHENTICATION | asks for a client certificate | sslcert",
                "user=c_ident | AUTHENTICATION | compares the database user with the operating system's | "
                        + "pg_ident.conf",
                "user=c_password&password=right&channelBinding=require&sslmode=disable | AUTHENTICATION | channel "
                        + "binding | TLS",
                "channelBinding=require | AUTHENTICATION | channel binding | channelBinding",
                "user=c_password&password=right&requireAuth=md5 | AUTHENTICATION | does not allow | pg_hba.conf",
                "options=-c%20nosuch%3D1 | BAD_CONFIGURATION | unrecognized configuration parameter \"nosuch\" | "
                        + "PGOPTIONS",
                "user=c_poor&options=-c%20log_statement%3Dall | BAD_CONFIGURATION | permission denied to set "
                        + "parameter | PGOPTIONS",
                "options=--frob | BAD_CONFIGURATION | --frob requires a value | PGOPTIONS",
                "options=-c%20work_mem%3Dlots | BAD_CONFIGURATION | invalid value for parameter \"work_mem\" | "
                        + "PGOPTIONS",
                "sslmode=requre | BAD_CONFIGURATION | Invalid sslmode value: requre | Correct it",
                "targetServerType=master2 | BAD_CONFIGURATION | master2 | Correct it",
                "channelBinding=always | BAD_CONFIGURATION | always | Correct it",
                "gssEncMode=always | BAD_CONFIGURATION | always | Correct it",
                "connectTimeout=abc | BAD_CONFIGURATION | connectTimeout parameter value must be an integer but "
                        + "was: abc | Correct",
                "gssEncMode=require | UNREACHABLE | does not offer GSSAPI encryption | prefer or disable",
                "targetServerType=secondary | UNREACHABLE | None of the hosts is a server of the kind | primary",
                "sslmode=verify-ca&sslrootcert=DIR/none.crt | BAD_CONFIGURATION | DIR/none.crt (No such file | "
                        + "sslrootcert",
                "sslmode=verify-ca&sslrootcert=DIR/nonsense | BAD_CONFIGURATION | DIR/nonsense | BEGIN CERTIFICATE",
                "sslmode=verify-full&sslrootcert=DIR/other-root.crt | UNREACHABLE | not signed by an authority | "
                        + "sslrootcert",
                "sslmode=require&sslcert=DIR/none&sslkey=DIR/none.key&user=c_certificate | BAD_CONFIGURATION | "
                        + "DIR/none (No | sslcert",
                "sslmode=require&sslcert=DIR/nonsense&sslkey=DIR/localhost.key&user=c_certificate | "
                        + "BAD_CONFIGURATION | not an X.509 | BEGIN",
                "sslmode=require&sslcert=DIR/root.crt&sslkey=DIR/none.key&user=c_certificate | BAD_CONFIGURATION | "
                        + "DIR/none.key (No | sslkey",
                "sslmode=require&sslcert=DIR/root.crt&sslkey=DIR/nonsense&user=c_certificate | BAD_CONFIGURATION | "
                        + "Others may read | chmod 600",
                "sslmode=require&sslcert=DIR/root.crt&sslkey=DIR/secret-nonsense&user=c_certificate | "
                        + "BAD_CONFIGURATION | private key | openssl",
            })
    void eachRefusalHasItsSentence(String parameters, FailureCode code, String says, String action) {
        MigrateException failure = refused(url("localhost", database.name(), parameters));
        assertThat(failure.code()).as(failure.render()).isEqualTo(code);
        assertThat(failure.what()).contains(says.replace("DIR", directory.toString()));
        assertThat(failure.action()).contains(action);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nowhere | UNREACHABLE | database \"nowhere\" does not exist | Create the database",
                "closed | UNREACHABLE | does not accept connections | ALLOW_CONNECTIONS",
                "private | INSUFFICIENT_PRIVILEGE | permission denied for database \"private\" | GRANT CONNECT",
                "full_up | UNREACHABLE | too many connections for database \"full_up\" | ALTER DATABASE",
            })
    void aDatabaseThatCannotBeConnectedToIsNamed(String name, FailureCode code, String says, String action) {
        MigrateException failure = refused(url("localhost", name, "user=c_poor"));
        assertThat(failure.code()).as(failure.render()).isEqualTo(code);
        assertThat(failure.what()).contains(says);
        assertThat(failure.action()).contains(action);
    }

    @Test
    void aRoleWithoutAConnectionLeftIsNamed() throws SQLException {
        String url = url("localhost", database.name(), "user=c_limited");
        try (Connection first = DriverManager.getConnection(url)) {
            assertThat(first.isClosed()).isFalse();
            MigrateException failure = refused(url);
            assertThat(failure.what()).contains("too many connections for role \"c_limited\"");
            assertThat(failure.action()).contains("ALTER ROLE");
        }
    }

    @Test
    void aCertificateForAnotherHostIsSaid() {
        MigrateException failure =
                refused(url("127.0.0.1", database.name(), "sslmode=verify-full&sslrootcert=DIR/root.crt"));
        assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(failure.what()).contains("certificate is not for the host 127.0.0.1");
    }

    @Test
    void aServerWithoutTlsIsSaid() {
        MigrateException failure = refused(WithoutTls.url() + "&sslmode=require");
        assertThat(failure.code()).as(failure.render()).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(failure.what()).contains("does not offer TLS");
    }

    @Test
    void aUserBeforeTheHostOfAJdbcUrlIsNotShown() {
        MigrateException failure = refused("jdbc:postgresql://tom:hunter2@localhost:1/d");
        assertThat(failure.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
        assertThat(failure.what()).contains("a user before the host");
    }

    @Test
    void anotherKindOfServerIsSaid() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            answer(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
            assertThat(refused("jdbc:postgresql://localhost:" + socket.getLocalPort() + "/d")
                            .what())
                    .contains("does not speak PostgreSQL's protocol");
        }
    }

    @Test
    void aConnectionThatIsClosedAtOnceIsSaid() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            answer(socket, "");
            assertThat(refused("jdbc:postgresql://localhost:" + socket.getLocalPort() + "/d")
                            .what())
                    .contains("closed before the login was over");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the database system is starting up",
                "the database system is shutting down",
                "the database system is in recovery mode",
                "the database system is not yet accepting connections"
            })
    void aServerThatStartsOrStopsIsSaid(String message) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            String fields = "SFATAL\0VFATAL\0C57P03\0M" + message + "\0\0";
            answer(socket, "E\0\0\0" + (char) (fields.length() + 4) + fields);
            MigrateException failure =
                    refused("jdbc:postgresql://localhost:" + socket.getLocalPort() + "/d?sslmode=disable");
            assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE);
            assertThat(failure.what())
                    .isEqualTo("The server does not accept connections at the moment: " + message + ".");
            assertThat(failure.action()).contains("pg_isready");
        }
    }

    @Test
    void aServerThatNeverAnswersIsSaid() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            String url = "jdbc:postgresql://localhost:" + socket.getLocalPort() + "/d";
            assertThat(refused(url + "?connectTimeout=1&socketTimeout=1").what())
                    .contains("did not answer in time");
            assertThat(refused(url + "?loginTimeout=1").what()).contains("did not answer in time");
        }
    }

    @Test
    void theLanguageOfTheJvmDoesNotMatter() {
        Locale.setDefault(Locale.GERMAN);
        assertThat(refused(url("localhost", database.name(), "user=c_password")).what())
                .isEqualTo("The server asks for a password, and there is none.");
    }

    @Test
    void aMessageOfTheDriverIsRecognisedInEachOfItsLanguages() {
        assertThatThrownBy(() -> DriverManager.getConnection(url("localhost", database.name(), "sslmode=requre")))
                .satisfies(e -> assertThat(new DriverText(e.getMessage()).is("Invalid sslmode value: {0}"))
                        .isTrue());
        assertThat(new DriverText("Could not open SSL root certificate file /a.b/root.crt.")
                        .argument("Could not open SSL root certificate file {0}."))
                .isEqualTo("/a.b/root.crt");
        assertThat(new DriverText("something else").is("Invalid sslmode value: {0}"))
                .isFalse();
        assertThat(new DriverText(null).is("Invalid sslmode value: {0}")).isFalse();
    }

    private static void answer(ServerSocket socket, String text) {
        Thread thread = new Thread(() -> {
            while (true) {
                try (Socket connection = socket.accept()) {
                    connection.getInputStream().read(new byte[100]);
                    connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** A server without TLS: the protocol's answer to SSLRequest is one letter. */
    private static final class WithoutTls {

        static String url() {
            try {
                ServerSocket socket = new ServerSocket(0);
                answer(socket, "N");
                return "jdbc:postgresql://localhost:" + socket.getLocalPort() + "/d?user=u";
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
