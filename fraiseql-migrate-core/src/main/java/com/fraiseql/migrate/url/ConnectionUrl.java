// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.url;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a connection URL says.
 *
 * @param keywords by libpq's names: host, port, dbname, user, password, service, passfile and the like
 * @param properties by the driver's names
 * @param libpq whether it is libpq's
 */
public record ConnectionUrl(Map<String, String> keywords, Map<String, String> properties, boolean libpq) {

    ConnectionUrl(boolean libpq) {
        this(new LinkedHashMap<>(), new LinkedHashMap<>(), libpq);
    }

    void put(String keyword, String value) {
        if (!value.isEmpty()) {
            keywords.put(keyword, value);
        }
    }

    /** Host names and ports, equally many of both; what is left out is an empty text. */
    record Hosts(List<String> names, List<String> ports) {

        static Hosts parse(String text, String origin) {
            Hosts hosts = new Hosts(new ArrayList<>(), new ArrayList<>());
            for (String part : text.split(",", -1)) {
                int end = 0;
                if (part.startsWith("[")) {
                    end = part.indexOf(']');
                    if (end < 0) {
                        throw new ConnectionProblem(
                                "The URL from " + origin + " opens an IPv6 address with [ and does not close it.",
                                "Write the address as [::1].");
                    }
                }
                int colon = part.indexOf(':', end);
                String host = colon < 0 ? part : part.substring(0, colon);
                hosts.names.add(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
                hosts.ports.add(colon < 0 ? "" : part.substring(colon + 1));
            }
            return hosts;
        }

        boolean anyPort() {
            return ports.stream().anyMatch(port -> !port.isEmpty());
        }
    }
}
