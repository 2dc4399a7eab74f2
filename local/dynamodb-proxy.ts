/** Passes DynamoDB requests on to the engine byte by byte: the hot path, so as thin as it can be. */
import { Agent, request } from "node:http";

export interface EngineAnswer {
  readonly status: number;
  readonly body: Buffer;
}

export interface Engine {
  readonly url: string;
  send(target: string, body: Buffer | string): Promise<EngineAnswer>;
  /** A call of the runtime's own. @throws Error when the engine refuses */
  call(target: string, input: unknown): Promise<unknown>;
  close(): void;
}

export const dynamoDbTarget = "DynamoDB_20120810";
export const streamsTarget = "DynamoDBStreams_20120810";

export function connectEngine(url: string, region: string): Engine {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const authorization = `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=local`;

  const send = (target: string, body: Buffer | string) =>
    new Promise<EngineAnswer>((done, failed) => {
      const headers = {
        "content-type": "application/x-amz-json-1.0",
        "content-length": Buffer.byteLength(body),
        "x-amz-target": target,
        authorization,
      };
      const call = request(url, { method: "POST", agent, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => done({ status: answer.statusCode ?? 500, body: Buffer.concat(chunks) }));
        answer.on("error", failed);
      });
      call.on("error", failed);
      call.end(body);
    });

  return {
    url,
    send,
    async call(target, input) {
      const { status, body } = await send(target, JSON.stringify(input));
      if (status !== 200) throw new Error(`${target}: ${body.toString("utf8")}`);
      return JSON.parse(body.toString("utf8"));
    },
    close: () => agent.destroy(),
  };
}
