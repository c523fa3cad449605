// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * libpq's password file: lines {@code host:port:database:user:password}, {@code *} for any, backslash escapes; the
 * first line that fits counts. As in libpq, a file that others may read is not used; a warning says so.
 */
final class PasswordFile {

    private PasswordFile() {}

    /**
     * Looks up the password.
     *
     * @param file the file; one that does not exist has no passwords
     * @param local whether the host is the directory in which libpq looks for a local server, which is localhost to the
     *     file
     * @param warnings gets a sentence if the file is ignored
     */
    static Optional<String> find(
            Path file, String host, int port, String database, String user, boolean local, List<String> warnings) {
        List<String> lines = read(file, warnings);
        String[] wanted = {local ? "localhost" : host, String.valueOf(port), database, user};
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> fields = fields(line);
            if (fields.size() >= 5 && fits(fields, wanted)) {
                return Optional.of(fields.get(4)).filter(password -> !password.isEmpty());
            }
        }
        return Optional.empty();
    }

    private static List<String> read(Path file, List<String> warnings) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            if (readableByOthers(file)) {
                warnings.add(
                        "The password file " + file + " is ignored, since others may read it; run chmod 600 on it.");
                return List.of();
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            warnings.add("The password file " + file + " cannot be read.");
            return List.of();
        }
    }

    private static boolean readableByOthers(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return false;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return permissions.stream().anyMatch(permission -> !permission.name().startsWith("OWNER_"));
    }

    private static boolean fits(List<String> fields, String[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            String field = fields.get(i);
            if (!field.equals("*") && !field.equals(wanted[i])) {
                return false;
            }
        }
        return true;
    }

    /** Five fields; the fifth takes the rest, colons included. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                field.append(line.charAt(++i));
            } else if (c == ':' && fields.size() < 4) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
