// SPDX-License-Identifier: Apache-2.0
import com.fraiseql.migrate.projection.CascadeNotes;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.ChangeFeed;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** Two instances that read what changes, for {@code benchmarks/cascade.sh}: arguments are a JDBC URL, a mode, seconds. */
public final class CascadeFeeds {

    private CascadeFeeds() {}

    public static void main(String[] arguments) throws Exception {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        CascadeNotes notes = new CascadeNotes(dataSource, CascadeOptions.defaults());
        notes.install();
        if (arguments[1].equals("install")) {
            return;
        }
        boolean notified = arguments[1].equals("notify");
        long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(arguments[2])).toNanos();
        Thread[] threads = new Thread[2];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> read(notes, dataSource, notified, end));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void read(CascadeNotes notes, PGSimpleDataSource dataSource, boolean notified, long end) {
        long keys = 0;
        try (ChangeFeed feed = notes.open(dataSource, notified)) {
            System.out.println("reading");
            while (System.nanoTime() < end) {
                feed.await(Duration.ofMillis(200));
                keys += feed.poll().changes().stream().mapToLong(c -> c.keys().size()).sum();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.println(keys + " keys");
    }
}
