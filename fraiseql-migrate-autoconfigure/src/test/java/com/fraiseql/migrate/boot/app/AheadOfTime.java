// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** {@link AotApplication}, processed ahead of time as Spring Boot's build plugins do it. */
final class AheadOfTime {

    private final Path generated;
    private final List<Path> application = new ArrayList<>();

    /**
     * Processes the application.
     *
     * @param resources its files that are not classes
     * @param generated where to put the result
     */
    AheadOfTime(Path resources, Path generated) {
        this.generated = generated;
        application.add(resources);
        application.add(testClasses());
        application.addAll(ClassPath.starter());
        process();
        compile();
    }

    /** Starts what has been processed. */
    ApplicationProcess start(List<String> arguments) {
        List<Path> classPath = new ArrayList<>(List.of(generated.resolve("classes"), generated.resolve("resources")));
        classPath.addAll(application);
        List<String> command = new ArrayList<>(
                List.of("-Dspring.aot.enabled=true", "-cp", ClassPath.join(classPath), AotApplication.class.getName()));
        command.addAll(arguments);
        return ApplicationProcess.java(command);
    }

    /** The hints for a native image. */
    String reachabilityMetadata() throws IOException {
        return Files.readString(
                generated.resolve("resources/META-INF/native-image/com.example/shop/reachability-metadata.json"));
    }

    private void process() {
        ApplicationProcess process = ApplicationProcess.java(List.of(
                "-cp",
                ClassPath.join(application),
                "org.springframework.boot.SpringApplicationAotProcessor",
                AotApplication.class.getName(),
                generated.resolve("sources").toString(),
                generated.resolve("resources").toString(),
                generated.resolve("classes").toString(),
                "com.example",
                "shop"));
        List<String> output = process.output();
        if (process.exitCode() != 0) {
            throw new IllegalStateException(String.join("\n", output));
        }
    }

    private void compile() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(generated.resolve("sources"))) {
            List<String> options = List.of(
                    "-proc:none",
                    "-nowarn",
                    "-d",
                    Files.createDirectories(generated.resolve("classes")).toString(),
                    "-cp",
                    ClassPath.join(application));
            var units = files.getJavaFileObjectsFromPaths(
                    sources.filter(Files::isRegularFile).toList());
            if (!compiler.getTask(null, files, null, options, null, units).call()) {
                throw new IllegalStateException("what was generated does not compile");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path testClasses() {
        try {
            return Path.of(AotApplication.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
