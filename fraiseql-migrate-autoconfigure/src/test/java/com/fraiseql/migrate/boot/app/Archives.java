// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.springframework.boot.loader.tools.Layout;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/** Packages {@link ShopApplication} in a folder, with the code that Spring Boot's build plugins package with. */
final class Archives {

    private static final String MAIN_CLASS = ShopApplication.class.getName();
    private static final String MAIN_FILE = MAIN_CLASS.replace('.', '/') + ".class";

    private final Path folder;
    private final List<Path> libraries = new ArrayList<>();

    Archives(Path folder) {
        this.folder = folder;
        for (Path entry : ClassPath.starter()) {
            libraries.add(Files.isDirectory(entry) ? packaged(entry) : entry);
        }
    }

    /** Adds a jar that has one migration in {@code migrations/}. */
    void module(String jarName, String fileName, String sql) {
        libraries.add(write(folder.resolve(jarName), Map.of("migrations/" + fileName, bytes(sql))));
    }

    /**
     * Packages the application.
     *
     * @param archiveName the name of the archive
     * @param layout how it is laid out
     * @param classes where the layout wants the application's own files in the archive that is given to it
     * @param fileName the application's own migration in {@code migrations/}
     * @param sql what is in it
     */
    Path application(String archiveName, Layout layout, String classes, String fileName, String sql) {
        Path plain = write(
                folder.resolve("plain-" + archiveName),
                Map.of(classes + MAIN_FILE, resource(MAIN_FILE), classes + "migrations/" + fileName, bytes(sql)));
        Path archive = folder.resolve(archiveName);
        Repackager repackager = new Repackager(plain.toFile());
        repackager.setMainClass(MAIN_CLASS);
        repackager.setLayout(layout);
        try {
            repackager.repackage(archive.toFile(), callback -> {
                for (Path library : libraries) {
                    callback.library(new Library(library.toFile(), LibraryScope.COMPILE));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return archive;
    }

    /** The application without an archive: its jars, and its class in a folder. */
    List<Path> classPath() {
        Path classes = folder.resolve("classes");
        try {
            Files.createDirectories(
                    Objects.requireNonNull(classes.resolve(MAIN_FILE).getParent()));
            Files.write(classes.resolve(MAIN_FILE), resource(MAIN_FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Stream.concat(Stream.of(classes), libraries.stream()).toList();
    }

    static Path unzip(Path archive, Path into) {
        try (JarFile jar = new JarFile(archive.toFile())) {
            for (JarEntry entry :
                    jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
                Path file = into.resolve(entry.getName());
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                try (InputStream content = jar.getInputStream(entry)) {
                    Files.copy(content, file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return into;
    }

    private Path packaged(Path classes) {
        // …/fraiseql-migrate-core/target/classes
        String module = ClassPath.fileName(classes.resolve("../..").normalize());
        Map<String, byte[]> entries = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.put(classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return write(folder.resolve(module + ".jar"), entries);
    }

    /** Writes a jar with an entry for each folder, as build tools do. */
    private static Path write(Path jar, Map<String, byte[]> entries) {
        TreeSet<String> folders = new TreeSet<>();
        for (String name : entries.keySet()) {
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                folders.add(name.substring(0, slash + 1));
            }
        }
        try {
            Files.createDirectories(Objects.requireNonNull(jar.getParent()));
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                for (String name : folders) {
                    out.putNextEntry(new JarEntry(name));
                }
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    out.putNextEntry(new JarEntry(entry.getKey()));
                    out.write(entry.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private static byte[] resource(String name) {
        try (InputStream content = Archives.class.getClassLoader().getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
