package dev.sailplan.api.event;

import dev.sailplan.api.intake.Limits;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.store.TopologyStore;
import dev.sailplan.store.VerdictChange;
import dev.sailplan.store.VerdictLog;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * All streams of this process. The database is asked once for all of them, however many there are, and not at all while there is
 * none.
 */
@Component
class EventStreams {

    private static final int PART = 500;
    private static final Duration LATER = Duration.ofSeconds(10);

    private final VerdictLog log;
    private final Backlog backlog;
    private final EventFormat format;
    private final int most;
    private final ExecutorService executor = Executors.newCachedThreadPool(EventStreams::daemon);

    /** Guards what follows. */
    private final Object lock = new Object();

    private final Set<EventStream> streams = new LinkedHashSet<>();
    private boolean closed;

    /** The last change that all streams were told of; means nothing while there is none. */
    private long position;

    EventStreams(VerdictLog log, TopologyStore store, Limits limits, JsonMapper json) {
        this.log = log;
        this.format = new EventFormat(json);
        this.backlog = new Backlog(log, store, format);
        this.most = limits.streams();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "events");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins a stream.
     *
     * @param names of the topologies the client wants to know of; all if empty
     * @param last the last change it knows of, null if it wants to know of those that are still to come
     * @throws ProblemException if there are too many already
     */
    EventStream open(Wire wire, Set<String> names, @Nullable Long last) {
        refuseIfFull();
        long newest = log.newest();
        synchronized (lock) {
            refuseIfFull();
            if (streams.isEmpty()) {
                position = newest;
            }
            long upTo = position;
            long known = Objects.requireNonNullElse(last, upTo);
            boolean unheardOf = known > Math.max(newest, upTo);
            long start = unheardOf ? upTo : Math.max(known, upTo);
            EventStream stream = new EventStream(wire, names, start, executor, this::remove);
            streams.add(stream);
            stream.open(to -> {
                to.send(EventFormat.greeting());
                if (unheardOf) {
                    backlog.sendSnapshot(known, upTo, names, to);
                } else {
                    backlog.send(known, upTo, names, to);
                }
                to.send(EventFormat.heartbeat(start));
            });
            return stream;
        }
    }

    private void refuseIfFull() {
        synchronized (lock) {
            if (closed || streams.size() >= most) {
                throw ProblemException.unavailable(
                        "As many streams of events are open as this instance serves; try again in a few seconds.",
                        LATER);
            }
        }
    }

    /** Sends nothing on a stream any more. */
    void remove(EventStream stream) {
        synchronized (lock) {
            streams.remove(stream);
        }
    }

    /** How many there are. */
    int size() {
        synchronized (lock) {
            return streams.size();
        }
    }

    /** Looks for changes, and tells all streams of them. */
    void poll() {
        long from;
        synchronized (lock) {
            if (streams.isEmpty()) {
                return;
            }
            from = position;
        }
        List<VerdictChange> changes = log.after(from, PART);
        if (!changes.isEmpty()) {
            tell(from, changes);
        }
    }

    private void tell(long from, List<VerdictChange> changes) {
        synchronized (lock) {
            if (position != from) {
                return;
            }
            if (changes.get(0).id() != from + 1) {
                endAll();
                return;
            }
            for (VerdictChange change : changes) {
                Event event = format.change(change);
                streams.forEach(stream -> stream.tell(event));
                position = change.id();
            }
        }
    }

    /** Shows all clients that their streams are alive. */
    void beat() {
        synchronized (lock) {
            streams.forEach(stream -> stream.beat(position));
        }
        endIfSetBack();
    }

    /** A database that lost its last changes, as one that took over may have, gives their numbers to others. */
    private void endIfSetBack() {
        long told;
        synchronized (lock) {
            if (streams.isEmpty()) {
                return;
            }
            told = position;
        }
        long newest = log.newest();
        synchronized (lock) {
            if (newest < told && position == told) {
                position = newest;
                endAll();
            }
        }
    }

    /** Takes clients, or takes none any more. */
    void setClosed(boolean closed) {
        synchronized (lock) {
            this.closed = closed;
        }
    }

    /** Ends all streams; their clients come back and say where they were. */
    void endAll() {
        synchronized (lock) {
            List.copyOf(streams).forEach(EventStream::end);
        }
    }
}
