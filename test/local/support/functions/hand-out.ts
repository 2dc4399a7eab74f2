/** Notes the task token down, for whoever finishes the task; fails or hangs where its input says so. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { noteDown } from "./note-down.ts";

const client = new DynamoDBClient({});

export interface Input {
  readonly token: string;
  readonly name: string;
  readonly mode?: string;
}

export async function handler(event: Input) {
  await noteDown(client, `CALL#${event.name}`);
  if (event.mode === "throw") throw Object.assign(new Error("no"), { name: "Nobody" });
  await noteDown(client, `TOKEN#${event.name}`, JSON.stringify(event));
  if (event.mode === "hang" && process.env.HOLD) await new Promise(() => undefined);
}
