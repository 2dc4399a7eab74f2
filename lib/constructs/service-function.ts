/** A Lambda function of ours: the same runtime, bundling, logs, tracing and alarm for every one. */
import { fileURLToPath } from "node:url";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  Effect,
  ManagedPolicy,
  PolicyStatement,
  type PolicyStatementProps,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import { Architecture, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import type { EnvironmentKey, FunctionName } from "../../schemas/environment.ts";
import { ServiceAlarm } from "./alarms.ts";
import { bundling } from "./bundling.ts";
import { setLocalMetadata } from "./local-metadata.ts";

const repositoryRoot = fileURLToPath(new URL("../../", import.meta.url));

export interface ServiceFunctionProps {
  /** Folder under `functions/`. */
  readonly name: FunctionName;
  /** Who is hurt when this function fails, in a sentence. */
  readonly errorImpact: string;
  readonly config: StageConfig;
  readonly memoryMb?: number;
  readonly timeoutSeconds?: number;
}

/** Gives its caller's actions on resources: the shape of every `connect` callback. */
export type Grant = (to: ServiceFunction) => void;

export class ServiceFunction extends Construct {
  readonly function: NodejsFunction;
  readonly role: Role;
  readonly timeout: Duration;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { name, config, memoryMb = 512, timeoutSeconds = 10 } = props;
    const entry = `functions/${name}/index.ts`;
    const logGroup = new LogGroup(this, "Logs", {
      retention: config.logRetentionDays,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.timeout = Duration.seconds(timeoutSeconds);
    this.role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName("AWSXRayDaemonWriteAccess")],
    });
    this.allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logGroup.logGroupArn]);
    this.function = new NodejsFunction(this, "Function", {
      entry: `${repositoryRoot}${entry}`,
      projectRoot: repositoryRoot,
      depsLockFilePath: `${repositoryRoot}package-lock.json`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMb,
      timeout: this.timeout,
      role: this.role.withoutPolicyUpdates(),
      logGroup,
      tracing: Tracing.ACTIVE,
      awsSdkConnectionReuse: false,
      bundling,
    });
    setLocalMetadata(this.function, { "omniline:entry": entry });
    new ServiceAlarm(this, "Errors", {
      metric: this.function.metricErrors({ period: Duration.minutes(1) }),
      threshold: 1,
      errorImpact: props.errorImpact,
      runbook: "a-function-fails",
      config,
    });
  }

  /** Sets an environment variable together with the permission that makes it useful. */
  connect(key: EnvironmentKey, value: string, grant?: Grant): this {
    this.function.addEnvironment(key, value);
    grant?.(this);
    return this;
  }

  /** Allows named actions on named resources; nothing else gets into the role. */
  allow(
    actions: readonly string[],
    resources: readonly string[],
    conditions: PolicyStatementProps["conditions"] = {},
  ): this {
    this.role.addToPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: [...actions],
        resources: [...resources],
        conditions,
      }),
    );
    return this;
  }
}
