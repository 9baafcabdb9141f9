package dev.sailplan.api.access;

import dev.sailplan.api.chore.Chore;
import dev.sailplan.store.AuditLog;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Forgets what the audit log need not tell any more. */
@Component
class AuditChore implements Chore {

    private final AuditLog log;
    private final AccessSettings settings;

    AuditChore(AuditLog log, AccessSettings settings) {
        this.log = log;
        this.settings = settings;
    }

    @Override
    public void run(Instant now) {
        log.forget(now.minus(settings.auditKept()));
    }
}
