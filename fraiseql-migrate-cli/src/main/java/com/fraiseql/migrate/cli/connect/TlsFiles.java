// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import com.fraiseql.migrate.url.ConnectionProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * libpq's files for TLS (PostgreSQL manual, 34.19 "SSL Support"): {@code root.crt}, {@code postgresql.crt} and
 * {@code postgresql.key} in {@code ~/.postgresql}, and what their presence means. The driver looks for other names,
 * in the home directory of the password database.
 */
final class TlsFiles {

    private TlsFiles() {}

    /**
     * Completes the driver's properties.
     *
     * @param libpq whether the URL is libpq's, or there is none; a JDBC URL keeps the driver's rules
     */
    static void complete(Map<String, String> properties, Path home, boolean libpq) {
        if (properties.containsKey("sslfactory") || "disable".equals(properties.get("sslmode"))) {
            return;
        }
        Path folder = home.resolve(".postgresql");
        if (Files.isRegularFile(folder.resolve("root.crt"))) {
            properties.putIfAbsent("sslrootcert", folder.resolve("root.crt").toString());
        }
        Path certificate = folder.resolve("postgresql.crt");
        Path key = folder.resolve("postgresql.key");
        if (!properties.containsKey("sslkey")
                && Files.isRegularFile(key)
                && (libpq || !Files.exists(folder.resolve("postgresql.pk8")))) {
            properties.put("sslkey", key.toString());
            if (Files.isRegularFile(certificate)) {
                properties.putIfAbsent("sslcert", certificate.toString());
            }
        }
        boolean system = PemTlsFactory.SYSTEM.equals(properties.get("sslrootcert"));
        if (system) {
            properties.putIfAbsent("sslmode", "verify-full");
            if (!properties.get("sslmode").equals("verify-full")) {
                throw new ConnectionProblem(
                        "sslmode=" + properties.get("sslmode") + " is too weak for sslrootcert=system: anyone can get a"
                                + " certificate from one of these authorities.",
                        "Use sslmode=verify-full.");
            }
        } else if (libpq && "require".equals(properties.get("sslmode")) && exists(properties.get("sslrootcert"))) {
            // as libpq: a root certificate is used if it exists
            properties.put("sslmode", "verify-ca");
        }
        String keyFile = properties.get("sslkey");
        if (system || (keyFile != null && PrivateKeyFile.isPem(Path.of(keyFile)))) {
            check(properties);
            properties.put("sslfactory", PemTlsFactory.class.getName());
        }
    }

    private static boolean exists(@Nullable String file) {
        return file != null && Files.isRegularFile(Path.of(file));
    }

    /** Checked before connecting, since the driver would hide the reason. */
    private static void check(Map<String, String> properties) {
        PemTlsFactory.context(
                properties.getOrDefault("sslmode", "prefer"),
                properties.get("sslrootcert"),
                properties.get("sslcert"),
                properties.get("sslkey"),
                properties.get("sslpassword"));
    }
}
