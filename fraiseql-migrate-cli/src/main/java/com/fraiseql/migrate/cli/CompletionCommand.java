// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = {"Print a completion script for bash and zsh.", "To use it: source <(fraiseql completion)"})
final class CompletionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("fraiseql", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return ExitCode.OK.number();
    }
}
