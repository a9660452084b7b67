package dev.tandem.services.gateway;

import dev.tandem.core.diff.DatasetDiff;
import dev.tandem.core.duplicates.StepClusters;
import dev.tandem.core.json.Json;
import dev.tandem.core.rpc.CountMessages;
import dev.tandem.core.whatif.WhatIfAnswer;
import dev.tandem.proto.gateway.v1.ClusteredStep;
import dev.tandem.proto.gateway.v1.Dataset;
import dev.tandem.proto.gateway.v1.DiffDatasetsResponse;
import dev.tandem.proto.gateway.v1.Difference;
import dev.tandem.proto.gateway.v1.DifferentSample;
import dev.tandem.proto.gateway.v1.DuplicateCluster;
import dev.tandem.proto.gateway.v1.DuplicateQuality;
import dev.tandem.proto.gateway.v1.DuplicateSample;
import dev.tandem.proto.gateway.v1.EarlierSample;
import dev.tandem.proto.gateway.v1.FlippedSample;
import dev.tandem.proto.gateway.v1.ListClustersResponse;
import dev.tandem.proto.gateway.v1.ReasonCount;
import dev.tandem.proto.gateway.v1.RepeatedSpans;
import dev.tandem.proto.gateway.v1.RepeatingSample;
import dev.tandem.proto.gateway.v1.SettingChange;
import dev.tandem.proto.gateway.v1.StepDifference;
import dev.tandem.proto.gateway.v1.WhatIfResponse;
import dev.tandem.proto.gateway.v1.WhatIfStep;
import java.util.List;

/** What stored work tells, as messages. */
final class InsightMessages {
    private InsightMessages() {}

    static WhatIfResponse message(WhatIfAnswer answer) {
        WhatIfResponse.Builder response = WhatIfResponse.newBuilder().setRun(answer.run());
        answer.steps().forEach(step -> response.addSteps(message(step)));
        return response.build();
    }

    private static WhatIfStep message(WhatIfAnswer.StepAnswer step) {
        WhatIfStep.Builder message = WhatIfStep.newBuilder()
                .setStage(step.stage())
                .addAllOperators(step.operators())
                .setIn(step.in())
                .setKeptBefore(step.keptBefore())
                .setKeptAfter(step.keptAfter())
                .setNowKept(step.nowKept())
                .setNowDropped(step.nowDropped())
                .setOtherReason(step.otherReason())
                .addAllFollowing(step.following());
        step.settings().forEach(setting -> message.addSettings(SettingChange.newBuilder()
                .setParameter(setting.name())
                .setBefore(setting.before())
                .setAfter(setting.after())));
        step.reasons().forEach(reason -> message.addReasons(ReasonCount.newBuilder()
                .setReason(reason.reason())
                .setBefore(reason.before())
                .setAfter(reason.after())));
        step.examples().forEach(example -> message.addExamples(FlippedSample.newBuilder()
                .setSample(example.sample().hex())
                .setSource(example.source())
                .setBefore(example.before().orElse(""))
                .setAfter(example.after().orElse(""))
                .setValuesJson(Json.text(example.values()))
                .setText(example.text())));
        return message.build();
    }

    static DiffDatasetsResponse message(DatasetDiff diff) {
        DiffDatasetsResponse.Builder response = DiffDatasetsResponse.newBuilder()
                .setA(message(diff.a()))
                .setB(message(diff.b()))
                .setOnlyA(diff.samples().onlyA())
                .setOnlyB(diff.samples().onlyB())
                .setOtherContent(diff.samples().otherContent())
                .setSame(diff.samples().same());
        diff.made().forEach(difference -> {
            Difference.Builder message = Difference.newBuilder().setWhat(difference.what());
            difference.a().ifPresent(message::setA);
            difference.b().ifPresent(message::setB);
            response.addMade(message);
        });
        diff.steps().forEach(step -> response.addSteps(message(step)));
        diff.samples().examples().forEach(example -> response.addExamples(DifferentSample.newBuilder()
                .setPlace(example.place().name())
                .setSample(example.sample())
                .setSource(example.source())));
        return response.build();
    }

    static ListClustersResponse message(List<StepClusters> steps) {
        ListClustersResponse.Builder response = ListClustersResponse.newBuilder();
        steps.forEach(step -> response.addSteps(message(step)));
        return response.build();
    }

    private static ClusteredStep message(StepClusters step) {
        ClusteredStep.Builder message = ClusteredStep.newBuilder()
                .setStage(step.stage())
                .setOperator(step.operator())
                .setSamples(step.samples())
                .setClusters(step.clusters())
                .setMembers(step.members())
                .setMerged(step.merged())
                .addAllSizes(step.sizes())
                .addAllSimilarities(step.similarities())
                .setPairs(step.buckets().pairs())
                .setCapped(step.buckets().capped())
                .addAllLargest(step.largest().stream().map(InsightMessages::message).toList());
        step.quality().ifPresent(quality -> message.setQuality(message(quality)));
        step.spans().ifPresent(spans -> message.setSpans(message(spans)));
        return message.build();
    }

    private static RepeatedSpans message(StepClusters.Spans spans) {
        RepeatedSpans.Builder message = RepeatedSpans.newBuilder()
                .setSamples(spans.samples())
                .setDropped(spans.dropped())
                .setReported(spans.reported());
        spans.most().forEach(sample -> message.addMost(RepeatingSample.newBuilder()
                .setSample(sample.sample().hex())
                .setSource(sample.source())
                .setRatio(sample.ratio())
                .setStays(sample.stays())
                .setText(sample.text())));
        return message.build();
    }

    private static DuplicateQuality message(dev.tandem.core.dedup.DuplicateQuality quality) {
        DuplicateQuality.Builder message = DuplicateQuality.newBuilder()
                .setThreshold(quality.threshold())
                .setExact(quality.exact())
                .setPairs(quality.pairs())
                .setSimilar(quality.similar())
                .setPrecision(quality.precision())
                .setPrecisionLow(quality.precisionLow())
                .setPrecisionHigh(quality.precisionHigh());
        quality.recall().ifPresent(message::setRecall);
        return message.build();
    }

    private static DuplicateCluster message(StepClusters.Cluster cluster) {
        DuplicateCluster.Builder message = DuplicateCluster.newBuilder()
                .setSmallest(cluster.smallest().hex())
                .setKept(cluster.kept().hex())
                .setSize(cluster.size());
        cluster.examples().forEach(example -> {
            DuplicateSample.Builder sample = DuplicateSample.newBuilder()
                    .setSample(example.sample().hex())
                    .setSource(example.source())
                    .setStays(example.stays())
                    .setText(example.text());
            example.similarity().ifPresent(sample::setSimilarity);
            example.earlier().ifPresent(earlier -> sample.setEarlier(
                    EarlierSample.newBuilder().setDataset(earlier.dataset()).setRun(earlier.run())));
            message.addExamples(sample);
        });
        return message.build();
    }

    private static Dataset message(DatasetDiff.Version version) {
        return Dataset.newBuilder()
                .setName(version.name())
                .setVersion(version.version().hex())
                .setSamples(version.samples())
                .build();
    }

    private static StepDifference message(DatasetDiff.StepDiff step) {
        StepDifference.Builder message =
                StepDifference.newBuilder().setStage(step.stage()).addAllOperators(step.operators());
        step.a().ifPresent(counts -> message.setA(CountMessages.message(counts)));
        step.b().ifPresent(counts -> message.setB(CountMessages.message(counts)));
        step.reasons().forEach(reason -> message.addReasons(ReasonCount.newBuilder()
                .setReason(reason.reason())
                .setBefore(reason.a())
                .setAfter(reason.b())));
        return message.build();
    }
}
