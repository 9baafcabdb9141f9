package dev.sailplan.registry;

import dev.sailplan.store.Entry;
import java.time.Instant;

/** Looks after a pass of the {@link Refresher}: says what time it is, whether to go on, and hears what goes wrong. */
public interface Watch {

    /** What time it is. */
    Instant now();

    /** Whether another topology may be judged now; may take a while to say so. */
    boolean goesOn();

    /** Whether something failed because of the store, and would not have at another time. */
    boolean isPassing(RuntimeException failure);

    /** A topology cannot be read any more. */
    void unreadable(Entry entry, String why);

    /** Judging a topology failed, which is a fault of the service. */
    void failed(Entry entry, Throwable why);
}
