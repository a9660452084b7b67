package dev.tandem.services.gateway.maintenance;

import dev.tandem.core.doctor.Examination;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The state of the installation over REST. */
@Path("/api/v1/doctor")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class DoctorResource {
    private final Doctor doctor;

    DoctorResource(Doctor doctor) {
        this.doctor = doctor;
    }

    /** Looks at everything that the gateway needs; what fails is told in the answer. */
    @GET
    public Examination examine() {
        return doctor.examine();
    }
}
