/** Brings the synthesised app up on this machine: engines, functions, wiring, and the public port. */
import { randomBytes } from "node:crypto";
import { accountId, defaultRegion } from "./account.ts";
import { readApis } from "./api-definitions.ts";
import { openAwsMessaging } from "./aws-messaging.ts";
import { startIssuer } from "./cognito.ts";
import type { Behaviour } from "./connect/agents/behaviour.ts";
import { cachedTokens, staffApi } from "./connect/agents/staff-api.ts";
import { openConnect } from "./connect/connect.ts";
import type { EventFaults } from "./connect/events/outbox.ts";
import type { Quotas } from "./connect/quotas.ts";
import { openDataDir, openValues } from "./data-dir.ts";
import { startDynamoEngine } from "./dynamodb/engine.ts";
import { startTtlSweeper } from "./dynamodb/ttl-sweeper.ts";
import { inProcess } from "./dynamodb-engine.ts";
import { endpointsText } from "./endpoints.ts";
import { openEventBridge } from "./eventbridge/bus.ts";
import type { Caller } from "./gateway/call.ts";
import { dynamoDbService } from "./gateway/dynamodb.ts";
import { s3Service } from "./gateway/s3.ts";
import { type GatewayOptions, serveGateway } from "./gateway/server.ts";
import { sqsService } from "./gateway/sqs.ts";
import { listenOnLoopback } from "./http.ts";
import { serveHttpApis } from "./http-api/serve.ts";
import { readGrants } from "./iam/grants.ts";
import { kinesisService } from "./kinesis/service.ts";
import { openStreams } from "./kinesis/streams.ts";
import { openAsyncInvocations } from "./lambda/async-invocations.ts";
import { startEventSourceMappings } from "./lambda/event-source-mappings.ts";
import { type Credentials, type LambdaFunction, loadFunctions } from "./lambda/functions.ts";
import { consoleLog, type Log } from "./log.ts";
import { openProviders, type Providers, providerEndpointsSchema } from "./providers.ts";
import { servePublic, serveStarting } from "./public-server.ts";
import { secretsManagerService } from "./secrets-manager.ts";
import { startSqsAndS3 } from "./sqs-s3.ts";
import { serveSite } from "./static-site.ts";
import { openStepFunctions } from "./step-functions/step-functions.ts";
import { createTables } from "./tables.ts";
import { type Resources, readResources } from "./template/resources.ts";
import type { StackTemplate } from "./template/schema.ts";
import { type Connections, connectionsService } from "./websocket-api/connections.ts";
import { serveWebSocketApis } from "./websocket-api/serve.ts";

export interface PlatformOptions {
  /** The stacks; or what synthesises them into a directory, once the data directory is ours. */
  readonly templates: readonly StackTemplate[] | ((directory: string) => Promise<readonly StackTemplate[]>);
  readonly dataDir: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly fresh?: boolean;
  /** The DynamoDB engine's name; by default the best one that is installed. */
  readonly engine?: "dynoxide" | "dynalite";
  readonly log?: Log;
  /** Waits before a failed asynchronous invocation is tried again. AWS waits one and two minutes. */
  readonly asyncRetryDelaysMs?: readonly number[];
  /** How many simulated agents work in Amazon Connect. */
  readonly agents?: number;
  /** What they do otherwise than agents on a laptop usually do. */
  readonly agentBehaviour?: Partial<Behaviour>;
  /** When the channels' providers report that a message is sent, delivered and read; none: never. */
  readonly providerReportsAfterMs?: readonly number[];
  /** Requests that Amazon Connect takes, by operation, in place of its own quotas. */
  readonly connectQuotas?: Quotas;
}

export interface Platform {
  /** The public base URL. */
  readonly url: string;
  /** The endpoint of every AWS API. */
  readonly awsUrl: string;
  readonly region: string;
  /** What the templates resolved to: physical names, ARNs, properties. */
  readonly resources: Resources;
  /** The very definition that a state machine runs by. */
  readonly definitionOf: (stateMachineArn: string) => string;
  /** What the channels' providers have been sent. */
  readonly providers: Pick<Providers, "taken">;
  /** Fires a scheduled rule at once. */
  readonly fireRule: (ruleName: string) => void;
  /** May do anything; functions have their own. */
  readonly rootCredentials: Credentials;
  readonly faults: {
    /** For so long, DynamoDB answers functions that it is over capacity. */
    throttleDynamoDb(milliseconds: number): void;
    /** From now on, Amazon Connect's events come late, twice, in another order, or not at all. */
    connectEvents(faults: EventFaults): void;
  };
  close(): Promise<void>;
}

/** A sweep scans its table; DynamoDB itself takes minutes to days. */
const ttlSweepMs = 30_000;

/** Everything opened so far is closed again when a later step fails. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const opened: (() => unknown)[] = [];
  const close = async () => {
    for (const step of opened.splice(0).reverse()) await step();
  };
  try {
    return await start(options, (step) => void opened.push(step), close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: PlatformOptions,
  onClose: (step: () => unknown) => void,
  close: () => Promise<void>,
): Promise<Platform> {
  const { log = consoleLog } = options;
  const dataDir = openDataDir(options.dataDir, { fresh: options.fresh ?? false });
  onClose(dataDir.close);
  const publicSide = await listenOnLoopback(options.port);
  onClose(publicSide.close);
  serveStarting(publicSide.server);
  const awsSide = await listenOnLoopback(0);
  onClose(awsSide.close);
  const gateway = Promise.withResolvers<GatewayOptions>();
  serveGateway(awsSide.server, gateway.promise);
  const url = `http://127.0.0.1:${publicSide.port}`;
  const awsUrl = `http://127.0.0.1:${awsSide.port}`;
  const { templates } = options;
  const stacks = typeof templates === "function" ? await templates(`${dataDir.path}/assembly`) : templates;
  const region = stacks[0]?.region ?? defaultRegion;
  const resources = readResources(stacks, { publicUrl: url, awsUrl }, region);
  const grants = readGrants(resources);

  const database = await startDynamoEngine({
    dataDir: `${dataDir.path}/dynamodb`,
    ...(options.engine ? { engine: options.engine } : {}),
  });
  onClose(database.close);
  const engine = inProcess(database);
  const tables = await createTables(resources, engine);
  const sqs = await startSqsAndS3(dataDir.path, resources, awsUrl);
  onClose(sqs.close);

  const functions = await loadFunctions(resources, grants, awsUrl, log);
  const apis = readApis(resources, functions, grants);
  const invocations = openAsyncInvocations({
    database: dataDir.database,
    resources,
    functions,
    log,
    retryDelaysMs: options.asyncRetryDelaysMs ?? [1000, 2000],
    sendToQueue: sqs.send,
  });
  onClose(invocations.close);

  const root = {
    accessKeyId: `ROOT${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: "root",
  };
  const connections: Connections = new Map();
  const endpoints = endpointsText(url);
  const providers = openProviders({
    url,
    endpoints: providerEndpointsSchema.parse(JSON.parse(endpoints)),
    reportsAfterMs: options.providerReportsAfterMs ?? [300, 900, 2500],
    log,
  });
  onClose(providers.close);
  let throttledUntil = 0;
  let onWrite: (source: string) => void = () => undefined;
  const streams = openStreams(resources, dataDir.database, (streamArn) => onWrite(streamArn));
  const stepFunctions = openStepFunctions({ resources, grants, database: dataDir.database, functions, log });
  onClose(stepFunctions.close);
  const eventBridge = openEventBridge({
    resources,
    grants,
    lastFired: openValues(dataDir.database, "schedule"),
    log,
    invoke: invocations.accept,
    send: sqs.send,
  });
  onClose(eventBridge.schedules.close);
  const connect = openConnect({
    resources,
    grants,
    database: dataDir.database,
    functions,
    putAwsEvent: eventBridge.putAwsEvent,
    putRecord: streams.put,
    quotas: options.connectQuotas,
    log,
  });
  onClose(() => connect?.close());
  gateway.resolve({
    callers: callersOf(functions, root),
    services: {
      dynamodb: dynamoDbService({
        engine,
        region,
        tables,
        isThrottling: () => Date.now() < throttledUntil,
        onWrite: (tableName) => onWrite(tableName),
      }),
      sqs: sqsService(sqs, region, awsUrl),
      s3: s3Service(sqs),
      secretsmanager: secretsManagerService(resources, openValues(dataDir.database, "secret"), { endpoints }),
      events: eventBridge.service,
      states: stepFunctions.service,
      kinesis: kinesisService(streams, region),
      "execute-api": connectionsService(connections, region),
      ...(await openAwsMessaging({
        region,
        onTook: (message) => providers.took("aws", message),
        putFile: ({ bucketName, key, contentType, bytes }) =>
          sqs.request({
            method: "PUT",
            url: `/${bucketName}/${key}`,
            headers: { "content-type": contentType },
            body: Buffer.from(bytes),
          }),
      })),
      ...(connect ? { connect: connect.service } : {}),
    },
    log,
  });
  const mappings = await startEventSourceMappings(resources, {
    functions,
    tables,
    engine,
    sqs,
    streams,
    checkpoints: openValues(dataDir.database, "checkpoint"),
    log,
  });
  onWrite = mappings.onWrite;
  onClose(mappings.close);
  for (const { name, timeToLive } of tables.values()) {
    if (timeToLive === undefined) continue;
    onClose(
      startTtlSweeper({
        url: database.url,
        tableName: name,
        attributeName: timeToLive,
        everyMs: ttlSweepMs,
        now: () => new Date(),
      }),
    );
  }
  invocations.resume();
  stepFunctions.resume();
  eventBridge.schedules.start();

  const issuer = await startIssuer(resources, openValues(dataDir.database, "issuer"));
  const sockets = serveWebSocketApis(apis, connections);
  servePublic(publicSide.server, {
    http: serveHttpApis(apis, issuer.keys, log),
    sockets,
    site: serveSite(resources),
    issuer,
    endpoints,
    connect: connect?.devRoute,
    providers,
    log,
  });
  const { agents = 0, agentBehaviour } = options;
  if (agents > 0 && !connect) throw new Error("simulated agents: the templates have no Amazon Connect");
  const token = cachedTokens((body) => issuer.token(body), Date.now);
  connect?.employ(agents, staffApi({ url, token }), agentBehaviour);
  return {
    url,
    awsUrl,
    region,
    resources,
    definitionOf: stepFunctions.definitionOf,
    providers,
    fireRule: eventBridge.schedules.fireNow,
    rootCredentials: root,
    faults: {
      throttleDynamoDb: (milliseconds) => {
        throttledUntil = Date.now() + milliseconds;
      },
      connectEvents: (faults) => connect?.setFaults(faults),
    },
    async close() {
      await sockets.close();
      await publicSide.close();
      await close();
    },
  };
}

function callersOf(
  functions: ReadonlyMap<string, LambdaFunction>,
  root: Credentials,
): ReadonlyMap<string, Caller> {
  const callers = [...functions.values()].map(
    ({ name, role, credentials }) =>
      [
        credentials.accessKeyId,
        {
          arn: `arn:aws:sts::${accountId}:assumed-role/${role.roleName}/${name}`,
          isFunction: true,
          secretAccessKey: credentials.secretAccessKey,
          refusal: role.refusal,
        },
      ] as const,
  );
  return new Map<string, Caller>([
    ...callers,
    [
      root.accessKeyId,
      {
        arn: `arn:aws:iam::${accountId}:root`,
        isFunction: false,
        secretAccessKey: root.secretAccessKey,
        refusal: () => undefined,
      },
    ],
  ]);
}
