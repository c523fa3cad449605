// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds names given with {@code --placeholder} that no file contains, which are probably misspelled. Those of the
 * project's configuration are not checked; they may belong to another folder.
 */
final class UnusedPlaceholders {

    private static final int LONGEST = 200;

    private UnusedPlaceholders() {}

    /** A sentence for each. The files are read only as far as it takes to find all names. */
    static List<String> warnings(Collection<String> names, List<Path> folders) {
        Set<String> left = new TreeSet<>(names);
        for (Path folder : folders) {
            if (left.isEmpty()) {
                break;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.sql")) {
                for (Path file : files) {
                    search(file, left);
                }
            } catch (IOException e) {
                // the command itself reports a folder or a file that cannot be read
                return List.of();
            }
        }
        List<String> warnings = new ArrayList<>();
        left.forEach(name -> warnings.add("--placeholder " + name + ": no file here has ${" + name + "}."));
        return warnings;
    }

    private static void search(Path file, Set<String> left) throws IOException {
        if (left.isEmpty() || !Files.isRegularFile(file)) {
            return;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            int before = 0;
            int octet;
            while (!left.isEmpty() && (octet = in.read()) >= 0) {
                if (before == '$' && octet == '{') {
                    in.mark(LONGEST);
                    left.remove(name(in.readNBytes(LONGEST)));
                    in.reset();
                }
                before = octet;
            }
        }
    }

    private static String name(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        int end = text.indexOf('}');
        return end < 0 ? "" : text.substring(0, end);
    }
}
