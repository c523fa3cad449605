// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.script.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A script in the file system.
 *
 * @param name the file's name
 * @param path where it is
 */
record PathText(String name, Path path) implements LocatedText {

    /** A file that has just been changed may change once more within what a file system takes for one moment. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    @Override
    public InputStream open() throws IOException {
        try {
            return Files.newInputStream(path);
        } catch (IOException e) {
            throw new UnreadableFileException(Failures.reason(path, e), e);
        }
    }

    /** Programs can set the time of a file's last modification, but not the time of its last change. */
    @Override
    public @Nullable Object stamp() {
        try {
            Map<String, Object> now = Files.readAttributes(path, "unix:ctime,ino,dev,size");
            boolean old = now.get("ctime") instanceof FileTime changed
                    && changed.toInstant().isBefore(Instant.now().minus(SETTLED));
            return old ? now : null;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return null;
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
