package dev.sailplan.webhook;

import dev.sailplan.webhook.Answer.Result;
import java.time.Instant;

/** Looks after deliveries: says what time it is, and hears what becomes of them. */
public interface DeliveryWatch {

    /** What time it is. */
    Instant now();

    /** An attempt to deliver is over. */
    void attempted(Result result);

    /** A webhook is not told anything any more until somebody resumes it. */
    void paused(String webhook);

    /** A webhook could not be looked after, which is no fault of its receiver. It is tried again. */
    void failed(String webhook, Throwable why);
}
