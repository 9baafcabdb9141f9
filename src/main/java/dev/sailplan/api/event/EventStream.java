package dev.sailplan.api.event;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one client listens to. Safe for use by several threads: whoever has something to tell never waits for the client, and a
 * client that takes too little for too long is dropped.
 */
final class EventStream {

    /** How much may wait for a client. */
    static final int MOST_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    /** What is sent before anything else. */
    interface Opening {
        void sendTo(Wire wire) throws IOException;
    }

    private final Wire wire;
    private final Set<String> names;
    private final long start;
    private final Executor executor;
    private final Consumer<EventStream> whenOver;
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean sending;
    private boolean over;

    /**
     * Creates a stream on which nothing is sent yet.
     *
     * @param names of the topologies the client wants to know of; all if empty
     * @param start the last change that is not sent as it happens
     * @param whenOver is told when nothing can be sent any more
     */
    EventStream(Wire wire, Set<String> names, long start, Executor executor, Consumer<EventStream> whenOver) {
        this.wire = wire;
        this.names = Set.copyOf(names);
        this.start = start;
        this.executor = executor;
        this.whenOver = whenOver;
    }

    /** Sends what comes first, and then what has come to wait. */
    synchronized void open(Opening opening) {
        sending = true;
        executor.execute(() -> {
            if (attempt(opening)) {
                sendWaiting();
            }
        });
    }

    /** Tells of a change, if the client wants to know and does not know already. */
    void tell(Event event) {
        if (event.id() > start && Backlog.isWanted(event.name(), names)) {
            add(event.text());
        }
    }

    /** Shows that the stream is alive, and up to which change everything was told. */
    void beat(long position) {
        add(EventFormat.heartbeat(Math.max(position, start)));
    }

    private synchronized void add(String text) {
        if (over) {
            return;
        }
        if (waiting.size() == MOST_WAITING) {
            LOG.info("A stream of events is dropped, as its client takes nothing");
            end();
            return;
        }
        waiting.add(text);
        sendSoon();
    }

    /** Ends the stream; what waits is not sent any more. */
    synchronized void end() {
        over = true;
        waiting.clear();
        sendSoon();
    }

    private void sendSoon() {
        if (!sending) {
            sending = true;
            executor.execute(this::sendWaiting);
        }
    }

    private void sendWaiting() {
        for (String next = next(); next != null; next = next()) {
            String text = next;
            if (!attempt(to -> to.send(text))) {
                return;
            }
        }
    }

    private @Nullable String next() {
        boolean ended;
        String text;
        synchronized (this) {
            text = waiting.poll();
            sending = text != null;
            ended = over;
        }
        if (ended) {
            wire.end();
            whenOver.accept(this);
        }
        return text;
    }

    /** Whether it was sent. If not the stream is over. */
    private boolean attempt(Opening part) {
        try {
            part.sendTo(wire);
            return true;
        } catch (IOException gone) {
            LOG.debug("A client that listened to events is gone", gone);
            forget();
        } catch (RuntimeException failed) {
            LOG.warn("A stream of events ends, as what it tells cannot be read", failed);
            forget();
            wire.end();
        }
        return false;
    }

    private void forget() {
        synchronized (this) {
            over = true;
            waiting.clear();
        }
        whenOver.accept(this);
    }
}
