/** What every AWS client of ours is made with: fast failure, so that the caller can choose another way. */
import { NodeHttpHandler } from "@smithy/node-http-handler";

const connectTimeoutMs = 1_000;
const usualRequestTimeoutMs = 2_000;

/** Credentials come from the environment at construction: all that Lambda offers, and nothing to search for. */
function credentialsFrom(env: NodeJS.ProcessEnv) {
  const sessionToken = env.AWS_SESSION_TOKEN;
  return {
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? "",
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "",
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

/** Three tries, of two seconds at most unless it says otherwise. */
export function clientSettings(env: NodeJS.ProcessEnv, requestTimeoutMs = usualRequestTimeoutMs) {
  const endpoint = env.AWS_ENDPOINT_URL;
  return {
    region: env.AWS_REGION ?? "us-east-1",
    credentials: credentialsFrom(env),
    maxAttempts: 3,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: connectTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}
