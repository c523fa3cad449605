// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Version and commit, as recorded by the build. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {line()};
    }

    static String line() {
        return "fraiseql " + number();
    }

    /** Without the program's name, for tools that compare versions. */
    static String number() {
        Properties properties = new Properties();
        try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            // the line below says that it is not known
        }
        String version = properties.getProperty("version", "unknown");
        String commit = properties.getProperty("commit", "");
        // built outside of git, the placeholder stays
        return version + (commit.isEmpty() || commit.startsWith("$") ? "" : " (commit " + commit + ")");
    }
}
