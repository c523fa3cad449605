// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.source.MigrationName.Part;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Names for the files of a folder whose own names do not fit, decided over all of its files together: the order stays
 * that of the versions, all numbers are written equally wide, and no name collides with another one. A file whose name
 * fits keeps it. Where that cannot be done there is no proposal.
 */
final class NameProposals {

    private static final int WIDTH = 3;

    private final Set<String> taken = new HashSet<>();
    private final List<Entry> fixed = new ArrayList<>();
    private final List<Entry> moved = new ArrayList<>();
    private final List<Entry> undos = new ArrayList<>();
    private final List<String> unnumbered = new ArrayList<>();
    private final Map<String, String> proposals = new HashMap<>();

    /**
     * A file with its place in the order.
     *
     * @param number what it is numbered by: for a file that keeps its name its own number, for any other one what is
     *     proposed
     */
    private record Entry(
            String fileName,
            List<BigInteger> parts,
            int width,
            String name,
            Part part,
            @Nullable String number) {

        Entry numbered(String newNumber) {
            return new Entry(fileName, parts, width, name, part, newNumber);
        }

        BigInteger value() {
            return new BigInteger(String.valueOf(number));
        }
    }

    private NameProposals() {}

    /** For each file that does not fit, the name to give it, if there is one. */
    static Map<String, String> of(Collection<String> fileNames) {
        NameProposals folder = new NameProposals();
        new TreeSet<>(fileNames).forEach(folder::sort);
        return folder.propose();
    }

    /**
     * The same for files that fit and have one number only because the rest of their version is in the name:
     * {@code 2024_01_01_x}.
     */
    static Map<String, String> ofSeveralNumbers(Collection<String> fileNames) {
        NameProposals folder = new NameProposals();
        for (String fileName : new TreeSet<>(fileNames)) {
            ForeignName foreign = ForeignName.tryParse(MigrationName.stemOf(fileName));
            if (foreign == null || foreign.parts().size() < 2) {
                return Map.of();
            }
            folder.add(fileName, foreign);
        }
        return folder.propose();
    }

    private void sort(String fileName) {
        String stem = MigrationName.stemOf(fileName);
        MigrationName fits = MigrationName.tryParse(fileName);
        if (fits != null) {
            taken.add(fits.part() == Part.DOWN ? fits.version() + ".down" : fits.version());
            if (fits.number() != null && fits.part() != Part.DOWN) {
                String number = numberIn(fits.version());
                fixed.add(new Entry(
                        fileName, List.of(fits.number()), number.length(), fits.description(), fits.part(), number));
            }
            return;
        }
        ForeignName foreign = ForeignName.tryParse(stem);
        if (foreign != null) {
            add(fileName, foreign);
        } else if (stem.startsWith("R_") || stem.startsWith("r_")) {
            proposeOnce(fileName, repeatable(stem));
        } else if (!stem.isEmpty() && MigrationName.leadingDigits(stem) == stem.length()) {
            add(fileName, new ForeignName(List.of(new BigInteger(stem)), stem.length(), "name", Part.WHOLE, false));
        } else if (MigrationName.leadingDigits(stem) == 0 && !ForeignName.isCallback(stem)) {
            unnumbered.add(fileName);
        }
    }

    private void add(String fileName, ForeignName foreign) {
        if (foreign.baseline()) {
            return;
        }
        Entry entry = new Entry(
                fileName, foreign.parts(), foreign.width(), foreign.name().strip(), foreign.part(), null);
        (foreign.part() == Part.DOWN ? undos : moved).add(entry);
    }

    private static String repeatable(String stem) {
        String name = stem.substring(2);
        int last = ForeignName.lastSeparator(name);
        return "R_"
                + (last > 0 && name.charAt(last) == '.' && ForeignName.partOf(name) != Part.WHOLE
                        ? name.substring(0, last)
                        : name);
    }

    private Map<String, String> propose() {
        List<Entry> all = new ArrayList<>(moved);
        if (moved.isEmpty() && undos.isEmpty()) {
            nextNumber();
            return proposals;
        }
        if (moved.isEmpty()) {
            // undo scripts of files that fit
            undos.forEach(this::takeBack);
            return proposals;
        }
        List<Entry> numbered = number(all);
        if (!inOrder(numbered)) {
            return Map.of();
        }
        for (Entry entry : numbered) {
            String stem = entry.number() + "_" + entry.name();
            proposeOnce(entry.fileName(), entry.part() == Part.UP ? stem + ".up" : stem);
        }
        undos.forEach(undo -> takeBack(undo, numbered));
        return proposals;
    }

    private List<Entry> number(List<Entry> entries) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort((a, b) -> {
            int order = ForeignName.compare(a.parts(), b.parts());
            return order != 0 ? order : a.fileName().compareTo(b.fileName());
        });
        List<Integer> widths = widths(sorted);
        boolean tie = false;
        for (int i = 1; i < sorted.size(); i++) {
            tie |= ForeignName.compare(sorted.get(i - 1).parts(), sorted.get(i).parts()) == 0;
        }
        List<Entry> numbered = new ArrayList<>();
        int sequence = 0;
        for (int i = 0; i < sorted.size(); i++) {
            Entry entry = sorted.get(i);
            boolean again = i > 0 && ForeignName.compare(sorted.get(i - 1).parts(), entry.parts()) == 0;
            sequence = again ? sequence + 1 : 1;
            StringBuilder number = new StringBuilder();
            for (int k = 0; k < widths.size(); k++) {
                number.append(padded(ForeignName.at(entry.parts(), k).toString(), widths.get(k)));
            }
            if (tie) {
                number.append(padded(String.valueOf(sequence), WIDTH - 1));
            }
            numbered.add(entry.numbered(number.toString()));
        }
        return numbered;
    }

    /**
     * How wide each number of the versions is written: as wide as the widest one, and three digits unless they are a
     * date's.
     */
    private List<Integer> widths(List<Entry> entries) {
        int most = 1;
        boolean dates = true;
        for (Entry entry : entries) {
            most = Math.max(most, entry.parts().size());
            dates &=
                    entry.parts().size() >= 3 && entry.parts().get(0).toString().length() == 4;
        }
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            int width = dates ? 2 : WIDTH;
            for (Entry entry : entries) {
                width = Math.max(
                        width, ForeignName.at(entry.parts(), i).toString().length());
            }
            widths.add(width);
        }
        if (most == 1) {
            entries.forEach(entry -> widths.set(0, Math.max(widths.get(0), entry.width())));
            fixed.forEach(entry -> widths.set(0, Math.max(widths.get(0), entry.width())));
        }
        return widths;
    }

    /**
     * Whether all files, those that keep their names among them, run in the order of their versions and have different
     * numbers.
     */
    private boolean inOrder(List<Entry> numbered) {
        List<Entry> all = new ArrayList<>(fixed);
        all.addAll(numbered);
        all.sort(Comparator.comparing(Entry::value));
        Set<Entry> keep = new HashSet<>(fixed);
        for (int i = 1; i < all.size(); i++) {
            Entry before = all.get(i - 1);
            Entry after = all.get(i);
            int order = ForeignName.compare(before.parts(), after.parts());
            boolean keepsItsName = keep.contains(before) || keep.contains(after);
            if (before.value().equals(after.value()) || order > 0 || (order == 0 && keepsItsName)) {
                return false;
            }
        }
        return true;
    }

    private void takeBack(Entry undo) {
        takeBack(undo, List.of());
    }

    private void takeBack(Entry undo, List<Entry> numbered) {
        for (Entry entry : numbered) {
            if (ForeignName.compare(entry.parts(), undo.parts()) == 0) {
                proposeOnce(undo.fileName(), entry.number() + "_" + entry.name() + ".down");
                return;
            }
        }
        for (Entry entry : fixed) {
            if (ForeignName.compare(entry.parts(), undo.parts()) == 0) {
                MigrationName name = MigrationName.tryParse(entry.fileName());
                if (name != null) {
                    proposeOnce(undo.fileName(), name.version() + ".down");
                }
                return;
            }
        }
        if (undos.size() == 1
                && fixed.isEmpty()
                && numbered.isEmpty()
                && undo.parts().size() == 1) {
            proposeOnce(
                    undo.fileName(),
                    padded(undo.parts().get(0).toString(), Math.max(WIDTH, undo.width())) + "_" + undo.name()
                            + ".down");
        }
    }

    /** Of a file without a number nothing says where it belongs; a single one may be the newest. */
    private void nextNumber() {
        if (unnumbered.size() != 1) {
            return;
        }
        BigInteger highest = BigInteger.ZERO;
        int width = WIDTH;
        for (Entry entry : fixed) {
            if (entry.parts().get(0).compareTo(highest) >= 0) {
                highest = entry.parts().get(0);
                width = entry.width();
            }
        }
        String fileName = unnumbered.get(0);
        String stem = MigrationName.stemOf(fileName).replaceFirst("^[-_. ]+", "");
        proposeOnce(fileName, padded(highest.add(BigInteger.ONE).toString(), width) + "_" + stem);
    }

    private void proposeOnce(String fileName, String stem) {
        MigrationName name = MigrationName.tryParse(stem + ".sql");
        if (name == null) {
            return;
        }
        String key = name.part() == Part.DOWN ? name.version() + ".down" : name.version();
        if (taken.add(key)) {
            proposals.put(fileName, stem + ".sql");
        }
    }

    private static String numberIn(String version) {
        return version.substring(0, MigrationName.leadingDigits(version));
    }

    private static String padded(String digits, int width) {
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
