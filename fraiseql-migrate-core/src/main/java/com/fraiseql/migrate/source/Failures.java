// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** What an IOException means, in words; its own message is often nothing but the path. */
final class Failures {

    private Failures() {}

    static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
            return "it is not there";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileSystemLoopException) {
            return "its links lead in a circle";
        }
        String reason = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }

    /** The same of a path, which may itself tell more. */
    static String reason(Path path, IOException cause) {
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            return "it is a link to " + target(path) + ", which does not exist";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied" + owner(path);
        }
        return Files.isDirectory(path) ? "it is a folder" : reason(cause);
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "a file";
        }
    }

    /** Whose it is, and who asks: what it takes to see why. */
    private static String owner(Path path) {
        try {
            PosixFileAttributes file = Files.readAttributes(path, PosixFileAttributes.class);
            return "; it belongs to " + file.owner().getName() + " with "
                    + PosixFilePermissions.toString(file.permissions()) + ", and this process runs as "
                    + System.getProperty("user.name");
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
