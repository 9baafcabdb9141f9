package dev.sailplan.api.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Whether callers are asked who they are. */
public enum AccessControl {
    /** Unless only this machine can call. */
    AUTO,
    ALWAYS,
    NEVER;

    /** Whether they are, by the settings of the service. */
    public static boolean isOn(Environment settings) {
        return switch (chosen(settings)) {
            case AUTO -> !isLoopback(settings.getProperty("server.address"));
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }

    /** Whether nobody is asked because only this machine can call, and not because somebody wants it so. */
    static boolean isLocal(Environment settings) {
        return chosen(settings) == AUTO && !isOn(settings);
    }

    private static AccessControl chosen(Environment settings) {
        return Binder.get(settings)
                .bind("sailplan.access.control", AccessControl.class)
                .orElse(AUTO);
    }

    /** Without an address every interface is listened to. */
    private static boolean isLoopback(@Nullable String address) {
        try {
            return address != null
                    && !address.isBlank()
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
