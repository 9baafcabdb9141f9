package dev.sailplan.api.topology;

import dev.sailplan.api.chore.Chore;
import dev.sailplan.store.ReceiptLog;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Forgets requests that nobody sends again any more. */
@Component
class ReceiptChore implements Chore {

    /** However long they are to be kept: what is forgotten early is answered as a conflict, and never stored twice. */
    private static final int MOST_KEPT = 100_000;

    private final ReceiptLog receipts;
    private final IdempotencySettings settings;

    ReceiptChore(ReceiptLog receipts, IdempotencySettings settings) {
        this.receipts = receipts;
        this.settings = settings;
    }

    @Override
    public void run(Instant now) {
        receipts.forget(now.minus(settings.kept()), MOST_KEPT);
    }
}
