// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.url.ConnectionProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * libpq's connection service file: {@code [name]} and lines {@code keyword=value}. Looked for in {@code PGSERVICEFILE}
 * or {@code ~/.pg_service.conf}, then in {@code PGSYSCONFDIR} or {@code /etc/postgresql-common}.
 *
 * <p>The driver has a reader of its own, which knows only the process's own environment and says nothing about a
 * service that does not exist; hence this one, which is a function of {@link Surroundings}.
 */
final class ServiceFile {

    private ServiceFile() {}

    static Map<String, String> read(String service, Surroundings surroundings) {
        List<Path> places = places(surroundings);
        for (Path file : places) {
            if (Files.isRegularFile(file)) {
                Map<String, String> found = readSection(file, service);
                if (found != null) {
                    return found;
                }
            }
        }
        throw new ConnectionProblem(
                "The service \"" + service + "\" is not in " + places.get(0),
                "Add a section [" + service + "] there, or unset PGSERVICE.");
    }

    private static List<Path> places(Surroundings surroundings) {
        List<Path> places = new ArrayList<>();
        Path home = surroundings.home().resolve(".pg_service.conf");
        places.add(surroundings
                .directory()
                .resolve(surroundings.variable("PGSERVICEFILE").map(Path::of).orElse(home)));
        Path system = Path.of(surroundings.variable("PGSYSCONFDIR").orElse("/etc/postgresql-common"));
        places.add(surroundings.directory().resolve(system).resolve("pg_service.conf"));
        return places;
    }

    private static @org.jspecify.annotations.Nullable Map<String, String> readSection(Path file, String service) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new ConnectionProblem(
                    "The service file " + file + " cannot be read", "Check its permissions and its encoding (UTF-8).");
        }
        Map<String, String> section = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                if (section != null) {
                    return section;
                }
                if (line.equals("[" + service + "]")) {
                    section = new LinkedHashMap<>();
                }
            } else if (section != null) {
                int equals = line.indexOf('=');
                if (equals < 0) {
                    throw new ConnectionProblem(
                            new SourceLocation(file.toString(), i + 1, 0),
                            "A line of the service file has no equals sign",
                            "Write keyword=value, for instance host=db.example.com.");
                }
                section.putIfAbsent(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return section;
    }
}
