/** The template's Lambda functions, imported once and invoked in this process. */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as z from "zod";
import type { Grants, RoleGrants } from "../iam/grants.ts";
import { describeError, type Log } from "../log.ts";
import type { Resources } from "../template/resources.ts";
import { withEnvironment } from "./environment.ts";

const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), "../..");

const properties = z.object({
  Role: z.string(),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }).optional(),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
});
const provider = z.object({ ServiceToken: z.string() });

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly role: RoleGrants;
  readonly credentials: Credentials;
  readonly deadLetterArn?: string | undefined;
  invoke(event: unknown): Promise<Invocation>;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Errors of the function's own code come back as data, as from Lambda's Invoke. */
export type Invocation =
  | { readonly ok: true; readonly requestId: string; readonly payload: unknown }
  | { readonly ok: false; readonly requestId: string; readonly error: FunctionError };

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** @throws Error for a function without an entry file, unless it only serves a deployment's custom resource */
export async function loadFunctions(
  resources: Resources,
  grants: Grants,
  awsUrl: string,
  log: Log,
): Promise<ReadonlyMap<string, LambdaFunction>> {
  const deployers = new Set(
    resources.ofType("Custom::CDKBucketDeployment", provider).map((custom) => custom.properties.ServiceToken),
  );
  const loaded = new Map<string, LambdaFunction>();
  for (const resource of resources.ofType("AWS::Lambda::Function", properties)) {
    if (deployers.has(resource.arn)) continue;
    const entry = resource.metadata["omniline:entry"];
    if (typeof entry !== "string") {
      throw new Error(
        `stack ${resource.stackName}, function ${resource.logicalId}: no omniline:entry in its Metadata`,
      );
    }
    const name = resource.ref;
    const { Role, Timeout, MemorySize, Environment, LoggingConfig, DeadLetterConfig } = resource.properties;
    const credentials = newCredentials(name);
    const environment = {
      ...inherited(),
      AWS_REGION: resources.region,
      AWS_DEFAULT_REGION: resources.region,
      AWS_ENDPOINT_URL: awsUrl,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
      AWS_LAMBDA_LOG_GROUP_NAME: LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: "local",
      TZ: ":UTC",
      ...Environment?.Variables,
    };
    const handler = await withEnvironment(environment, () => importHandler(entry, name));
    loaded.set(resource.arn, {
      name,
      arn: resource.arn,
      role: grants.role(Role),
      credentials,
      deadLetterArn: DeadLetterConfig?.TargetArn,
      invoke: (event) =>
        withEnvironment(environment, () =>
          invoke(handler, event, { name, arn: resource.arn, Timeout, MemorySize, log }),
        ),
    });
  }
  return loaded;
}

/** What a program finds in any environment; nothing of the developer's own AWS set-up reaches a function. */
function inherited(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_")));
}

function newCredentials(name: string): Credentials {
  const id = createHash("sha256").update(name).digest("hex").slice(0, 16).toUpperCase();
  return { accessKeyId: `LOCA${id}`, secretAccessKey: randomBytes(20).toString("hex") };
}

type Handler = (event: unknown, context: unknown) => unknown;

let imports = 0;

/** The query keeps two functions from sharing one module, and with it one environment and one set of clients. */
async function importHandler(entry: string, name: string): Promise<Handler> {
  imports += 1;
  const url = `${pathToFileURL(join(repositoryRoot, entry)).href}?function=${encodeURIComponent(name)}&import=${imports}`;
  const module: unknown = await import(url);
  const handler = z
    .object({ handler: z.custom<Handler>((value) => typeof value === "function") })
    .safeParse(module);
  if (!handler.success) throw new Error(`${entry} exports no function "handler"`);
  return handler.data.handler;
}

interface Settings {
  readonly name: string;
  readonly arn: string;
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly log: Log;
}

async function invoke(handler: Handler, event: unknown, settings: Settings): Promise<Invocation> {
  const requestId = randomUUID();
  const deadline = Date.now() + settings.Timeout * 1000;
  const timeout = expiry(requestId, settings.Timeout);
  try {
    const payload = await Promise.race([
      handler(overTheWire(event), context(requestId, deadline, settings)),
      timeout.expired,
    ]);
    return { ok: true, requestId, payload: overTheWire(payload) };
  } catch (error) {
    settings.log.error(`function ${settings.name} (request ${requestId}) failed: ${describeError(error)}`);
    const known = error instanceof Error ? error : new Error(String(error));
    return { ok: false, requestId, error: { errorType: known.name, errorMessage: known.message } };
  } finally {
    timeout.cancel();
  }
}

/** In Lambda's words. */
class TimedOutError extends Error {
  override name = "Sandbox.Timedout";
}

/** Lambda ends the process; here the answer is an error and what still runs is left to itself. */
function expiry(requestId: string, seconds: number) {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    const message = `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
    timer = setTimeout(() => reject(new TimedOutError(message)), seconds * 1000);
  });
  return { expired, cancel: () => clearTimeout(timer) };
}

/** Events and answers cross as JSON: no shared objects, no undefined, no dates. */
function overTheWire(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

function context(awsRequestId: string, deadline: number, { name, arn, MemorySize }: Settings) {
  return {
    awsRequestId,
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: arn,
    memoryLimitInMB: String(MemorySize),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}
