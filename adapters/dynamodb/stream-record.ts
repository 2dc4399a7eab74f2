/** The item in a stream record, in the SDK's attribute values (Lambda's types spell them differently). */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { CorruptItemError } from "../../domain/errors.ts";
import type { ChangedItem } from "./table-changes.ts";

/** The item as it is now; as it was, where it is gone. Our items that are relayed hold only strings and numbers. */
export function changedItem({ eventName, eventID, dynamodb }: DynamoDBRecord): ChangedItem {
  const gone = eventName === "REMOVE";
  const image = gone ? dynamodb?.OldImage : dynamodb?.NewImage;
  if (image === undefined) throw new CorruptItemError(`stream record ${eventID} has no image`);
  const at = new Date((dynamodb?.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  return { item: sdkValues(image), gone, at };
}

function sdkValues(image: NonNullable<NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"]>) {
  return Object.fromEntries(
    Object.entries(image).flatMap(([name, { S, N }]): [string, AttributeValue][] => {
      if (S !== undefined) return [[name, { S }]];
      return N === undefined ? [] : [[name, { N }]];
    }),
  );
}
