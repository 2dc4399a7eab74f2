/** The DynamoDB engine as the runtime uses it: in this process, byte by byte, since it is on the hot path. */
import type { DynamoEngine, Reply } from "./dynamodb/engine.ts";

export interface Engine {
  send(target: string, body: Uint8Array): Promise<Reply>;
  /** A call of the runtime's own. @throws Error when the engine refuses */
  call(target: string, input: unknown): Promise<unknown>;
}

export const dynamoDbTarget = "DynamoDB_20120810";
export const streamsTarget = "DynamoDBStreams_20120810";

export function inProcess(database: Pick<DynamoEngine, "send">): Engine {
  return {
    send: (target, body) => database.send({ target, body }),
    async call(target, input) {
      const { status, body } = await database.send({ target, body: Buffer.from(JSON.stringify(input)) });
      const text = typeof body === "string" ? body : Buffer.from(body).toString("utf8");
      if (status !== 200) throw new Error(`${target}: ${text}`);
      return JSON.parse(text);
    },
  };
}
