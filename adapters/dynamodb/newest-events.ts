/** Contact events of an identifier as they were stored, whether or not anybody has followed them yet. */
import type { StoredEvent } from "../../domain/timeline/stored-event.ts";
import { afterEvents, afterEventsAt, eventPrefix, keys } from "./keys.ts";
import type { TableDeps } from "./table-call.ts";
import { readEvent } from "./timeline-reader.ts";
import type { Bodies } from "./timelines.ts";

/** The first event of an identifier that is later than that. */
export async function readFirstEventAfter(
  { call, tableName }: TableDeps,
  bodies: Pick<Bodies, "get">,
  identifierId: string,
  at: string,
): Promise<StoredEvent | undefined> {
  const { Items = [] } = await call("Query", {
    TableName: tableName,
    KeyConditionExpression: "PK = :partition AND SK BETWEEN :first AND :last",
    ExpressionAttributeValues: {
      ":partition": { S: keys.identifier(identifierId).PK },
      ":first": { S: afterEventsAt(at) },
      ":last": { S: afterEvents },
    },
    ConsistentRead: true,
    Limit: 1,
  });
  return Items[0] === undefined ? undefined : readEvent(bodies, Items[0]);
}

/** As of now, newest first. */
export async function readNewestEvents(
  { call, tableName }: TableDeps,
  bodies: Pick<Bodies, "get">,
  identifierId: string,
  limit: number,
): Promise<StoredEvent[]> {
  const { Items = [] } = await call("Query", {
    TableName: tableName,
    KeyConditionExpression: "PK = :partition AND begins_with(SK, :prefix)",
    ExpressionAttributeValues: {
      ":partition": { S: keys.identifier(identifierId).PK },
      ":prefix": { S: eventPrefix },
    },
    ConsistentRead: true,
    ScanIndexForward: false,
    Limit: limit,
  });
  return Promise.all(Items.map((item) => readEvent(bodies, item)));
}
