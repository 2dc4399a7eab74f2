/** Hands a call on to dynoxide's own port. */
import { Agent, request } from "node:http";
import type { Call, Reply } from "../protocol.ts";

export interface Backend {
  send(call: Call): Promise<Reply>;
  close(): void;
}

/** dynoxide wants to see a signature but does not check it; who may do what is decided before us. */
const unsigned =
  "AWS4-HMAC-SHA256 Credential=local/20200101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

export function backendOn(port: number): Backend {
  const agent = new Agent({ keepAlive: true });
  return {
    send: (call) =>
      new Promise((resolve, reject) => {
        const headers = {
          "content-type": "application/x-amz-json-1.0",
          "content-length": call.body.length,
          "x-amz-target": call.target,
          "x-amz-date": "20200101T000000Z",
          authorization: unsigned,
        };
        const sent = request({ agent, host: "127.0.0.1", port, method: "POST", headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.once("error", reject);
          response.once("end", () =>
            resolve({ status: response.statusCode ?? 500, body: Buffer.concat(chunks) }),
          );
        });
        sent.once("error", reject);
        sent.end(call.body);
      }),
    close: () => agent.destroy(),
  };
}
