// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What git says has been added or changed since a commit, what is not committed included. */
final class GitChanges {

    private final Path directory;

    GitChanges(Path directory) {
        this.directory = directory;
    }

    /**
     * The files, absolute.
     *
     * @param ref a branch, tag or commit; what counts is the commit where this branch has left it
     */
    Set<Path> since(String ref) {
        if (ref.isBlank() || ref.startsWith("-")) {
            throw new UsageProblem("--since " + ref + " names no commit.", "Give a branch, a tag or a commit.");
        }
        Path top = Path.of(git(directory, "rev-parse", "--show-toplevel").strip());
        String base = git(directory, "merge-base", ref, "HEAD").strip();
        Set<Path> files = new HashSet<>();
        String changed = git(top, "diff", "--name-only", "-z", "--no-renames", "--diff-filter=AM", base);
        String untracked = git(top, "ls-files", "--others", "--exclude-standard", "-z");
        for (String name : (changed + untracked).split("\0", -1)) {
            if (!name.isEmpty()) {
                files.add(top.resolve(name));
            }
        }
        return files;
    }

    private static String git(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.quotePath=false"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(false)
                    .start();
            process.getOutputStream().close();
            String out = text(process.getInputStream());
            String err = text(process.getErrorStream());
            if (process.waitFor() == 0) {
                return out;
            }
            String reason = err.isBlank()
                    ? "they have no commit in common"
                    : err.lines().findFirst().orElse("");
            throw new UsageProblem(
                    "git " + arguments[0] + " failed: " + reason + ".",
                    "Check the name after --since, and that the clone is not shallow (git fetch --unshallow, or "
                            + "fetch-depth: 0 in a workflow).");
        } catch (IOException e) {
            throw new UsageProblem(
                    "--since needs git, which could not be started: " + e.getMessage() + ".",
                    "Install git, or name the files.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageProblem("Waiting for git was interrupted.", "Run the command again.");
        }
    }

    /** Small enough for a pipe: git writes names to one stream only, and reasons to the other. */
    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
