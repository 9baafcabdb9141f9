package dev.sailplan.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Standings that were read and are still so, of a store that is written to by nobody else.
 *
 * <p>Nothing is kept of a topology while it is written, nor is what was read before a write began or ended kept after it: it may be
 * what was there before.
 */
public final class KeptStandings implements WriteWatch {

    /** More are begun anew rather than kept: each takes a few hundred bytes. */
    private static final int MOST = 100_000;

    private final Map<String, Standing> kept = new ConcurrentHashMap<>();
    private final Map<String, Integer> writers = new HashMap<>();
    private long writes;

    /** Those of a source, asked only for what is not kept. */
    public Standings inFrontOf(Standings source) {
        return name -> of(name, source);
    }

    private Optional<Standing> of(String name, Standings source) {
        Standing known = kept.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        long before = writes();
        Optional<Standing> found = source.of(name);
        found.ifPresent(standing -> keep(name, standing, before));
        return found;
    }

    private synchronized long writes() {
        return writes;
    }

    private synchronized void keep(String name, Standing standing, long before) {
        if (writes != before || writers.containsKey(name)) {
            return;
        }
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(name, standing);
    }

    @Override
    public synchronized Runnable begin(String name) {
        writes++;
        writers.merge(name, 1, Integer::sum);
        kept.remove(name);
        return () -> end(name);
    }

    private synchronized void end(String name) {
        writes++;
        writers.computeIfPresent(name, KeptStandings::oneLess);
    }

    private static @Nullable Integer oneLess(String name, int count) {
        return count == 1 ? null : count - 1;
    }
}
