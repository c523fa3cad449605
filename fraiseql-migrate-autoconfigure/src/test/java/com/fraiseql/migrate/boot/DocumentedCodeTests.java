// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the documentation compiles as it stands, with its imports. */
class DocumentedCodeTests {

    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TYPE =
            Pattern.compile("^(?:public )?(?:final )?(?:class|interface|record) (\\w+)", Pattern.MULTILINE);
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("^public (?:final )?(?:class|interface|record) (\\w+)", Pattern.MULTILINE);

    @TempDir
    private Path classes;

    @Test
    void everySnippetOfJavaCompiles() throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        try (Stream<Path> documents = Files.list(Path.of("../docs"))) {
            for (Path document : documents
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                Matcher block = BLOCK.matcher(Files.readString(document));
                while (block.find()) {
                    sources.add(source("Snippet" + sources.size(), block.group(1)));
                }
            }
        }
        assertThat(sources).hasSizeGreaterThan(3);

        StringWriter messages = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        boolean compiles = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath()),
                        null,
                        sources)
                .call();

        assertThat(compiles).as(messages.toString()).isTrue();
    }

    private static JavaFileObject source(String name, String code) {
        if (TYPE.matcher(code).find()) {
            Matcher type = PUBLIC_TYPE.matcher(code);
            return new Source(type.find() ? type.group(1) : name, code);
        }
        String imports = code.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String statements =
                code.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        return new Source(
                name,
                imports + "\nclass " + name + " { void run(javax.sql.DataSource dataSource) {\n" + statements
                        + "\n} }\n");
    }

    private static String classPath() {
        ClassLoader loader = DocumentedCodeTests.class.getClassLoader();
        if (loader instanceof URLClassLoader urls) {
            return Arrays.stream(urls.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String code;

        Source(String name, String code) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
