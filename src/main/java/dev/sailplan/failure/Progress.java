package dev.sailplan.failure;

/** Is told how far a long computation has come, and may end it. */
public interface Progress {

    /** Nobody looks, and it is never ended. */
    Progress UNWATCHED = new Progress() {
        @Override
        public void begin(int steps) {}

        @Override
        public void step() {}
    };

    /** So many steps follow. */
    void begin(int steps);

    /**
     * One of them is done.
     *
     * @throws java.util.concurrent.CancellationException if the rest is not wanted any more
     */
    void step();
}
