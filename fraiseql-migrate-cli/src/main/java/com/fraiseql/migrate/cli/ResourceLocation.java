// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ProjectConfig;
import java.nio.file.Path;

/** A location as the starter's properties have it, seen from the project's directory. */
final class ResourceLocation {

    static final String RESOURCES = "src/main/resources";

    private ResourceLocation() {}

    /**
     * The directory, relative to the project's; what is on the class path, as without a prefix, is below {@code src/main/resources}.
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
        if (text.startsWith("file:") || text.startsWith("./") || text.startsWith("../")) {
            return Path.of(text.startsWith("file:") ? text.substring("file:".length()) : text);
        }
        String name = text.startsWith("classpath:") ? text.substring("classpath:".length()) : text;
        return Path.of(RESOURCES, name.startsWith("/") ? name.substring(1) : name);
    }
}
