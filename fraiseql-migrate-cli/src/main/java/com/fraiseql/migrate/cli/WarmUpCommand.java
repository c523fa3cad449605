// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.Surroundings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import picocli.CommandLine.Command;

/**
 * Run once by the launcher, so that the JVM can archive the classes that it has loaded (class data sharing):
 * all of our own, and those of the JDK that a command needs on its way to a server and back.
 */
@Command(name = "warm-up", hidden = true, description = "Load every class and do nothing.")
final class WarmUpCommand implements Callable<Integer> {

    @Override
    public Integer call() throws IOException, URISyntaxException {
        CodeSource source = WarmUpCommand.class.getProtectionDomain().getCodeSource();
        Path jar = Path.of(source.getLocation().toURI());
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Context context = new Context(
                new Surroundings(Map.of(), jar.resolveSibling("."), jar.resolveSibling("."), "nobody"),
                new Terminal(System.in, nowhere, nowhere, false, false, false),
                new Interrupts(),
                Clock.system(ZoneId.systemDefault()));
        Path directory = Files.createTempDirectory("fraiseql");
        Path migration =
                Files.writeString(directory.resolve("001_none.sql"), "SELECT 1;\n-- Rollback:\n-- SELECT 2;\n");
        try (PretendServer server = PretendServer.start()) {
            String url = "postgres://nobody@127.0.0.1:" + server.port() + "/none";
            CommandTree.run(context, "migrate", "status", "--path", directory.toString(), "--url", url);
            CommandTree.run(
                    context, "migrate", "validate", "--format=json", "--path", directory.toString(), "--url", url);
        } finally {
            Files.delete(migration);
            Files.delete(directory);
        }
        CommandTree.run(context, "migrate", "--help");
        if (jar.toFile().isFile()) {
            loadAll(jar);
        }
        return ExitCode.OK.number();
    }

    private static void loadAll(Path jar) throws IOException {
        ClassLoader loader = WarmUpCommand.class.getClassLoader();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                String name = entries.nextElement().getName();
                if (name.endsWith(".class")) {
                    load(name.substring(0, name.length() - ".class".length()).replace('/', '.'), loader);
                }
            }
        }
    }

    private static void load(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            // it extends an optional class that is not in the executable, so no command needs it
        }
    }
}
