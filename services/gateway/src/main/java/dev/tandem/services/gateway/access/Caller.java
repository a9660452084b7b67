package dev.tandem.services.gateway.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;

/** Who makes the call that is being answered. */
@Singleton
public final class Caller {
    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The name under which the caller is known.
     *
     * @param claimed what the caller says; it counts only where nobody has to prove who they are
     */
    public String name(String claimed) {
        return identity.isAnonymous() ? claimed : identity.getPrincipal().getName();
    }
}
