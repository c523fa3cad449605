// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.partition;

import com.fraiseql.migrate.lint.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class PartitionRules {

    private PartitionRules() {}

    public static List<Rule> all() {
        return List.of(
                new AttachUnvalidated(),
                new DefaultPartitionScanned(),
                new DetachNotConcurrent(),
                new DetachBesideDefault(),
                new CreatePartitionOf(),
                new KeyWithoutPartitionKey(),
                new DefaultPartition(),
                new ManyPartitionsLocked(),
                new ReplicaIdentity(),
                new UnloggedTable(),
                new PublicationChange(),
                new NotReplicated(),
                new NotValidOnPartitioned());
    }
}
