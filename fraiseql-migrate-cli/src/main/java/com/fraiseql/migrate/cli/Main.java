// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

/** Starts the command; {@code java -jar fraiseql} and the shell header both come here. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        // set explicitly, so that SLF4J neither searches the class path nor prints anything
        System.setProperty("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        Context context = Context.ofProcess();
        context.interrupts().install(context.terminal().err());
        int code = CommandTree.run(context, args);
        context.interrupts().finished();
        System.exit(code);
    }
}
