package dev.tandem.services.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.core.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** REST writes the same JSON as the rest of Tandem. */
@ApplicationScoped
public class RestJson {
    @Produces
    @Singleton
    ObjectMapper mapper() {
        return Json.mapper();
    }
}
