package dev.tandem.local;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions of dependencies that the design promises. This module sees all others. */
@AnalyzeClasses(packages = "dev.tandem", importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    private static final String[] FRAMEWORKS = {"io.quarkus..", "jakarta..", "io.temporal..", "picocli..", "io.vertx.."};

    /** The contract tests of core stand in a jar of their own. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule coreKnowsNoFramework =
            noClasses().that().resideInAPackage("dev.tandem.core..").should().dependOnClassesThat().resideInAnyPackage(FRAMEWORKS);

    @ArchTest
    static final ArchRule coreKnowsNothingThatIsBuiltOnIt = noClasses().that().resideInAPackage("dev.tandem.core..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("dev.tandem.operators..", "dev.tandem.services..", "dev.tandem.workflows..", "dev.tandem.cli..");

    @ArchTest
    static final ArchRule operatorsSeeNoStorageNoNetworkNoFramework = noClasses().that().resideInAPackage("dev.tandem.operators..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("dev.tandem.core.store..", "dev.tandem.core.engine..", "dev.tandem.core.rpc..", "dev.tandem.proto..",
                    "io.grpc..", "io.minio..", "okhttp3..", "java.net.http..", "io.quarkus..", "jakarta..", "io.temporal..");

    @ArchTest
    static final ArchRule trainingKnowsOnlyCore = noClasses().that().resideInAPackage("dev.tandem.training..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("dev.tandem.operators..", "dev.tandem.services..", "dev.tandem.workflows..", "dev.tandem.cli..",
                    "dev.tandem.core.store..", "dev.tandem.core.engine..", "dev.tandem.proto..", "io.grpc..", "io.quarkus..", "jakarta..",
                    "io.temporal..");

    /** What a processor may answer in its own way makes other weights on another machine. */
    @ArchTest
    static final ArchRule trainingGivesTheSameBytesEverywhere = noClasses().that().resideInAPackage("dev.tandem.training..")
            // Programs of others have limits by the clock.
            .and().resideOutsideOfPackage("dev.tandem.training.job.command..")
            .should().callMethod(Math.class, "exp", double.class)
            .orShould().callMethod(Math.class, "log", double.class)
            .orShould().callMethod(Math.class, "pow", double.class, double.class)
            .orShould().callMethod(Math.class, "random")
            .orShould().callMethod(System.class, "nanoTime");

    /** What its native code does wrong ends a process of its own. */
    @ArchTest
    static final ArchRule onlyTheMediaDecoderSeesFfmpeg = noClasses().that().resideOutsideOfPackage("dev.tandem.media..")
            .should().dependOnClassesThat().resideInAnyPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule servicesNeverCallEachOther =
            slices().matching("dev.tandem.services.(*)..").should().notDependOnEachOther()
                    .ignoreDependency(alwaysTrue(), resideInAPackage("dev.tandem.services.common.."));

    @ArchTest
    static final ArchRule onlyGatewayAndWorkerTalkToTheWorkflowServer = noClasses().that().resideInAPackage("dev.tandem.services..")
            .and().resideOutsideOfPackages("dev.tandem.services.gateway..", "dev.tandem.services.process..")
            .should().dependOnClassesThat().resideInAnyPackage("io.temporal..", "dev.tandem.workflows..");

    @ArchTest
    static final ArchRule workflowsReachServicesThroughTheirContractOnly = noClasses().that().resideInAPackage("dev.tandem.workflows..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("dev.tandem.services..", "dev.tandem.operators..", "dev.tandem.cli..", "io.quarkus..", "jakarta..");

    /** But for the command that makes the store's users, before there is a gateway. */
    @ArchTest
    static final ArchRule theCommandIsOnlyAClient = noClasses().that().resideInAPackage("dev.tandem.cli..")
            .and().doNotHaveSimpleName("StoreSetupCommand")
            .should().dependOnClassesThat()
            .resideInAnyPackage("dev.tandem.services..", "dev.tandem.workflows..", "dev.tandem.local..", "dev.tandem.core.store..",
                    "io.temporal..", "io.quarkus..", "io.minio..");

    @ArchTest
    static final ArchRule generatedTypesStopAtTheEdges = noClasses().that(resideOutsideOfEdges())
            .should().dependOnClassesThat().resideInAnyPackage("dev.tandem.proto..", "inference..");

    @ArchTest
    static final ArchRule workflowCodeIsDeterministic = noClasses().that().haveSimpleNameEndingWith("WorkflowDefinition")
            .or().haveSimpleName("ShardWindow").or().haveSimpleName("RunProgress").or().haveSimpleName("Activities")
            .or().haveSimpleName("RoundsProgress").or().haveSimpleName("ShardPass").or().haveSimpleName("ChangeRules")
            .or().haveSimpleName("Tally").or().haveSimpleName("ReviewGate").or().haveSimpleName("ExperimentProgress")
            .or().haveSimpleName("TowerServing")
            .should().dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.util.concurrent..", "io.grpc..")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.Random")
            .orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(System.class, "nanoTime")
            .orShould().callMethod(java.time.Instant.class, "now")
            .orShould().callMethod(java.util.UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule operatorsAreAnnotatedAndFinal = classes().that().areAnnotatedWith("dev.tandem.core.operator.OperatorName")
            .should().haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
            .andShould().resideInAPackage("dev.tandem.operators..");

    @ArchTest
    static final ArchRule packagesOfCoreFormNoCycles = slices().matching("dev.tandem.core.(*)..").should().beFreeOfCycles();

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> resideOutsideOfEdges() {
        return com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(
                        "dev.tandem.proto..",
                        "inference..",
                        "dev.tandem.core.rpc..",
                        "dev.tandem.core.inference..",
                        "dev.tandem.inference..",
                        "dev.tandem.services.."))
                .and(com.tngtech.archunit.base.DescribedPredicate.not(
                        JavaClass.Predicates.simpleName("ServiceActivities").or(JavaClass.Predicates.simpleName("DedupCalls"))
                                .or(JavaClass.Predicates.simpleName("RoundsCalls"))
                                .or(JavaClass.Predicates.simpleName("SelectorTraining"))
                                .or(JavaClass.Predicates.simpleName("SynthesisCalls"))
                                .or(JavaClass.Predicates.simpleName("ExperimentCalls"))));
    }
}
