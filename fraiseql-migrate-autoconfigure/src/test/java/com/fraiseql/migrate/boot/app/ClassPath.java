// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.app;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of the tests' class path that an application with nothing but the starter has. */
final class ClassPath {

    private static final Pattern STARTER = Pattern.compile("(fraiseql-migrate-(core|autoconfigure)"
            + "|spring-(aop|beans|context|core|expression|jdbc|tx)"
            + "|spring-boot(-autoconfigure|-jdbc|-persistence|-sql|-transaction)?"
            + "|HikariCP|commons-logging|jspecify|logback-(classic|core)|micrometer-(commons|observation)"
            + "|postgresql|slf4j-api|snakeyaml)-\\d[^-]*\\.jar");

    private ClassPath() {}

    /** The starter's jars, and the class folders of modules that have not been packaged yet. */
    static List<Path> starter() {
        return entries()
                .filter(entry -> Files.isDirectory(entry)
                        ? entry.endsWith(Path.of("target", "classes"))
                        : STARTER.matcher(fileName(entry)).matches())
                .toList();
    }

    /** The jar of a library that only some applications have. */
    static Path jar(String artifact) {
        return entries()
                .filter(entry -> fileName(entry).matches(Pattern.quote(artifact) + "-\\d.*\\.jar"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(artifact + " is not on the class path"));
    }

    /** All that the tests have, except for the developer tools: those would start an application in their own way. */
    static String ofTests() {
        return join(entries()
                .filter(entry -> !fileName(entry).startsWith("spring-boot-devtools-"))
                .toList());
    }

    static String join(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static Stream<Path> entries() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(Path::of);
    }
}
