package dev.sailplan.store;

/** Hears of writes, each as long as it may be seen by some and not by others. */
@FunctionalInterface
public interface WriteWatch {

    /**
     * A topology is about to be written, and nothing of it can be seen yet.
     *
     * @return is run once it can be seen by everybody, or by nobody
     */
    Runnable begin(String name);
}
