/** A small app with one of everything that the runtime interprets, in two stacks. */
import { App, CfnResource, Duration, Stack } from "aws-cdk-lib";
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  WebSocketApi,
  WebSocketStage,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration, WebSocketLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { UserPool, UserPoolClient } from "aws-cdk-lib/aws-cognito";
import { AttributeType, StreamViewType, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { EventBus, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget, SqsQueue as QueueTarget } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  Code,
  EventSourceMapping,
  Function as LambdaFunction,
  Runtime,
  StartingPosition,
} from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { type SynthesisProps, synthesise } from "../../../local/synthesise.ts";
import type { StackTemplate } from "../../../local/template/schema.ts";

export const names = {
  table: "Notes",
  bus: "Notes",
  work: "Work",
  workDead: "WorkDead",
  streamDead: "StreamDead",
  eventDead: "EventDead",
  audit: "Audit",
  bucket: "notes-files",
};

export function miniTemplates(directory: string): readonly StackTemplate[] {
  return synthesise(directory, miniApp);
}

function miniApp(props: SynthesisProps): App {
  const app = new App({ outdir: props.outdir, context: props.context });
  const data = new Stack(app, "Data");
  const table = new TableV2(data, "Table", {
    tableName: names.table,
    partitionKey: { name: "PK", type: AttributeType.STRING },
    sortKey: { name: "SK", type: AttributeType.STRING },
    timeToLiveAttribute: "expiresAt",
    dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
    globalSecondaryIndexes: [
      { indexName: "ByKind", partitionKey: { name: "kind", type: AttributeType.STRING } },
    ],
  });
  const bus = new EventBus(data, "Bus", { eventBusName: names.bus });
  const files = new Bucket(data, "Files", { bucketName: names.bucket, enforceSSL: true });
  const generated = new Secret(data, "Generated", {
    generateSecretString: { passwordLength: 20, excludePunctuation: true },
  });
  const endpoints = new Secret(data, "Endpoints");
  if (endpoints.node.defaultChild instanceof CfnResource) {
    endpoints.node.defaultChild.addMetadata("omniline:local", "endpoints");
  }

  const stack = new Stack(app, "Notes");
  const queue = (id: string, more = {}) => new Queue(stack, id, { queueName: id, enforceSSL: true, ...more });
  const workDead = queue(names.workDead);
  const work = queue(names.work, {
    visibilityTimeout: Duration.seconds(1),
    deadLetterQueue: { queue: workDead, maxReceiveCount: 2 },
  });
  const streamDead = queue(names.streamDead);
  const eventDead = queue(names.eventDead);
  const audit = queue(names.audit);

  const writeNote = miniFunction(stack, "WriteNote", { TABLE_NAME: table.tableName });
  allow(writeNote, ["dynamodb:PutItem"], table.tableArn);
  const relayNote = miniFunction(stack, "RelayNote", {
    TABLE_NAME: table.tableName,
    BUS_NAME: bus.eventBusName,
  });
  allow(
    relayNote,
    ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    table.tableStreamArn ?? "",
  );
  allow(relayNote, ["events:PutEvents"], bus.eventBusArn);
  allow(relayNote, ["sqs:SendMessage"], streamDead.queueArn);
  new EventSourceMapping(stack, "NoteStream", {
    target: relayNote,
    eventSourceArn: table.tableStreamArn ?? "",
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 10,
    parallelizationFactor: 2,
    retryAttempts: 2,
    reportBatchItemFailures: true,
    onFailure: new SqsDlq(streamDead),
    filters: [{ pattern: JSON.stringify({ dynamodb: { Keys: { PK: { S: [{ prefix: "N#" }] } } } }) }],
  });

  const keepNote = miniFunction(stack, "KeepNote", { TABLE_NAME: table.tableName });
  allow(keepNote, ["dynamodb:PutItem", "dynamodb:Query"], table.tableArn);
  allow(keepNote, ["sqs:SendMessage"], eventDead.queueArn);
  keepNote.configureAsyncInvoke({ retryAttempts: 1, onFailure: new SqsDestination(eventDead) });
  const stored = new Rule(stack, "NoteStored", {
    eventBus: bus,
    eventPattern: { source: ["notes.relay"], detailType: ["NoteStored"] },
    targets: [new LambdaTarget(keepNote, { retryAttempts: 2 })],
  });
  stored.addTarget(
    new QueueTarget(audit, { message: RuleTargetInput.fromText("stored"), deadLetterQueue: eventDead }),
  );

  const workQueue = miniFunction(stack, "WorkQueue", { TABLE_NAME: table.tableName });
  allow(workQueue, ["dynamodb:PutItem"], table.tableArn);
  allow(workQueue, ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], work.queueArn);
  new EventSourceMapping(stack, "WorkSource", {
    target: workQueue,
    eventSourceArn: work.queueArn,
    batchSize: 5,
    reportBatchItemFailures: true,
  });

  const live = miniFunction(stack, "Live", { TABLE_NAME: table.tableName });
  allow(live, ["dynamodb:PutItem", "dynamodb:DeleteItem"], table.tableArn);
  const sockets = new WebSocketApi(stack, "Sockets", {
    connectRouteOptions: { integration: new WebSocketLambdaIntegration("Connect", live) },
    disconnectRouteOptions: { integration: new WebSocketLambdaIntegration("Disconnect", live) },
  });
  sockets.addRoute("shout", {
    integration: new WebSocketLambdaIntegration("Shout", live),
    returnResponse: true,
  });
  const stage = new WebSocketStage(stack, "SocketStage", {
    webSocketApi: sockets,
    stageName: "live",
    autoDeploy: true,
  });
  keepNote.addEnvironment("CALLBACK_URL", stage.callbackUrl);
  stage.grantManagementApiAccess(keepNote);

  const echo = miniFunction(stack, "Echo", {
    TABLE_NAME: table.tableName,
    FILES: files.bucketName,
    GENERATED_SECRET: generated.secretArn,
    ENDPOINTS_SECRET: endpoints.secretArn,
    SOCKET_URL: stage.url,
  });
  allow(echo, ["secretsmanager:GetSecretValue"], generated.secretArn, endpoints.secretArn);
  allow(echo, ["s3:GetObject", "s3:PutObject"], files.arnForObjects("mine/*"));
  echo.role?.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ["dynamodb:GetItem"],
      resources: [table.tableArn],
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["N#*"] } },
    }),
  );
  const api = new HttpApi(stack, "Api", {
    corsPreflight: {
      allowOrigins: ["https://panel.example"],
      allowMethods: [CorsHttpMethod.GET],
      maxAge: Duration.minutes(5),
    },
  });
  echo.addEnvironment("API_URL", api.apiEndpoint);
  const pool = new UserPool(stack, "Pool");
  const client = new UserPoolClient(stack, "Client", { userPool: pool });
  const authorizer = new HttpJwtAuthorizer("Jwt", pool.userPoolProviderUrl, {
    jwtAudience: [client.userPoolClientId],
  });
  const route = (path: string, method: HttpMethod, target: LambdaFunction, more = {}) =>
    api.addRoutes({
      path,
      methods: [method],
      integration: new HttpLambdaIntegration(`${target.node.id}Of`, target),
      ...more,
    });
  route("/v1/notes/{id}", HttpMethod.POST, writeNote);
  route("/v1/echo/{proxy+}", HttpMethod.ANY, echo);
  api.addRoutes({
    path: "/v1/hasty/{proxy}",
    methods: [HttpMethod.GET],
    integration: new HttpLambdaIntegration("HastyEcho", echo, { timeout: Duration.millis(50) }),
  });
  route("/v1/mine", HttpMethod.GET, echo, { authorizer });
  return app;
}

/** Its source is `functions/<kebab-case id>.ts` beside this file. */
function miniFunction(scope: Construct, id: string, environment: Record<string, string>): LambdaFunction {
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  const made = new LambdaFunction(scope, id, {
    functionName: id,
    role,
    environment,
    code: Code.fromInline("unused"),
    handler: "index.handler",
    runtime: Runtime.NODEJS_22_X,
    architecture: Architecture.ARM_64,
    timeout: Duration.seconds(10),
  });
  const file = id.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  if (made.node.defaultChild instanceof CfnResource) {
    made.node.defaultChild.addMetadata("omniline:entry", `test/local/support/functions/${file}.ts`);
  }
  return made;
}

function allow(to: LambdaFunction, actions: string[], ...resources: string[]) {
  to.role?.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
}
