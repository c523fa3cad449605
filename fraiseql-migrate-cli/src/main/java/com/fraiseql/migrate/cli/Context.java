// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.Surroundings;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneId;

/**
 * The environment of a command, so that none uses the process's directly.
 *
 * @param surroundings environment, directories, user
 * @param terminal the three streams
 * @param interrupts where a running command registers how to stop it
 * @param clock the time and the user's time zone
 */
record Context(Surroundings surroundings, Terminal terminal, Interrupts interrupts, Clock clock) {

    static Context ofProcess() {
        Surroundings surroundings = Surroundings.ofProcess();
        return new Context(
                surroundings,
                Terminal.ofProcess(surroundings.env()),
                new Interrupts(),
                Clock.system(ZoneId.systemDefault()));
    }

    /** A copy with another output. */
    Context withOut(PrintStream out) {
        return new Context(
                surroundings,
                new Terminal(terminal.in(), out, terminal.err(), terminal.asks(), terminal.colours(), terminal.live()),
                interrupts,
                clock);
    }
}
