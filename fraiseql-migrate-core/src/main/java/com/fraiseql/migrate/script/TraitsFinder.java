// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.script.Traits.Control;
import com.fraiseql.migrate.script.Traits.Kind;
import com.fraiseql.migrate.script.Traits.Trait;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Command.SetParameter.Target;
import com.fraiseql.migrate.sql.Lexer;
import com.fraiseql.migrate.sql.LockRules;
import com.fraiseql.migrate.sql.Settings.Setting;
import com.fraiseql.migrate.sql.TransactionBlocks;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds a statement's {@link Traits} from the command that it is. */
final class TraitsFinder {

    private TraitsFinder() {}

    /** Whether nothing beyond the first keyword matters, so that the tokens need not be made. */
    static boolean isPlain(Lexer firstToken) {
        if (firstToken.pos == firstToken.token) {
            return false;
        }
        return switch (firstToken.chars[firstToken.token]) {
            case 'i', 'I' -> firstToken.is("INSERT");
            case 's', 'S' -> firstToken.is("SELECT");
            case 'u', 'U' -> firstToken.is("UPDATE");
            case 'd', 'D' -> firstToken.is("DELETE");
            case 'w', 'W' -> firstToken.is("WITH");
            case 'v', 'V' -> firstToken.is("VALUES");
            case 'm', 'M' -> firstToken.is("MERGE");
            case '(' -> true;
            default -> false;
        };
    }

    /** @param inBlock whether the file's own BEGIN stands above it without a COMMIT */
    static Traits of(Command command, boolean inBlock) {
        if (command instanceof Command.TransactionControl control) {
            return control(control, inBlock);
        }
        if (command instanceof Command.SetParameter set) {
            return settings(set);
        }
        if (command instanceof Command.Query query) {
            return switch (query.verb()) {
                case "SELECT", "WITH", "VALUES" -> settings(query.settings(), false, false);
                default -> Traits.ORDINARY;
            };
        }
        if (command instanceof Command.Copy copy) {
            return copy.stdin() ? Traits.of(EnumSet.of(Trait.COPY_FROM_STDIN)) : Traits.ORDINARY;
        }
        boolean all = command instanceof Command.Discard discard && discard.all();
        Kind kind = StandaloneKind.of(command);
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        add(traits, Trait.STANDALONE, TransactionBlocks.refuse(command));
        // a lock timeout would leave DETACH CONCURRENTLY half done
        add(
                traits,
                Trait.STRONG_LOCK,
                kind != Kind.DETACH_CONCURRENTLY
                        && LockRules.of(command, LockRules.OLDEST).stopsReadersOrWriters());
        boolean mentions = command instanceof Command.Do block && block.mentions("lock_timeout");
        add(traits, Trait.MENTIONS_LOCK_TIMEOUT, all || mentions);
        add(traits, Trait.DISCARD_ALL, all);
        return new Traits(Control.NONE, traits, kind);
    }

    private static void add(Set<Trait> traits, Trait trait, boolean present) {
        if (present) {
            traits.add(trait);
        }
    }

    /**
     * Within a transaction PostgreSQL warns of a BEGIN and does nothing, except that it sets the modes which stand in
     * it.
     */
    private static Traits control(Command.TransactionControl control, boolean inBlock) {
        return switch (control.words().kind()) {
            case BEGIN ->
                inBlock && control.words().modes()
                        ? Traits.of(EnumSet.of(Trait.SET_TRANSACTION))
                        : Traits.control(Control.BEGIN);
            case COMMIT -> Traits.control(Control.COMMIT);
            case FINISH_PREPARED -> Traits.standalone(Kind.OTHER);
            case ROLLBACK, PREPARE -> Traits.ORDINARY;
        };
    }

    private static Traits settings(Command.SetParameter set) {
        if (!set.settings().isEmpty()) {
            return settings(set.settings(), false, false);
        }
        boolean transaction = set.target() == Target.TRANSACTION;
        boolean session = !set.local() && !transaction && set.target() != Target.CONSTRAINTS;
        return settings(List.of(), session, transaction);
    }

    private static Traits settings(List<Setting> settings, boolean ofSession, boolean ofTransaction) {
        boolean session = ofSession;
        boolean lockTimeout = false;
        boolean transaction = ofTransaction;
        for (Setting setting : settings) {
            session |= !setting.local();
            boolean all = setting.name().equals("*");
            lockTimeout |= all || setting.name().equals("lock_timeout");
            transaction |= setting.name().startsWith("transaction_");
        }
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        add(traits, Trait.SESSION_SETTING, session);
        add(traits, Trait.MENTIONS_LOCK_TIMEOUT, lockTimeout);
        add(traits, Trait.SET_TRANSACTION, transaction);
        return Traits.of(traits);
    }
}
