// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import com.fraiseql.migrate.cli.connect.ServerTarget.Host;
import com.fraiseql.migrate.url.ConnectionProblem;
import com.fraiseql.migrate.url.ConnectionUrl;
import com.fraiseql.migrate.url.ConnectionUrlParser;
import com.fraiseql.migrate.url.Keywords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the server. A pure function of the option, {@link Surroundings} and files.
 *
 * <ol>
 *   <li>The server is configured by the first of: {@code --url}; {@code DATABASE_URL}; libpq's variables, if one of
 *       {@code PGHOST}, {@code PGHOSTADDR}, {@code PGDATABASE} and {@code PGSERVICE} is set; the project's
 *       configuration ({@code fraiseql.migrate.url}, otherwise {@code spring.datasource.url}). If none does, there is
 *       none: a migration tool does not guess.
 *   <li>Missing parts come from the service file, if a service is named; then from libpq's variables;
 *       then from libpq's defaults (a local socket or localhost, 5432, the operating system's user, a database named
 *       like the user).
 *   <li>A password that is still missing is looked up in the password file.
 * </ol>
 */
public final class TargetResolver {

    private static final List<String> NAMING = List.of("PGHOST", "PGHOSTADDR", "PGDATABASE", "PGSERVICE");
    private static final String DEFAULT_PORT = "5432";
    private static final String APPLICATION_NAME = "ApplicationName";

    private final Surroundings surroundings;
    private final List<String> warnings;

    private TargetResolver(Surroundings surroundings, List<String> warnings) {
        this.surroundings = surroundings;
        this.warnings = warnings;
    }

    /**
     * Finds the server.
     *
     * @param url the value of {@code --url}, {@code null} where it was not given
     * @param warnings receives sentences to be shown to the user
     * @return the server, or empty if none is configured
     */
    public static Optional<ServerTarget> resolve(
            @Nullable String url, Surroundings surroundings, ProjectConfig project, List<String> warnings) {
        return new TargetResolver(surroundings, warnings).resolve(url, project);
    }

    private Optional<ServerTarget> resolve(@Nullable String url, ProjectConfig project) {
        if (url != null) {
            return Optional.of(fromUrl(url, "--url"));
        }
        Optional<String> databaseUrl = surroundings.variable("DATABASE_URL");
        if (databaseUrl.isPresent()) {
            return Optional.of(fromUrl(databaseUrl.get(), "DATABASE_URL"));
        }
        for (String variable : NAMING) {
            if (surroundings.variable(variable).isPresent()) {
                return Optional.of(complete(new LinkedHashMap<>(), new LinkedHashMap<>(), variable, true));
            }
        }
        return fromProject(project);
    }

    private Optional<ServerTarget> fromProject(ProjectConfig project) {
        boolean own = project.find("fraiseql.migrate.url").isPresent();
        String url = own ? "fraiseql.migrate.url" : "spring.datasource.url";
        Optional<ProjectConfig.Value> value = project.find(url);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String origin = url + " in " + value.get().origin();
        ConnectionUrl parsed = ConnectionUrlParser.parse(value.get().text(), origin, warnings);
        // in Spring Boot the separate properties win over a URL's; a user for migrations replaces the application's
        boolean ownUser = own || project.find("fraiseql.migrate.user").isPresent();
        project.find(ownUser ? "fraiseql.migrate.user" : "spring.datasource.username")
                .ifPresent(found -> parsed.keywords().put("user", found.text()));
        project.find(ownUser ? "fraiseql.migrate.password" : "spring.datasource.password")
                .ifPresent(found -> parsed.keywords().put("password", found.text()));
        return Optional.of(complete(parsed.keywords(), parsed.properties(), origin, parsed.libpq()));
    }

    private ServerTarget fromUrl(String url, String origin) {
        ConnectionUrl parsed = ConnectionUrlParser.parse(url, origin, warnings);
        return complete(parsed.keywords(), parsed.properties(), origin, parsed.libpq());
    }

    private ServerTarget complete(
            Map<String, String> given, Map<String, String> properties, String origin, boolean libpq) {
        Map<String, String> keywords = new LinkedHashMap<>(given);
        Map<String, String> later = new LinkedHashMap<>();
        String service = keywords.containsKey("service")
                ? keywords.get("service")
                : surroundings.variable("PGSERVICE").orElse(null);
        if (service != null) {
            fill(ServiceFile.read(service, surroundings), keyword -> keyword + " in the service file", keywords, later);
        }
        Map<String, String> variables = new LinkedHashMap<>();
        Map<String, String> names = new HashMap<>();
        Keywords.VARIABLES.forEach((variable, keyword) -> {
            names.put(keyword, variable);
            surroundings.variable(variable).ifPresent(value -> variables.put(keyword, value));
        });
        fill(variables, keyword -> names.getOrDefault(keyword, keyword), keywords, later);
        later.forEach(properties::putIfAbsent);
        properties.putIfAbsent(APPLICATION_NAME, "fraiseql");

        String user = keywords.getOrDefault("user", surroundings.osUser());
        String database = keywords.getOrDefault("dbname", user);
        String ports = keywords.getOrDefault("port", DEFAULT_PORT);
        List<Host> hosts = hosts(keywords.getOrDefault("hostaddr", keywords.getOrDefault("host", "")), ports, origin);
        if (hosts.stream().noneMatch(Host::socketDirectory)) {
            TlsFiles.complete(properties, surroundings.home(), libpq);
        }
        String password = keywords.containsKey("password")
                ? keywords.get("password")
                : fromPasswordFile(keywords.get("passfile"), hosts, database, user);
        return new ServerTarget(hosts, database, user, password, properties, origin);
    }

    /** Sets keywords that have no value yet; those of the driver go to {@code properties}. */
    private static void fill(
            Map<String, String> from,
            UnaryOperator<String> said,
            Map<String, String> keywords,
            Map<String, String> properties) {
        boolean hostNamed = keywords.containsKey("host");
        from.forEach((keyword, value) -> {
            switch (keyword) {
                case "hostaddr" -> {
                    // an address only replaces the name at the same position
                    if (!hostNamed) {
                        keywords.putIfAbsent(keyword, value);
                    }
                }
                case "host", "port", "dbname", "user", "password", "passfile" -> keywords.putIfAbsent(keyword, value);
                default -> {
                    Map<String, String> one = new LinkedHashMap<>();
                    if (!Keywords.toDriver(keyword, value, said.apply(keyword), one)) {
                        throw new ConnectionProblem(
                                "The service file has a keyword that PostgreSQL does not know: " + keyword + ".",
                                "Correct or remove that line.");
                    }
                    one.forEach(properties::putIfAbsent);
                }
            }
        });
    }

    private List<Host> hosts(String names, String ports, String origin) {
        String[] name = names.split(",", -1);
        String[] port = ports.split(",", -1);
        if (port.length != 1 && port.length != name.length) {
            throw new ConnectionProblem(
                    "There are " + name.length + " hosts and " + port.length + " ports (" + origin + ").",
                    "Give one port for all hosts, or as many as there are hosts.");
        }
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < name.length; i++) {
            int number = port(port.length == 1 ? port[0] : port[i], origin);
            hosts.add(new Host(name[i].isBlank() ? local(number) : name[i].strip(), number));
        }
        if (hosts.size() > 1 && hosts.stream().anyMatch(Host::socketDirectory)) {
            throw new ConnectionProblem(
                    "A socket directory cannot be combined with other hosts (" + origin + ").",
                    "Name only the socket directory, or only host names.");
        }
        return hosts;
    }

    /**
     * Where libpq connects if no host is given: the socket of a server on this machine, or localhost where there is
     * none.
     */
    private String local(int port) {
        for (Path directory : surroundings.socketDirectories()) {
            if (Files.exists(directory.resolve(".s.PGSQL." + port))) {
                return directory.toString();
            }
        }
        return "localhost";
    }

    private static int port(String text, String origin) {
        String digits = text.isBlank() ? DEFAULT_PORT : text.strip();
        try {
            int port = Integer.parseInt(digits);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // reported like a number that is not a port
        }
        // anything but digits may be part of a password
        String shown = digits.chars().allMatch(Character::isDigit) ? digits : "The text after the host";
        throw new ConnectionProblem(
                shown + " is not a port (" + origin + ").", "Give a number from 1 to 65535, usually 5432.");
    }

    private @Nullable String fromPasswordFile(@Nullable String file, List<Host> hosts, String database, String user) {
        Path path = file == null
                ? surroundings.home().resolve(".pgpass")
                : surroundings.directory().resolve(file);
        for (Host host : hosts) {
            Optional<String> password =
                    PasswordFile.find(path, host.name(), host.port(), database, user, isDefaultSocket(host), warnings);
            if (password.isPresent()) {
                return password.get();
            }
        }
        return null;
    }

    /** Which directory is compiled into libpq is unknown; these are the ones that distributions use. */
    private boolean isDefaultSocket(Host host) {
        return host.name().equals("/var/run/postgresql")
                || host.name().equals("/tmp")
                || surroundings.socketDirectories().stream()
                        .anyMatch(directory -> directory.toString().equals(host.name()));
    }
}
