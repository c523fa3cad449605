// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The three streams, and which of them are terminals.
 *
 * @param in where answers are read from
 * @param out results
 * @param err errors, questions, progress
 * @param asks whether questions can be asked: the input is a terminal
 * @param colours whether the output may have colours
 * @param live whether a line on {@code err} can be rewritten: it is a terminal
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, boolean asks, boolean colours, boolean live) {

    /**
     * The process's streams. The shell header passes on which of them are terminals, since Java can only tell for input
     * and output together; without it, as in {@code java -jar}, the {@code Console} is used.
     */
    static Terminal ofProcess(Map<String, String> env) {
        String told = System.getProperty("fraiseql.terminals");
        boolean console = told == null && hasConsole();
        boolean in = told == null ? console : told.contains("0");
        boolean out = told == null ? console : told.contains("1");
        boolean err = told == null ? console : told.contains("2");
        String noColor = env.getOrDefault("NO_COLOR", "");
        boolean dumb = "dumb".equals(env.get("TERM"));
        return new Terminal(
                System.in,
                new Output(new FileOutputStream(FileDescriptor.out), charset(), Terminal::outIsAPipe),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset()),
                in,
                out && noColor.isEmpty() && !dumb,
                err && !dumb);
    }

    /** Since Java 22 there can be a Console without a terminal; its own answer to that is newer than our bytecode. */
    @SuppressWarnings("SystemConsoleNull") // it is asked below
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** UTF-8 in every locale, so that scripts find the same marks under LANG=C. Only a Windows console differs. */
    @SuppressWarnings("SystemConsoleNull") // then UTF-8 it is
    private static Charset charset() {
        Charset charset = StandardCharsets.UTF_8;
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
            Console console = System.console();
            charset = console == null ? charset : console.charset();
        }
        return charset;
    }

    /** As far as the system shows it, as Linux does. */
    private static boolean outIsAPipe() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    String green(String text) {
        return colours ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    String yellow(String text) {
        return colours ? "\u001b[33m" + text + "\u001b[0m" : text;
    }

    String red(String text) {
        return colours ? "\u001b[31m" + text + "\u001b[0m" : text;
    }

    /** {@code ✓} before something that is done. */
    String done() {
        return green("✓");
    }

    /** {@code ○} before something that is pending. */
    String open() {
        return yellow("○");
    }

    /** {@code ✗} before something that is wrong. */
    String wrong() {
        return red("✗");
    }

    void line(String text) {
        out.println(text);
    }

    void warn(String text) {
        err.println("Warning: " + text);
    }

    /** One line of input without its end; {@code null} at the end of the input. */
    @Nullable
    String readLine() {
        try {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        } catch (IOException e) {
            return null;
        }
    }

    /** Asks whether to go on with what has been announced. Only yes is yes; the end of the input is no. */
    boolean agrees() {
        err.print("Continue? [y/N] ");
        err.flush();
        String answer = readLine();
        if (answer == null) {
            err.println();
            return false;
        }
        String word = answer.strip().toLowerCase(Locale.ROOT);
        return word.equals("y") || word.equals("yes");
    }
}
