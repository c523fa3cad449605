// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ProjectConfig;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A location as the starter's properties have it, seen from the project's directory. */
final class ResourceLocation {

    static final String RESOURCES = "src/main/resources";

    private static final String FILE = "file:";
    private static final String CLASSPATH = "classpath:";
    private static final String FILESYSTEM = "filesystem:";

    private ResourceLocation() {}

    /**
     * The directory, relative to the project's; what is on the class path, as without a prefix, is below
     * {@code src/main/resources}.
     *
     * @param key the property that the location is from
     * @param option the option that names the directory instead
     */
    static Path of(ProjectConfig.Value location, String key, String option) {
        String text = location.text().strip();
        if (text.indexOf('*') >= 0 || text.startsWith("http:") || text.startsWith("jar:")) {
            throw new UsageProblem(
                    key + " in " + location.origin() + " has the location " + text
                            + ", which only the application can look up.",
                    option);
        }
        if (text.startsWith(FILESYSTEM)) {
            throw new UsageProblem(
                    key + " in " + location.origin() + " has the location " + text
                            + ", whose prefix is another tool's.",
                    "Write " + FILE + text.substring(FILESYSTEM.length()) + " there.");
        }
        if (text.startsWith(FILE) || text.startsWith("./") || text.startsWith("../")) {
            return folder(text);
        }
        return resources(text);
    }

    /** A folder as {@code --path} has it; {@code file:} before it is no part of its name. */
    static Path ofOption(String text) {
        String action = null;
        if (text.startsWith(FILESYSTEM)) {
            action = "Write the folder without it: --path " + text.substring(FILESYSTEM.length());
        } else if (text.startsWith(CLASSPATH) || text.startsWith("classpath*:")) {
            action = "Write the folder without it: --path " + resources(text);
        } else if (!text.startsWith(FILE)
                && (text.startsWith("jar:") || text.matches("[A-Za-z][A-Za-z0-9+.-]+://.*"))) {
            action = "Write a folder of this machine";
        }
        if (action != null) {
            throw new UsageProblem("--path " + text + " begins with a prefix, and --path is a folder.", action + ".");
        }
        return folder(text);
    }

    /**
     * {@code file:x}, {@code file:///x} and, as other tools have it, {@code file://x} for one in the working directory.
     */
    private static Path folder(String text) {
        String path = text.startsWith(FILE) ? text.substring(FILE.length()) : text;
        try {
            return Path.of(text.startsWith(FILE) && path.startsWith("//") ? path.substring(2) : path);
        } catch (InvalidPathException e) {
            throw new UsageProblem(text + " cannot be a folder: " + e.getReason() + ".", "Correct it.");
        }
    }

    private static Path resources(String text) {
        String name = text.startsWith("classpath*:")
                ? text.substring("classpath*:".length())
                : text.startsWith(CLASSPATH) ? text.substring(CLASSPATH.length()) : text;
        return Path.of(RESOURCES, name.startsWith("/") ? name.substring(1) : name);
    }
}
