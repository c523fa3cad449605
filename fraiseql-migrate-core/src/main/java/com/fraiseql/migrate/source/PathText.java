// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.script.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A script in the file system.
 *
 * @param name the file's name
 * @param path where it is
 */
record PathText(String name, Path path) implements LocatedText {

    @Override
    public InputStream open() throws IOException {
        try {
            return Files.newInputStream(path);
        } catch (IOException e) {
            throw new UnreadableFileException(Failures.reason(path, e), e);
        }
    }

    @Override
    public String location() {
        // with the name as it is, where the locale lacks its letters
        String text = path.toString();
        return text.substring(
                        0, text.length() - String.valueOf(path.getFileName()).length())
                + name;
    }
}
