package dev.sailplan.store;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionOperations;

/** Transactions that start again when they lose against another one. */
final class Attempts {

    /** A writer that loses that often meets more than bad luck. */
    private static final int MOST = 50;

    private final TransactionOperations transactions;

    Attempts(TransactionOperations transactions) {
        this.transactions = transactions;
    }

    /** What work comes to, in a transaction of its own. */
    <T> T of(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transactions.execute(status -> work.get()));
            } catch (DuplicateKeyException | ConcurrencyFailureException lost) {
                if (attempt == MOST) {
                    throw lost;
                }
            }
        }
    }
}
