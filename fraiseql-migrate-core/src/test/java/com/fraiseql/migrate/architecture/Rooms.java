// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;

/** The rooms of the engine, by rank. A room imports lower ranks only, so nothing imports the root. */
final class Rooms {

    static final String ROOT = "com.fraiseql.migrate";

    /**
     * {@code failure} has the lowest rank, since every room throws; others that import nothing else have the next one.
     * The root package is the room "".
     */
    static final Map<String, Integer> RANKS = Map.ofEntries(
            Map.entry("failure", 0),
            Map.entry("listener", 1),
            Map.entry("options", 1),
            Map.entry("report", 1),
            Map.entry("sql", 1),
            Map.entry("url", 1),
            Map.entry("script", 2),
            Map.entry("db", 2),
            Map.entry("source", 3),
            Map.entry("mutex", 3),
            Map.entry("catalog", 3),
            Map.entry("ranges", 3),
            Map.entry("history", 4),
            Map.entry("plan", 5),
            Map.entry("lint", 5),
            Map.entry("execute.checkpoint", 6),
            Map.entry("execute.run", 7),
            Map.entry("execute.session", 8),
            Map.entry("execute.unit", 9),
            Map.entry("execute.diagnosis", 10),
            Map.entry("execute", 11),
            Map.entry("projection.sync", 12),
            Map.entry("projection.ivm", 13),
            Map.entry("projection.ivm.registry", 14),
            Map.entry("projection.ivm.read", 14),
            Map.entry("projection.ivm.decide", 15),
            Map.entry("projection.ivm.derive", 16),
            Map.entry("projection.ivm.write", 17),
            Map.entry("projection.ivm.run", 18),
            Map.entry("projection.cascade", 14),
            Map.entry("projection.cascade.draw", 15),
            Map.entry("projection.cascade.read", 16),
            Map.entry("projection.cascade.derive", 17),
            Map.entry("projection.cascade.notes", 18),
            Map.entry("projection.state", 13),
            Map.entry("projection.table", 14),
            Map.entry("projection.index", 15),
            Map.entry("projection.survey", 16),
            Map.entry("projection.fill", 17),
            Map.entry("projection.run", 18),
            Map.entry("projection", 19),
            Map.entry("", 20));

    private Rooms() {}

    /**
     * The room's name; "" for the root package. A sub-package without a rank of its own belongs to the room above it.
     */
    static String of(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        if (name.equals(ROOT)) {
            return "";
        }
        String room = name.substring(ROOT.length() + 1);
        while (!RANKS.containsKey(room) && room.contains(".")) {
            room = room.substring(0, room.lastIndexOf('.'));
        }
        return room;
    }

    static boolean isOurs(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.equals(ROOT) || name.startsWith(ROOT + ".");
    }

    static DescribedPredicate<JavaClass> room(String... rooms) {
        var wanted = java.util.Set.of(rooms);
        return DescribedPredicate.describe(
                "reside in room " + String.join(", ", wanted), type -> isOurs(type) && wanted.contains(of(type)));
    }

    static ArchCondition<JavaClass> haveARank() {
        return new ArchCondition<>("be in a room that has a rank") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        type,
                        RANKS.containsKey(of(type)),
                        type.getName() + " is in the room '" + of(type) + "', which has no rank in Rooms"));
            }
        };
    }

    static ArchCondition<JavaClass> importLowerRanksOnly() {
        return new ArchCondition<>("import lower ranks only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    if (isOurs(target) && !of(target).equals(of(type))) {
                        events.add(new SimpleConditionEvent(
                                dependency, rank(target) < rank(type), dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static int rank(JavaClass type) {
        return RANKS.getOrDefault(of(type), Integer.MAX_VALUE);
    }
}
