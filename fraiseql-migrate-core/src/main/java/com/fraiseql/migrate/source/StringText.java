// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A script that is not a file: what a migration in Java brings.
 *
 * @param name what to call it in errors
 * @param location the class that it comes from
 * @param text the SQL
 */
record StringText(String name, String location, String text) implements LocatedText {

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
