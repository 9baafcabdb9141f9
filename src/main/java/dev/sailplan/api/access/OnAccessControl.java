package dev.sailplan.api.access;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds where callers are asked who they are. */
final class OnAccessControl implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return AccessControl.isOn(context.getEnvironment());
    }
}
