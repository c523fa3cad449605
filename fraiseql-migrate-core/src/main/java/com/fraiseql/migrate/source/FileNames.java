// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The names of files, whatever the locale. */
final class FileNames {

    private static final char UNREADABLE = '\uFFFD';

    private FileNames() {}

    /**
     * The name of a file. Where the locale is not UTF-8 (cron, slim images), Java cannot decode other letters than
     * ASCII's, but keeps the bytes, and the URI has them: names are UTF-8 everywhere that matters.
     */
    static String of(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.indexOf(UNREADABLE) < 0 ? name : ofUri(file.toUri());
    }

    static String ofUri(URI uri) {
        String path = uri.getRawPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
