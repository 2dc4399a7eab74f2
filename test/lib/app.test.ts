/** Facts of the synthesised templates that must never stop being true. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { domainEvents } from "../../schemas/domain-events/catalogue.ts";
import { ofType, synthesise } from "../support/templates.ts";

const stacks = synthesise();
const all = (type: string) => ofType(stacks, type);
const our = all("AWS::Lambda::Function").filter(({ metadata }) => metadata?.["omniline:entry"] !== undefined);
const alarms = JSON.stringify(
  all("AWS::CloudWatch::Alarm").map(({ stack, properties }) => [stack, properties]),
);

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
}
const statements: (Statement & { where: string })[] = [
  ...all("AWS::IAM::Policy").map(({ id, properties }) => ({ id, document: properties.PolicyDocument })),
  ...all("AWS::IAM::Role").flatMap(({ id, properties }) =>
    (properties.Policies ?? []).map((policy: { PolicyDocument: unknown }) => ({
      id,
      document: policy.PolicyDocument,
    })),
  ),
].flatMap(({ id, document }) =>
  document.Statement.map((statement: Statement) => ({ ...statement, where: id })),
);

describe("permissions", () => {
  it("name their resources: no wildcard anywhere", () => {
    expect(statements.length).toBeGreaterThan(15);
    const wild = statements.filter(({ Resource }) => [Resource].flat().includes("*"));
    expect(wild).toEqual([]);
  });

  it("name their actions in our own roles", () => {
    const roles = statements.filter(({ where }) => !where.startsWith("CustomCDKBucketDeployment"));
    expect(roles.filter(({ Action }) => [Action].flat().some((action) => action.includes("*")))).toEqual([]);
  });

  it("let one function call customers, and one sign links to their files", () => {
    const allowed = (action: string) => statements.filter(({ Action }) => [Action].flat().includes(action));
    const calling = allowed("connect:StartOutboundVoiceContact");
    expect(calling.map(({ where }) => where)).toEqual([expect.stringMatching(/^CallConnectRole/)]);
    expect(JSON.stringify(calling[0]?.Resource)).toContain("/contact/*");
    const reading = allowed("s3:GetObject").filter(({ Resource }) =>
      JSON.stringify(Resource).includes("/media/*"),
    );
    expect(reading.map(({ where }) => where)).toEqual([expect.stringMatching(/^ServeOutboxApiRole/)]);
  });

  it("let nobody scan the table", () => {
    expect(JSON.stringify(stacks)).not.toMatch(/dynamodb:(Scan|\*|PartiQL)/);
  });
});

describe("functions", () => {
  it("are all there", () => {
    const folders = readdirSync(new URL("../../functions/", import.meta.url)).sort();
    expect(our.map(({ metadata }) => metadata?.["omniline:entry"]).sort()).toEqual(
      folders.map((name) => `functions/${name}/index.ts`),
    );
  });

  it("run on Node 24, arm64, with tracing", () => {
    for (const { properties } of our) {
      expect(properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        TracingConfig: { Mode: "Active" },
      });
    }
  });

  it("have a log group with retention, also the deployment's own", () => {
    const functions = all("AWS::Lambda::Function");
    expect(functions.length).toBe(our.length + 1);
    for (const { stack, properties } of functions) {
      const logGroup = all("AWS::Logs::LogGroup").find(
        (group) => group.stack === stack && group.id === properties.LoggingConfig?.LogGroup?.Ref,
      );
      expect(logGroup?.properties.RetentionInDays, JSON.stringify(properties.Description)).toBeGreaterThan(0);
    }
  });

  it("have an alarm that says who is hurt and links to the runbook", () => {
    for (const { id } of all("AWS::Lambda::Function")) expect(alarms).toContain(`{"Ref":"${id}"}`);
    for (const { properties } of all("AWS::CloudWatch::Alarm")) {
      expect(properties.AlarmDescription).toMatch(/^[A-Z].*\. Runbook: https:\/\/\S+#[a-z-]+$/);
    }
  });
});

describe("targets", () => {
  it("of rules have a dead-letter queue and explicit retries", () => {
    const targets = all("AWS::Events::Rule").flatMap(({ properties }) => properties.Targets);
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) {
      expect(target.DeadLetterConfig?.Arn).toBeDefined();
      expect(target.RetryPolicy).toMatchObject({
        MaximumRetryAttempts: expect.any(Number),
        MaximumEventAgeInSeconds: expect.any(Number),
      });
    }
  });

  it("of rules are queues: no function is called asynchronously", () => {
    const queues = all("AWS::SQS::Queue").map(({ id }) => id);
    for (const { properties } of all("AWS::Events::Rule")) {
      for (const { Arn } of properties.Targets) expect(queues).toContain(Arn["Fn::GetAtt"][0]);
    }
  });

  it("of streams have one too, bounded retries and partial batches", () => {
    const mappings = all("AWS::Lambda::EventSourceMapping").map(({ properties }) => properties);
    const streams = mappings.filter(({ StartingPosition }) => StartingPosition !== undefined);
    expect(streams.length).toBe(3);
    for (const mapping of streams) {
      expect(mapping.DestinationConfig.OnFailure.Destination).toBeDefined();
      expect(mapping.MaximumRetryAttempts).toBeGreaterThan(0);
    }
    for (const mapping of mappings)
      expect(mapping.FunctionResponseTypes).toEqual(["ReportBatchItemFailures"]);
  });

  it("of queues have a queue with dead letters, and a visibility of six timeouts", () => {
    const timeouts = new Map(
      all("AWS::Lambda::Function").map(({ stack, id, properties }) => [`${stack} ${id}`, properties.Timeout]),
    );
    const consumed = all("AWS::Lambda::EventSourceMapping").flatMap(({ stack, properties }) => {
      const [queueId] = properties.EventSourceArn["Fn::GetAtt"] ?? [];
      const queue = all("AWS::SQS::Queue").find((one) => one.stack === stack && one.id === queueId);
      return queue === undefined
        ? []
        : [{ queue: queue.properties, timeout: timeouts.get(`${stack} ${properties.FunctionName.Ref}`) }];
    });
    expect(consumed.length).toBeGreaterThanOrEqual(10);
    for (const { queue, timeout } of consumed) {
      expect(queue.RedrivePolicy.deadLetterTargetArn).toBeDefined();
      expect(queue.VisibilityTimeout).toBe(6 * timeout);
    }
  });

  it("listen to events of the catalogue only", () => {
    const ours = all("AWS::Events::Rule").filter(
      ({ properties }) => properties.EventPattern?.["detail-type"] !== undefined,
    );
    expect(ours.length).toBeGreaterThanOrEqual(5);
    for (const { properties } of ours) {
      for (const name of properties.EventPattern["detail-type"])
        expect(Object.keys(domainEvents)).toContain(name);
    }
  });

  it("have dead-letter queues that raise an alarm", () => {
    const queueIds = all("AWS::SQS::Queue").filter(({ id }) => id.includes("DeadLetters"));
    expect(queueIds.length).toBeGreaterThanOrEqual(20);
    for (const { id } of queueIds) expect(alarms).toContain(`"Fn::GetAtt":["${id}","QueueName"]`);
  });
});

describe("data", () => {
  const [table] = all("AWS::DynamoDB::GlobalTable");

  it("is one table, on demand, backed up, encrypted, with a stream of both images and no LSI", () => {
    expect(all("AWS::DynamoDB::GlobalTable")).toHaveLength(1);
    expect(table?.properties).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
    });
    expect(table?.properties.Replicas[0].PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(
      true,
    );
    expect(table?.properties).not.toHaveProperty("LocalSecondaryIndexes");
  });

  it("is retained and protected in production", () => {
    const production = ofType(synthesise({ stage: "prod" }), "AWS::DynamoDB::GlobalTable");
    expect(production[0]?.properties.Replicas[0].DeletionProtectionEnabled).toBe(true);
  });

  it("lies in private buckets", () => {
    for (const { properties } of all("AWS::S3::Bucket")) {
      expect(properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
  });
});

describe("configuration", () => {
  it("names the stage and the setting that is wrong", () => {
    const stages = { dev: { stage: "dev", logRetentionDays: 5 } };
    expect(() => synthesise({ stages })).toThrow(/stages\.dev\.logRetentionDays/);
  });

  it("takes phone numbers for Turkish by default, and for another country's in all functions alike", () => {
    const countries = (changes: object) =>
      ofType(synthesise({ stages: { dev: { stage: "dev", ...changes } } }), "AWS::Lambda::Function").flatMap(
        ({ properties }) => properties.Environment?.Variables.DEFAULT_COUNTRY ?? [],
      );
    expect(countries({}).length).toBeGreaterThan(4);
    expect(new Set(countries({}))).toEqual(new Set(["TR"]));
    expect(new Set(countries({ defaultCountry: "DE" }))).toEqual(new Set(["DE"]));
  });

  it.each(["UK", "tr", "XX", "Turkey", ""])("takes no '%s' for a country", (defaultCountry) => {
    const stages = { dev: { stage: "dev", defaultCountry } };
    expect(() => synthesise({ stages })).toThrow(/stages\.dev\.defaultCountry: a country's two letters/);
  });

  it("needs none: an unknown stage has the defaults", () => {
    expect(synthesise({ stage: "try", stages: {} }).map(({ name }) => name)).toContain("Omniline-try-Data");
  });

  it("takes a foreign issuer in place of the user pool", () => {
    const oidc = { issuer: "https://login.example.com/", clientId: "panel", rolesClaim: "roles" };
    const foreign = synthesise({ stages: { dev: { stage: "dev", oidc } } });
    expect(ofType(foreign, "AWS::Cognito::UserPool")).toEqual([]);
    expect(ofType(foreign, "AWS::ApiGatewayV2::Authorizer")[0]?.properties.JwtConfiguration).toEqual({
      Audience: ["panel"],
      Issuer: "https://login.example.com/",
    });
  });

  it("asks no language model, unless one is configured: then that one alone", () => {
    expect(JSON.stringify(stacks)).not.toContain("bedrock");
    const understanding = { modelId: "eu.amazon.nova-lite-v1:0", regions: ["eu-central-1", "eu-north-1"] };
    const relay = synthesise({ stages: { dev: { stage: "dev", understanding } } });
    const policies = JSON.stringify(ofType(relay, "AWS::IAM::Policy"));
    expect(
      policies
        .match(/:bedrock:[^"]*/g)
        ?.sort()
        .reverse(),
    ).toEqual([
      ":bedrock:eu-north-1::foundation-model/amazon.nova-lite-v1:0",
      ":bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0",
      ":bedrock:",
    ]);
    expect(policies).toContain(":inference-profile/eu.amazon.nova-lite-v1:0");
    const environments = JSON.stringify(
      ofType(relay, "AWS::Lambda::Function").map(({ properties }) => properties.Environment),
    );
    expect(environments.match(/UNDERSTANDING_MODEL_ID/g)).toHaveLength(1);
  });
});
