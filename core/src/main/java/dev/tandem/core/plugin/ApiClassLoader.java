package dev.tandem.core.plugin;

import dev.tandem.core.operator.OperatorCatalog;
import java.util.List;

/**
 * What a jar of operators sees beside itself: the JDK, the operator API and SLF4J. Nothing else of Tandem and of its
 * libraries, so that a jar can bring any version of any library.
 */
final class ApiClassLoader extends ClassLoader {
    private static final List<String> PACKAGES = List.of(
            "dev.tandem.core.operator.",
            "dev.tandem.core.model.",
            "dev.tandem.core.error.",
            "dev.tandem.core.inference.",
            "org.slf4j.");

    private final ClassLoader tandem = OperatorCatalog.class.getClassLoader();

    ApiClassLoader() {
        super("tandem-operator-api", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (PACKAGES.stream().anyMatch(name::startsWith)) {
            return tandem.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
