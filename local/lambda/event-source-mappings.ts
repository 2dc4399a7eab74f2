/** The template's event source mappings, checked for the permissions AWS would ask for, and started. */
import * as z from "zod";
import type { Values } from "../data-dir.ts";
import type { Engine } from "../dynamodb-engine.ts";
import { compilePattern, type Matches } from "../eventbridge/pattern.ts";
import type { Streams } from "../kinesis/streams.ts";
import type { Log } from "../log.ts";
import type { SqsAndS3 } from "../sqs-s3.ts";
import type { Table } from "../tables.ts";
import type { Resource, Resources } from "../template/resources.ts";
import type { LambdaFunction } from "./functions.ts";
import { startQueueMapping } from "./queue-mapping.ts";
import type { BatchInfo } from "./stream-failure.ts";
import { startStreamMapping } from "./stream-mapping.ts";
import { openShards } from "./stream-shards.ts";
import type { Shard } from "./stream-source.ts";
import type { Poller } from "./wake.ts";

const properties = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.coerce.number().optional(),
  MaximumBatchingWindowInSeconds: z.coerce.number().default(0),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.coerce.number().default(-1),
  MaximumRecordAgeInSeconds: z.coerce.number().default(-1),
  ParallelizationFactor: z.coerce.number().default(1),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]).optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  DestinationConfig: z.strictObject({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.coerce.number() }).optional(),
  MetricsConfig: z.unknown().optional(),
  Tags: z.unknown().optional(),
});
type Mapping = Resource<z.infer<typeof properties>>;

export interface EventSources {
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly tables: ReadonlyMap<string, Table>;
  readonly engine: Engine;
  readonly sqs: SqsAndS3;
  readonly streams: Streams;
  readonly checkpoints: Values;
  readonly log: Log;
}

export interface RunningMappings {
  /** Wakes the readers of a table's stream or of a Kinesis stream. @param source the table's name, or the stream's ARN */
  onWrite(source: string): void;
  close(): Promise<void>;
}

/** What Lambda's guide asks of the function's role, by kind of source. */
const readActions: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ["DescribeStream", "GetRecords", "GetShardIterator"],
  kinesis: ["DescribeStream", "DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards"],
  sqs: ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"],
};

/** @throws Error listing every mapping whose function's role may not read its source or write its destination */
export async function startEventSourceMappings(
  resources: Resources,
  sources: EventSources,
): Promise<RunningMappings> {
  const mappings = resources
    .ofType("AWS::Lambda::EventSourceMapping", properties)
    .filter((one) => one.properties.Enabled);
  const problems = mappings.flatMap((mapping) => missingPermissions(mapping, targetOf(mapping, sources)));
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const pollers: { poller: Poller; source: string }[] = [];
  for (const mapping of mappings) pollers.push(await startMapping(mapping, resources.region, sources));
  return {
    onWrite(written) {
      for (const { poller, source } of pollers) if (source === written) poller.poke();
    },
    close: async () => void (await Promise.all(pollers.map(({ poller }) => poller.close()))),
  };
}

function targetOf(
  { logicalId, properties: { FunctionName } }: Mapping,
  { functions }: EventSources,
): LambdaFunction {
  const found = [...functions.values()].find(
    ({ name, arn }) => name === FunctionName || arn === FunctionName,
  );
  if (!found) throw new Error(`event source mapping ${logicalId}: no function ${FunctionName}`);
  return found;
}

/** AWS refuses to create a mapping whose role cannot read; a destination it cannot write loses the records. */
function missingPermissions({ properties: mapping }: Mapping, target: LambdaFunction): readonly string[] {
  const service = mapping.EventSourceArn.split(":")[2] ?? "";
  const wanted = (readActions[service] ?? []).map((action) => ({
    action: `${service}:${action}`,
    resource: mapping.EventSourceArn,
  }));
  const destination = mapping.DestinationConfig?.OnFailure.Destination;
  if (destination !== undefined) wanted.push({ action: "sqs:SendMessage", resource: destination });
  return wanted
    .filter((access) => target.role.refusal(access) !== undefined)
    .map(
      ({ action, resource }) =>
        `role ${target.role.roleName} of function ${target.name} may not ${action} on ${resource}`,
    );
}

async function startMapping(mapping: Mapping, region: string, sources: EventSources) {
  const { EventSourceArn: source } = mapping.properties;
  const table = [...sources.tables.values()].find(({ streamArn }) => streamArn === source);
  if (table) {
    const shards = await openShards(sources.engine, table.name, {
      eventSourceARN: source,
      awsRegion: region,
    });
    return { poller: await startStream(mapping, shards, "DDBStreamBatchInfo", sources), source: table.name };
  }
  if (source.startsWith("arn:aws:kinesis:")) {
    const shards = sources.streams.shards(source, targetOf(mapping, sources).role.roleName);
    return { poller: await startStream(mapping, shards, "KinesisBatchInfo", sources), source };
  }
  return { poller: startQueue(mapping, region, sources), source };
}

function startStream(
  mapping: Mapping,
  shards: readonly Shard[],
  batchInfo: BatchInfo,
  sources: EventSources,
): Promise<Poller> {
  const { properties: given, stackName, logicalId } = mapping;
  const destination = given.DestinationConfig?.OnFailure.Destination;
  return startStreamMapping(
    {
      id: `${stackName}/${logicalId}`,
      target: targetOf(mapping, sources),
      streamArn: given.EventSourceArn,
      shards,
      batchInfo,
      batchSize: given.BatchSize ?? 100,
      batchWindowMs: given.MaximumBatchingWindowInSeconds * 1000,
      lanes: given.ParallelizationFactor,
      startsAtLatest: given.StartingPosition === "LATEST",
      retries: {
        reportsItemFailures: given.FunctionResponseTypes.length > 0,
        bisects: given.BisectBatchOnFunctionError,
        maximumRetryAttempts: given.MaximumRetryAttempts,
        maximumRecordAgeSeconds: given.MaximumRecordAgeInSeconds,
      },
      matches: filterOf(given.FilterCriteria),
      discard: (message) => {
        if (destination !== undefined) sources.sqs.send(destination, message);
      },
    },
    sources.checkpoints,
    sources.log,
  );
}

function startQueue(mapping: Mapping, region: string, sources: EventSources): Poller {
  const { properties: given } = mapping;
  return startQueueMapping(
    {
      target: targetOf(mapping, sources),
      queue: sources.sqs.queue(given.EventSourceArn),
      batchSize: given.BatchSize ?? 10,
      batchWindowMs: given.MaximumBatchingWindowInSeconds * 1000,
      maximumConcurrency: given.ScalingConfig?.MaximumConcurrency ?? 10,
      reportsItemFailures: given.FunctionResponseTypes.length > 0,
      matches: filterOf(given.FilterCriteria),
      queueByArn: sources.sqs.queueByArn,
    },
    region,
    sources.log,
  );
}

function filterOf(criteria: { Filters: readonly { Pattern: string }[] } | undefined): Matches {
  if (!criteria) return () => true;
  const filters = criteria.Filters.map(({ Pattern }) => compilePattern(JSON.parse(Pattern)));
  return (event) => filters.some((matches) => matches(event));
}
