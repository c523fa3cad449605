// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class RewriteRules {

    private RewriteRules() {}

    public static List<Rule> all() {
        return List.of(
                new ColumnTypeRewrite(),
                new TypeChangeMayRewrite(),
                new TypeChangeRebuildsIndex(),
                new TypeNarrowing(),
                new TypeChangeChecksRows(),
                new VolatileDefault(),
                new DefaultOfUnknownFunction(),
                new AddSerialColumn(),
                new AddIdentityColumn(),
                new AddStoredColumn(),
                new AddDomainColumn(),
                new SetLogged(),
                new SetAccessMethod(),
                new SetTablespace(),
                new ClusterTable(),
                new VacuumFull(),
                new RewriteWithOtherLocks());
    }
}
