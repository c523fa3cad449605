// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The resolved server, ready for the driver.
 *
 * @param hosts where it may be, in the order in which to try; a host that begins with {@code /} is a socket directory
 * @param database the database
 * @param user the user
 * @param password the password; {@code null} where none was found
 * @param properties further properties of the driver, by the driver's names
 * @param origin where the server was configured, to be shown: {@code --url}, {@code DATABASE_URL}, …
 */
public record ServerTarget(
        List<Host> hosts,
        String database,
        String user,
        @Nullable String password,
        Map<String, String> properties,
        String origin) {

    /** A host name or address or socket directory, and a port. */
    public record Host(String name, int port) {

        public boolean socketDirectory() {
            return name.startsWith("/");
        }
    }

    public ServerTarget {
        hosts = List.copyOf(hosts);
        properties = Map.copyOf(properties);
    }

    /** {@code "blog" on localhost:5432}, for a sentence. */
    public String display() {
        StringBuilder text = new StringBuilder("\"").append(database).append("\" on ");
        for (int i = 0; i < hosts.size(); i++) {
            Host host = hosts.get(i);
            text.append(i == 0 ? "" : ",").append(host.name()).append(':').append(host.port());
        }
        return text.toString();
    }

    /** Without the password and without properties, which may hold another one. */
    @Override
    public String toString() {
        return user + "@" + display() + " (" + origin + ")";
    }
}
