package dev.sailplan.api.event;

import dev.sailplan.store.Entry;
import dev.sailplan.store.Listing;
import dev.sailplan.store.Page;
import dev.sailplan.store.TopologyStore;
import dev.sailplan.store.VerdictChange;
import dev.sailplan.store.VerdictLog;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells a client what it has missed, part by part, so that no more than a part is in memory. */
final class Backlog {

    private static final int PART = 500;

    private final VerdictLog log;
    private final TopologyStore store;
    private final EventFormat format;

    Backlog(VerdictLog log, TopologyStore store, EventFormat format) {
        this.log = log;
        this.store = store;
        this.format = format;
    }

    /**
     * Sends all changes after one and up to another, or, if they are not all known any more, that there is a gap, and what is
     * found in each topology now.
     *
     * @param names of the topologies the client wants to know of; all if empty
     */
    void send(long after, long upTo, Set<String> names, Wire wire) throws IOException {
        long sent = after;
        while (sent < upTo) {
            List<VerdictChange> part = log.after(sent, PART);
            if (part.isEmpty() || part.get(0).id() != sent + 1) {
                sendSnapshot(after, upTo, names, wire);
                return;
            }
            for (VerdictChange change : part) {
                if (change.id() <= upTo && isWanted(change.name(), names)) {
                    wire.send(format.change(change).text());
                }
            }
            sent = part.get(part.size() - 1).id();
        }
    }

    static boolean isWanted(String name, Set<String> names) {
        return names.isEmpty() || names.contains(name);
    }

    /**
     * Sends what is found in each topology now, which is at least as new as a change.
     *
     * @param after the last change the client knows of
     * @param upTo that change
     */
    void sendSnapshot(long after, long upTo, Set<String> names, Wire wire) throws IOException {
        wire.send(format.gap(after));
        if (names.isEmpty()) {
            sendAll(wire);
        } else {
            for (String name : names) {
                Optional<Entry> entry = store.find(name);
                if (entry.isPresent()) {
                    wire.send(format.verdict(entry.get()));
                }
            }
        }
        wire.send(format.verdictsEnd(upTo));
    }

    private void sendAll(Wire wire) throws IOException {
        String last = "";
        boolean more = true;
        while (more) {
            Page page = store.list(new Listing(null, Map.of(), last, PART));
            for (Entry entry : page.entries()) {
                wire.send(format.verdict(entry));
                last = entry.name();
            }
            more = page.more();
        }
    }
}
