// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.LongList;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.script.Checksums;
import com.fraiseql.migrate.script.FileSums;
import com.fraiseql.migrate.source.MigrationName.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the {@code .sql} files of a source into migrations:
 *
 * <ol>
 *   <li>reads every name, and refuses the ones that do not fit, all in one error;
 *   <li>puts each {@code .down.sql} to its migration, and refuses one that has none;
 *   <li>reads each remaining file once, for its checksum;
 *   <li>sorts, and refuses duplicates ({@link MigrationSet}).
 * </ol>
 */
final class MigrationFiles {

    private final List<LocatedText> texts = new ArrayList<>();
    private final List<MigrationName> names = new ArrayList<>();
    private final Map<String, LocatedText> downTexts = new HashMap<>();

    private MigrationFiles() {}

    /** Files in any order; each has passed {@link MigrationName#isMigrationFile}. */
    static List<LocalMigration> toMigrations(List<LocatedText> files) {
        MigrationFiles all = new MigrationFiles();
        List<LocatedText> misnamed = new ArrayList<>();
        // the order of a directory or jar is anybody's guess; an error must not be
        List<LocatedText> sorted = new ArrayList<>(files);
        sorted.sort((a, b) -> a.name().compareTo(b.name()));
        for (LocatedText file : sorted) {
            MigrationName name = MigrationName.tryParse(file.name());
            if (name == null) {
                misnamed.add(file);
            } else {
                all.add(name, file);
            }
        }
        if (!misnamed.isEmpty()) {
            throw misnamed(misnamed, sorted);
        }
        return all.migrations();
    }

    private void add(MigrationName name, LocatedText file) {
        if (name.part() != Part.DOWN) {
            names.add(name);
            texts.add(file);
            return;
        }
        LocatedText other = downTexts.putIfAbsent(name.version(), file);
        if (other != null && !MigrationSet.sameText(other, file)) {
            throw MigrateException.builder(
                            FailureCode.DUPLICATE_VERSION,
                            "The rollback " + file.name() + " is there twice, with different contents.",
                            "Keep one of the two files.")
                    .detail("  " + other.location() + "\n  " + file.location())
                    .build();
        }
    }

    private List<LocalMigration> migrations() {
        refuseOrphans();
        List<LocalMigration> migrations = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            MigrationName name = names.get(i);
            LocatedText text = texts.get(i);
            FileSums sums = Checksums.sums(text);
            migrations.add(new LocalMigration(
                    name.version(),
                    name.number(),
                    name.description(),
                    text,
                    downTexts.get(name.version()),
                    sums.checksum(),
                    sums.reading(),
                    null));
        }
        return MigrationSet.of(migrations);
    }

    private void refuseOrphans() {
        if (downTexts.isEmpty()) {
            return;
        }
        Map<String, LocatedText> orphans = new HashMap<>(downTexts);
        names.forEach(name -> orphans.remove(name.version()));
        orphans.entrySet().stream().min(Map.Entry.comparingByKey()).ifPresent(orphan -> {
            LocatedText file = orphan.getValue();
            String sibling = withNumberOf(orphan.getKey());
            throw MigrateException.builder(
                            FailureCode.BAD_FILE_NAME,
                            "The rollback " + file.name() + " has no migration: there is no " + orphan.getKey()
                                    + ".up.sql" + (sibling == null ? "." : ", but there is " + sibling + "."),
                            "Give both files the same name, as in 003_add_indexes.up.sql and "
                                    + "003_add_indexes.down.sql, or"
                                    + " remove the rollback.")
                    .location(SourceLocation.file(file.location()))
                    .build();
        });
    }

    private @Nullable String withNumberOf(String version) {
        var number = MigrationName.numberOf(version);
        for (int i = 0; i < names.size(); i++) {
            if (number.isPresent() && number.get().equals(names.get(i).number())) {
                return texts.get(i).name();
            }
        }
        return null;
    }

    /**
     * The first one as {@link NameAdvice#parse} says it; the others, so that they are renamed in one go, as a list.
     */
    private static MigrateException misnamed(List<LocatedText> files, List<LocatedText> all) {
        Map<String, String> proposals =
                NameProposals.of(all.stream().map(LocatedText::name).toList());
        LocatedText first = files.get(0);
        List<String> others = files.stream()
                .skip(1)
                .map(file -> {
                    String better = proposals.get(file.name());
                    return "  " + file.location() + (better == null ? "" : " (rename it to " + better + ")");
                })
                .toList();
        return NameAdvice.misnamed(first.name(), first.location(), proposals.get(first.name()))
                .detail(others.isEmpty() ? null : "These do not fit either:\n" + LongList.lines(others))
                .build()
                .withFullDetail(others.isEmpty() ? null : "These do not fit either:\n" + String.join("\n", others));
    }
}
