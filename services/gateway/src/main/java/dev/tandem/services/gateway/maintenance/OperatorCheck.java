package dev.tandem.services.gateway.maintenance;

import dev.tandem.core.doctor.Finding;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.RefusedFile;
import java.util.ArrayList;
import java.util.List;

/** Looks at the operators that the installation has beside those of Tandem. */
final class OperatorCheck {
    private static final String SETTING = "TANDEM_OPERATORS_FOLDER";

    private OperatorCheck() {}

    /**
     * One finding for each operator, and for each file that brings none.
     *
     * @param here whether operators run in this process, so that those that need a process of their own can be tried
     */
    static List<Finding> check(OperatorCatalog catalog, boolean here) {
        List<Finding> findings = new ArrayList<>();
        for (OperatorCatalog.Known known : catalog.own()) {
            findings.add(check(known, here));
        }
        for (RefusedFile file : catalog.refused()) {
            findings.add(Finding.failed(
                    "operators of " + file.file(), file.reason(), SETTING, "Correct the file, or take it out; then restart Tandem."));
        }
        return findings;
    }

    private static Finding check(OperatorCatalog.Known known, boolean here) {
        String check = "operator " + known.info().name() + " of " + known.origin();
        try {
            if (here) {
                known.factory().check();
            }
            return Finding.ok(check, "loaded, code " + known.info().code().orElseThrow().abbreviated());
        } catch (TandemException e) {
            return Finding.failed(check, e.getMessage(), SETTING, "Correct the operator, then restart Tandem.");
        }
    }
}
