/** Local Connect behind a gateway of its own, called by the official client. */
import { ConnectClient } from "@aws-sdk/client-connect";
import type { Quotas } from "../../../local/connect/quotas.ts";
import { connectService } from "../../../local/connect/service.ts";
import type { Caller } from "../../../local/gateway/call.ts";
import { serveGateway } from "../../../local/gateway/server.ts";
import { listenOnLoopback } from "../../../local/http.ts";
import { evaluate, policyDocument } from "../../../local/iam/policy.ts";
import { openTestCentre } from "./centre.ts";

/** For tests that are about something else. */
export const plenty: Quotas = Object.fromEntries(
  [
    "default",
    "StartChatContact",
    "GetCurrentUserData",
    "DescribeContact",
    "GetContactAttributes",
    "StopContact",
    "UpdateContactAttributes",
    "UpdateContactRoutingData",
  ].map((operation) => [operation, { rate: 1000, burst: 1000 }]),
);

export async function openApi({
  quotas,
  ...options
}: { quotas?: Quotas } & Parameters<typeof openTestCentre>[0] = {}) {
  const test = openTestCentre(options);
  const side = await listenOnLoopback(0);
  const callers = new Map<string, Caller>([
    ["ROOT", { arn: "arn:aws:iam::000000000000:root", isFunction: false, refusal: () => undefined }],
  ]);
  serveGateway(
    side.server,
    Promise.resolve({ callers, services: { connect: connectService(test.centre, quotas) }, log: test.log }),
  );
  const clientOf = (accessKeyId: string) =>
    new ConnectClient({
      endpoint: `http://127.0.0.1:${side.port}`,
      region: "eu-central-1",
      credentials: { accessKeyId, secretAccessKey: "x" },
      maxAttempts: 1,
    });
  const { id: InstanceId, arn: instanceArn } = test.centre.instance;
  return {
    ...test,
    InstanceId,
    instanceArn,
    client: clientOf("ROOT"),
    /** A client of a function whose role allows that. */
    clientAllowed(...statements: readonly object[]) {
      const parsed = policyDocument.parse({ Version: "2012-10-17", Statement: statements });
      const key = `LOCA${callers.size}`;
      callers.set(key, {
        arn: "arn:aws:sts::000000000000:assumed-role/R/F",
        isFunction: true,
        refusal: (access) =>
          evaluate(parsed, access) === "allowed" ? undefined : "because no identity-based policy allows it",
      });
      return clientOf(key);
    },
    async close() {
      test.centre.close();
      await side.close();
    },
  };
}

export type Api = Awaited<ReturnType<typeof openApi>>;
