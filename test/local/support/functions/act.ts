/** Does what its input says: answers, or throws, always or the first few times. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { noteDown } from "./note-down.ts";

const client = new DynamoDBClient({});

export interface Input {
  readonly name?: string;
  readonly answer?: unknown;
  readonly throws?: string;
  readonly times?: number;
  readonly source?: string;
  readonly id?: string;
}

const thrown = new Map<string, number>();

export async function handler({
  name = "",
  answer,
  throws,
  times = Number.POSITIVE_INFINITY,
  ...event
}: Input) {
  if (event.source !== undefined) return noteDown(client, "EVENT", JSON.stringify(event));
  await noteDown(client, `ACT#${name}`);
  const before = thrown.get(name) ?? 0;
  thrown.set(name, before + 1);
  if (throws !== undefined && before < times) {
    throw Object.assign(new Error(`as ${name} asked`), { name: throws });
  }
  return answer;
}
