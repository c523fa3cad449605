// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.Resource;

/**
 * A script on the class path, most often in a jar.
 *
 * @param name the file's name
 * @param resource where it is
 */
record ResourceText(String name, Resource resource) implements LocatedText {

    @Override
    public InputStream open() throws IOException {
        return resource.getInputStream();
    }

    @Override
    public String location() {
        try {
            return resource.getURI().toString();
        } catch (IOException e) {
            return resource.getDescription();
        }
    }
}
