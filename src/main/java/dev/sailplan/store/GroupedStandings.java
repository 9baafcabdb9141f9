package dev.sailplan.store;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

/**
 * Reads standings for everybody who asks at the same time at once.
 *
 * <p>One read is under way at a time. Who asks meanwhile joins the group that is read for next, and so is answered by a read that
 * began after they asked: what was acknowledged before is in it. The first of a group reads for all of it, so there is no thread
 * besides theirs. A read that fails fails for the whole group.
 */
public final class GroupedStandings implements Standings {

    /** How long one waits for the reads of others: a database that says nothing any more is not to take all threads. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Function<Set<String>, Map<String, Standing>> source;
    private final Duration patience;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable Group open;

    public GroupedStandings(TopologyStore store) {
        this(store::standings, PATIENCE);
    }

    /**
     * Creates one.
     *
     * @param source reads the standings of names; those that are not there are left out
     */
    GroupedStandings(Function<Set<String>, Map<String, Standing>> source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    @Override
    public Optional<Standing> of(String name) {
        Group group = join(name);
        if (group.first == Thread.currentThread()) {
            readFor(group);
        }
        return Optional.ofNullable(group.await(patience).get(name));
    }

    private synchronized Group join(String name) {
        if (open == null) {
            open = new Group(Thread.currentThread());
        }
        open.names.add(name);
        return open;
    }

    private synchronized void close() {
        open = null;
    }

    private void readFor(Group group) {
        try {
            group.found.complete(read(group));
        } catch (RuntimeException | Error failure) {
            group.found.completeExceptionally(failure);
        }
    }

    /** Nobody joins any more when the read begins, nor when it cannot. */
    private Map<String, Standing> read(Group group) {
        boolean mine = isMyTurn();
        close();
        if (!mine) {
            throw late();
        }
        try {
            return source.apply(group.names);
        } finally {
            turn.unlock();
        }
    }

    private boolean isMyTurn() {
        try {
            return turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static QueryTimeoutException late() {
        return new QueryTimeoutException("Another read of the database did not end in time");
    }

    /** Who is answered by one read. */
    private static final class Group {

        private final Thread first;
        private final Set<String> names = new HashSet<>();
        private final CompletableFuture<Map<String, Standing>> found = new CompletableFuture<>();

        Group(Thread first) {
            this.first = first;
        }

        Map<String, Standing> await(Duration patience) {
            try {
                return found.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException slow) {
                throw late();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new DataAccessResourceFailureException("Nobody waits for the database any more", interrupted);
            } catch (ExecutionException failed) {
                throw failure(failed.getCause());
            }
        }

        private static RuntimeException failure(@Nullable Throwable cause) {
            if (cause instanceof Error error) {
                throw error;
            }
            return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
        }
    }
}
