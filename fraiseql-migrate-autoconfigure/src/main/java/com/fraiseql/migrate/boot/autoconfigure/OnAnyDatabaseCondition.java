// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.Migrator;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** There is something to migrate: a main database, further ones, or a Migrator of the application's own. */
class OnAnyDatabaseCondition extends OnMainDatabaseCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionOutcome main = super.getMatchOutcome(context, metadata);
        if (main.isMatch()) {
            return main;
        }
        ConditionMessage.Builder message = main.getConditionMessage().andCondition("Any database");
        if (hasBean(context, Migrator.class)) {
            return ConditionOutcome.match(message.foundExactly("a bean of type " + Migrator.class.getName()));
        }
        return NamedMigratorsRegistrar.names(context.getEnvironment()).isEmpty()
                ? ConditionOutcome.noMatch(
                        message.didNotFind(NamedMigratorsRegistrar.DATABASES).atAll())
                : ConditionOutcome.match(message.foundExactly(NamedMigratorsRegistrar.DATABASES));
    }
}
