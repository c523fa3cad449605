// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The scripts in a folder of a jar, nested or not. They are read from the jar that the class path holds open anyway: a
 * thousand URLs, one for each file, would cost an application's start more than reading the files.
 */
final class JarFolder {

    private JarFolder() {}

    /**
     * The {@code .sql} files of a folder; its sub-folders are not part of it.
     *
     * @param folder the address of a folder, with a slash at the end
     * @return empty if it is not in a jar, or in one that is not held open
     */
    static Optional<List<LocatedText>> files(URL folder) throws IOException {
        if (!(folder.openConnection() instanceof JarURLConnection connection) || !connection.getUseCaches()) {
            return Optional.empty();
        }
        JarFile jar = connection.getJarFile();
        String path = connection.getEntryName();
        List<LocatedText> files = new ArrayList<>();
        for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            String name = entry.getName();
            if (name.startsWith(path) && name.indexOf('/', path.length()) < 0) {
                String fileName = name.substring(path.length());
                if (MigrationName.isMigrationFile(fileName)) {
                    files.add(new JarText(fileName, folder + fileName, jar, entry));
                }
            }
        }
        return Optional.of(files);
    }

    /**
     * A script in an open jar.
     *
     * @param name the file's name
     * @param location its address
     * @param jar the jar
     * @param entry its place in the jar
     */
    private record JarText(String name, String location, JarFile jar, JarEntry entry) implements LocatedText {

        @Override
        public InputStream open() throws IOException {
            try {
                return jar.getInputStream(entry);
            } catch (IllegalStateException e) {
                throw new IOException("the jar has been closed", e);
            }
        }
    }
}
