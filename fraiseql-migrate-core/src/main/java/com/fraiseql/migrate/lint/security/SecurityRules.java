// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class SecurityRules {

    private SecurityRules() {}

    public static List<Rule> all() {
        return List.of(
                new AlterServer(),
                new CopyProgram(),
                new DefaultPrivileges(),
                new DefinerSearchPath(),
                new DisableRowSecurity(),
                new ExtensionInMigration(),
                new ExtensionUpdate(),
                new GrantAll(),
                new GrantToPublic(),
                new PasswordInFile(),
                new PolicyAlwaysTrue(),
                new PowerfulRole(),
                new RevokePrivilege(),
                new RowSecurityWithoutPolicy(),
                new SetRole(),
                new UntrustedLanguage());
    }
}
