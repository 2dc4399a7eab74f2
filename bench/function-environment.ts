/** `receive-webhook` as Lambda would run it, but with every AWS call going to the stub engine. */

import { httpEvent } from "../local/http-api/event.ts";
import type { Environment } from "../schemas/environment.ts";
import type { SignedCall } from "../test/support/senders.ts";

export const publicBaseUrl = "https://bench.example";
export const endpointsSecretId = "bench-endpoints";
export const pepperSecretId = "bench-pepper";

const own: Environment<"receive-webhook"> = {
  TABLE_NAME: "bench-timeline",
  BODIES_BUCKET: "bench-bodies",
  INGEST_QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/000000000000/bench-ingest",
  DELIVERIES_QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/000000000000/bench-deliveries",
  ENDPOINTS_SECRET_ID: endpointsSecretId,
  CHANNELS_SECRET_ID: "bench-channels",
  PEPPER_SECRET_ID: pepperSecretId,
  PUBLIC_BASE_URL: publicBaseUrl,
  DEFAULT_COUNTRY: "TR",
};

/** The whole environment of the process: nothing of the machine's, no compile cache. */
export function functionEnvironment(endpoint: string): Record<string, string> {
  return {
    ...own,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "ASIABENCHBENCHBENCH0",
    AWS_SECRET_ACCESS_KEY: "bench-secret-access-key",
    AWS_SESSION_TOKEN: "bench-session-token",
    AWS_LAMBDA_FUNCTION_NAME: "receive-webhook",
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    LAMBDA_TASK_ROOT: "/var/task",
    NODE_DISABLE_COMPILE_CACHE: "1",
    NODE_ENV: "production",
    TZ: ":UTC",
  };
}

/** The call as API Gateway hands it to the function, headers of its own included. */
export function gatewayEvent({ path, headers, body }: SignedCall) {
  const [, , , provider = "", endpointId = ""] = path.split("/");
  const sent = {
    ...headers,
    accept: "*/*",
    host: "bench.example",
    "user-agent": "bench/1.0",
    "x-amzn-trace-id": "Root=1-69214d00-0123456789abcdef01234567",
    "x-forwarded-for": "192.0.2.1",
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
  };
  const request = {
    method: "POST",
    rawPath: path,
    rawQueryString: "",
    rawHeaders: Object.entries(sent).flat(),
    body: Buffer.from(body),
    sourceIp: "192.0.2.1",
  };
  return httpEvent(request, {
    apiId: "bench",
    routeKey: "POST /v1/ingest/{provider}/{endpointId}",
    stage: "$default",
    domainName: "bench.example",
    requestId: "bench-request",
    pathParameters: { provider, endpointId },
    now: new Date(),
  });
}
export type GatewayEvent = ReturnType<typeof gatewayEvent>;
