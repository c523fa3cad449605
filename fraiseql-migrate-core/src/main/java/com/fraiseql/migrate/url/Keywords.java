// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.url;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** libpq's connection keywords, the variables that stand for them, and what the driver calls them. */
public final class Keywords {

    /** The variables of libpq, and the keyword that each one is the default of. */
    public static final Map<String, String> VARIABLES = Map.ofEntries(
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
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("krbsrvname", "kerberosServerName"),
            Map.entry("options", "options"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("sslpassword", "sslpassword"),
            Map.entry("sslrootcert", "sslrootcert"));

    /**
     * What the driver needs not be told: it speaks UTF-8 only, sets its own pace of keepalives, and names no fallback
     * application.
     */
    private static final Set<String> LEFT_OUT = Set.of(
            "client_encoding",
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
            "requirepeer");

    /** The values of keywords that have only a few, as libpq checks them. */
    private static final Map<String, List<String>> VALUES = Map.of(
            "sslmode", List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
            "channel_binding", List.of("disable", "prefer", "require"),
            "gssencmode", List.of("disable", "prefer", "require"),
            "sslnegotiation", List.of("postgres", "direct"),
            "load_balance_hosts", List.of("disable", "random"),
            "target_session_attrs", List.of("any", "read-write", "read-only", "primary", "standby", "prefer-standby"));

    private static final Set<String> LOGINS = Set.of("password", "md5", "gss", "sspi", "scram-sha-256", "none");

    private Keywords() {}

    /** Whether libpq has such a keyword. */
    static boolean known(String keyword) {
        return DRIVER_NAMES.containsKey(keyword)
                || LEFT_OUT.contains(keyword)
                || VALUES.containsKey(keyword)
                || VARIABLES.containsValue(keyword)
                || List.of("keepalives", "service", "ssl").contains(keyword);
    }

    /**
     * Puts a keyword of libpq among the driver's properties.
     *
     * @param said where the value stands, for an error: {@code PGSSLMODE}
     * @return whether libpq has such a keyword
     */
    public static boolean toDriver(String keyword, String value, String said, Map<String, String> properties) {
        List<String> values = VALUES.get(keyword);
        if (values != null && !values.contains(value)) {
            throw new ConnectionProblem(
                    said + " cannot be \"" + value + "\".", "Use one of " + String.join(", ", values) + ".");
        }
        switch (keyword) {
            case "target_session_attrs" -> properties.put("targetServerType", targetServerType(value));
            case "load_balance_hosts" -> properties.put("loadBalanceHosts", String.valueOf(value.equals("random")));
            case "connect_timeout" ->
                properties.put("connectTimeout", String.valueOf(Math.max(0, number(value, said))));
            case "keepalives" -> properties.put("tcpKeepAlive", String.valueOf(number(value, said) != 0));
            case "require_auth" -> {
                requireAuth(value, said);
                properties.put("requireAuth", value);
            }
            case "requiressl" -> {
                if (value.equals("1")) {
                    properties.putIfAbsent("sslmode", "require");
                }
            }
            case "sslcrl", "sslcrldir" ->
                throw new ConnectionProblem(
                        "The driver cannot check certificates against a revocation list (" + said + ").",
                        "Leave it out, or connect through something that checks it.");
            default -> {
                String name = DRIVER_NAMES.get(keyword);
                if (name != null) {
                    properties.put(name, value);
                }
                return name != null || LEFT_OUT.contains(keyword);
            }
        }
        return true;
    }

    private static int number(String value, String said) {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new ConnectionProblem(said + " cannot be \"" + value + "\".", "Give a whole number.");
        }
    }

    /** A list of ways to log in, each with or all without an exclamation mark. */
    private static void requireAuth(String value, String said) {
        for (String method : value.split(",", -1)) {
            String name = method.strip();
            if (!LOGINS.contains(name.startsWith("!") ? name.substring(1) : name)) {
                throw new ConnectionProblem(
                        said + " cannot hold \"" + name + "\".",
                        "Use password, md5, gss, sspi, scram-sha-256 or none, separated by commas.");
            }
        }
    }

    private static String targetServerType(String value) {
        return switch (value) {
            case "read-write", "primary" -> "primary";
            case "read-only", "standby" -> "secondary";
            case "prefer-standby" -> "preferSecondary";
            default -> "any";
        };
    }
}
