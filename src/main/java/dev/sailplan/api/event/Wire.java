package dev.sailplan.api.event;

import java.io.IOException;

/** The way to one client. Used by one thread at a time. */
interface Wire {

    /**
     * Sends text, and waits until it has left.
     *
     * @throws IOException if the client is gone, or takes nothing any more
     */
    void send(String text) throws IOException;

    /** Ends the answer. */
    void end();
}
