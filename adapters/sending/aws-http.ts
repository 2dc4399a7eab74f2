/** Signed requests to AWS's messaging services as senders make them: one try, answers of every status. */
import { AwsCallError } from "../../domain/errors.ts";
import type { SendingTools } from "../../domain/outbox/channel-sender.ts";
import { type SendAwsRequest, signedRequests } from "../aws/signed-request.ts";
import { failureOf } from "./failure.ts";

/** Where a service's host is not called as it signs. */
const hosts: Readonly<Record<string, string>> = { ses: "email" };

/** Mails with files are sent, and files are fetched for us: more than a call for data takes. */
const timeoutMs = 10_000;

/** Sending twice is worse than sending late: the outbox decides whether to try again. */
const once = (run: () => Promise<string>) => run();

export function awsHttp(env: NodeJS.ProcessEnv): SendingTools["aws"] {
  const services = new Map<string, SendAwsRequest>();
  return async (service, request) => {
    const send = services.get(service) ?? signedRequests(service, env, hosts[service], once, timeoutMs);
    services.set(service, send);
    try {
      return { status: 200, headers: {}, body: await send(request) };
    } catch (error) {
      if (!(error instanceof AwsCallError)) return failureOf(error);
      return { status: error.status, headers: { "x-amzn-errortype": error.code }, body: error.body };
    }
  };
}
