// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.history.HistorySearch;
import com.fraiseql.migrate.options.HistoryPlace;
import com.fraiseql.migrate.source.LocalMigration;
import java.util.List;

/** Whether the history that a session sees is the one of these migrations, and not one in another schema. */
final class HistoryPlaceCheck {

    private final HistoryPlace place;

    HistoryPlaceCheck(HistoryPlace place) {
        this.place = place;
    }

    /** Fails if another schema has the history of these migrations; otherwise returns warnings. */
    List<String> requireHere(Session session, History history, List<LocalMigration> local) {
        HistorySearch.Result found = search(session, history, local);
        found.problem().ifPresent(problem -> {
            throw problem;
        });
        return found.unreadable().stream()
                .map(other -> "User " + history.user() + " may not read the table " + other.display()
                        + "; it is taken for the history of other migrations than these.")
                .toList();
    }

    HistorySearch.Result search(Session session, History history, List<LocalMigration> local) {
        // a configured schema says which history it is
        return place.schema() == null ? new HistorySearch(session, history).among(local) : HistorySearch.Result.NOTHING;
    }
}
