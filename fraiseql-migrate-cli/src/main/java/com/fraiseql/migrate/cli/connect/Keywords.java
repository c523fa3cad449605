// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import java.util.Locale;
import java.util.Map;

/** libpq's connection keywords, the variables that stand for them, and what the driver calls them. */
final class Keywords {

    /** The variables of libpq, and the keyword that each one is the default of. */
    static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("PGHOST", "host"),
            Map.entry("PGHOSTADDR", "hostaddr"),
            Map.entry("PGPORT", "port"),
            Map.entry("PGDATABASE", "dbname"),
            Map.entry("PGUSER", "user"),
            Map.entry("PGPASSWORD", "password"),
            Map.entry("PGPASSFILE", "passfile"),
            Map.entry("PGREQUIREAUTH", "require_auth"),
            Map.entry("PGCHANNELBINDING", "channel_binding"),
            Map.entry("PGOPTIONS", "options"),
            Map.entry("PGAPPNAME", "application_name"),
            Map.entry("PGSSLMODE", "sslmode"),
            Map.entry("PGREQUIRESSL", "requiressl"),
            Map.entry("PGSSLNEGOTIATION", "sslnegotiation"),
            Map.entry("PGSSLCERT", "sslcert"),
            Map.entry("PGSSLKEY", "sslkey"),
            Map.entry("PGSSLROOTCERT", "sslrootcert"),
            Map.entry("PGSSLCRL", "sslcrl"),
            Map.entry("PGSSLCRLDIR", "sslcrldir"),
            Map.entry("PGGSSENCMODE", "gssencmode"),
            Map.entry("PGKRBSRVNAME", "krbsrvname"),
            Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
            Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
            Map.entry("PGLOADBALANCEHOSTS", "load_balance_hosts"));

    /** Keywords that mean the same to the driver, under its name. */
    private static final Map<String, String> DRIVER_NAMES = Map.ofEntries(
            Map.entry("application_name", "ApplicationName"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("connect_timeout", "connectTimeout"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("krbsrvname", "kerberosServerName"),
            Map.entry("options", "options"),
            Map.entry("require_auth", "requireAuth"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("sslpassword", "sslpassword"),
            Map.entry("sslrootcert", "sslrootcert"));

    private Keywords() {}

    /**
     * Puts a keyword of libpq among the driver's properties.
     *
     * @return whether libpq has such a keyword
     */
    static boolean toDriver(String keyword, String value, Map<String, String> properties) {
        String name = DRIVER_NAMES.get(keyword);
        if (name != null) {
            properties.put(name, value);
            return true;
        }
        switch (keyword) {
            case "target_session_attrs" -> properties.put("targetServerType", targetServerType(value));
            case "load_balance_hosts" ->
                properties.put(
                        "loadBalanceHosts",
                        String.valueOf(value.toLowerCase(Locale.ROOT).equals("random")));
            case "keepalives" -> properties.put("tcpKeepAlive", String.valueOf(!value.equals("0")));
            case "requiressl" -> {
                if (value.equals("1")) {
                    properties.putIfAbsent("sslmode", "require");
                }
            }
            case "sslcrl", "sslcrldir" ->
                throw new ConnectionProblem(
                        "The driver cannot check certificates against a revocation list (" + keyword + ")",
                        "Leave it out, or connect through something that checks it.");
            // the driver speaks UTF-8 only, sets its own pace of keepalives, and names no fallback application
            case "client_encoding",
                    "fallback_application_name",
                    "keepalives_idle",
                    "keepalives_interval",
                    "keepalives_count",
                    "tcp_user_timeout",
                    "sslcompression",
                    "sslsni",
                    "ssl_min_protocol_version",
                    "ssl_max_protocol_version",
                    "gsslib",
                    "gssdelegation",
                    "requirepeer" -> {}
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String targetServerType(String value) {
        return switch (value) {
            case "any" -> "any";
            case "read-write", "primary" -> "primary";
            case "read-only", "standby" -> "secondary";
            case "prefer-standby" -> "preferSecondary";
            default ->
                throw new ConnectionProblem(
                        "target_session_attrs cannot be \"" + value + "\"",
                        "Say any, read-write, primary, read-only, standby or prefer-standby.");
        };
    }
}
