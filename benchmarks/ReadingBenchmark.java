// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.benchmarks;

import com.fraiseql.migrate.script.Checksums;
import com.fraiseql.migrate.script.Script;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.sql.Lexer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** How fast a script of 10 MB is read: 20 operations a second are 200 MB/s. {@code reading.sh} runs it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = {"-Xmx256m", "-XX:+UseSerialGC"})
public class ReadingBenchmark {

    private static final int SIZE = 10_000_000;
    private static final String ROW = "x".repeat(60);

    @Param({"insert", "copy", "copy-accents"})
    public String content;

    private String sql;
    private ScriptText script;
    private final byte[] chunk = new byte[1 << 16];

    @Setup
    public void write() {
        String row = content.equals("copy-accents") ? "é".repeat(30) : ROW;
        StringBuilder text = new StringBuilder(content.equals("insert") ? "" : "COPY t FROM stdin;\n");
        for (int i = 0; text.length() < SIZE; i++) {
            text.append(
                    content.equals("insert")
                            ? "INSERT INTO t VALUES (" + i + ", '" + row + i + "');\n"
                            : i + "\t" + row + i + "\n");
        }
        sql = text.append(content.equals("insert") ? "" : "\\.\n").toString();
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        script = new ScriptText() {
            @Override
            public String name() {
                return "001_benchmark.sql";
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    /** The lexer alone, over the whole text, as if it all were SQL. */
    @Benchmark
    public int lexer() {
        Lexer lexer = new Lexer(sql, true);
        int tokens = 0;
        while (lexer.next() != Lexer.END) {
            tokens++;
        }
        return tokens;
    }

    /** What is done for every file at every start. */
    @Benchmark
    public String checksum() {
        return Checksums.of(script);
    }

    /** What is done for a pending file before anything runs: statements, units, hashes, checks. */
    @Benchmark
    public Script plan() {
        return Script.read(script);
    }

    /** What is done while it runs, apart from sending. */
    @Benchmark
    public void execute(Blackhole sent) throws IOException {
        try (StatementReader reader = StatementReader.open(script)) {
            for (Statement statement = reader.next(); statement != null; statement = reader.next()) {
                sent.consume(statement);
                if (statement.traits().copyFromStdin()) {
                    InputStream data = reader.copyData();
                    for (int n = data.read(chunk); n >= 0; n = data.read(chunk)) {
                        sent.consume(n);
                    }
                }
            }
        }
    }
}
