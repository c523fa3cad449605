// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.catalog;

import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table, as far as the files tell: what no file mentions may be there nevertheless. */
public final class KnownTable {

    /** No file creates it. */
    public static final int BEFORE = Integer.MIN_VALUE;

    private QualifiedName name;
    private final int batch;
    private final boolean temporary;
    boolean partitioned;
    final Map<String, KnownColumn> columns = new LinkedHashMap<>();
    final Map<String, KnownConstraint> constraints = new LinkedHashMap<>();

    private final List<String> partitionKey = new ArrayList<>();
    private final Set<String> partitions = new LinkedHashSet<>();
    private @Nullable String defaultPartition;
    /** Constraints that a file validates and none adds. */
    private final Set<String> validated = new HashSet<>();

    KnownTable(QualifiedName name, int batch, boolean temporary) {
        this.name = name;
        this.batch = batch;
        this.temporary = temporary;
    }

    public QualifiedName name() {
        return name;
    }

    void rename(QualifiedName newName) {
        this.name = newName;
    }

    void rename(ColumnRename words) {
        KnownColumn column = columns.remove(words.from());
        if (column != null) {
            columns.put(words.to(), column.withName(words.to()));
        }
        constraints.replaceAll((key, constraint) -> words.in(constraint));
        partitionKey.replaceAll(words::in);
    }

    /** The number of the migrations that created it; {@link #BEFORE} if no file does. */
    public int batch() {
        return batch;
    }

    public boolean temporary() {
        return temporary;
    }

    /** Whether it is known to be partitioned. */
    public boolean partitioned() {
        return partitioned;
    }

    /** The columns of its partition key, as far as they are known; of an expression there is none. */
    public List<String> partitionKey() {
        return Collections.unmodifiableList(partitionKey);
    }

    void addPartitionKey(List<Token> words) {
        boolean call = words.size() > 1 && words.get(1).is("(");
        if (!call && !words.isEmpty() && words.get(0).isName()) {
            partitionKey.add(words.get(0).name());
        }
    }

    /** The names of the partitions that files above create or attach, without their schemas. */
    public Set<String> partitions() {
        return Collections.unmodifiableSet(partitions);
    }

    /** The partition of all rows that no other one takes; {@code null} if none is known. */
    public @Nullable String defaultPartition() {
        return defaultPartition;
    }

    void addPartition(QualifiedName partition, boolean byDefault) {
        partitioned = true;
        partitions.add(partition.name());
        if (byDefault) {
            defaultPartition = partition.name();
        }
    }

    void removePartition(QualifiedName partition) {
        partitions.remove(partition.name());
        if (partition.name().equals(defaultPartition)) {
            defaultPartition = null;
        }
    }

    /** Whether all of its columns are known. */
    public boolean isComplete() {
        return batch != BEFORE;
    }

    /** A column; {@code null} if no file tells of it. */
    public @Nullable KnownColumn column(String column) {
        return columns.get(column);
    }

    public Collection<KnownColumn> columns() {
        return Collections.unmodifiableCollection(columns.values());
    }

    /** The constraints by name. */
    public Map<String, KnownConstraint> constraints() {
        return Collections.unmodifiableMap(constraints);
    }

    /** Whether a valid constraint, or the column itself, proves that the column has no nulls. */
    public boolean isProvenNotNull(String column) {
        KnownColumn known = columns.get(column);
        return (known != null && known.notNull())
                || constraints.values().stream().anyMatch(constraint -> constraint.provesNotNull(column))
                || validated.stream().anyMatch(constraint -> isNamedAsProof(constraint, column));
    }

    void addValidated(String constraint) {
        validated.add(constraint);
    }

    /** Of a constraint that no file adds only the name tells what it may prove. */
    private static boolean isNamedAsProof(String constraint, String column) {
        return constraint.contains(column) && (constraint.contains("null") || constraint.matches("(.*_)?nn(_.*)?"));
    }

    /** The name that PostgreSQL gives to a constraint without one ({@code ChooseConstraintName}). */
    String chooseName(Constraint.Kind kind, Collection<String> of) {
        String suffix = switch (kind) {
            case CHECK -> "check";
            case UNIQUE -> "key";
            case PRIMARY_KEY -> "pkey";
            case EXCLUDE -> "excl";
            case FOREIGN_KEY -> "fkey";
            case NOT_NULL -> "not_null";
        };
        String middle = kind == Constraint.Kind.PRIMARY_KEY || of.isEmpty() ? "" : String.join("_", of) + "_";
        String chosen = name.name() + "_" + middle + suffix;
        String free = chosen;
        for (int i = 1; constraints.containsKey(free); i++) {
            free = chosen + i;
        }
        return free;
    }
}
