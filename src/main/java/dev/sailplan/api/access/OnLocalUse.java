package dev.sailplan.api.access;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds where nobody is asked, because only this machine can call. */
final class OnLocalUse implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return AccessControl.isLocal(context.getEnvironment());
    }
}
