/** The item in a stream record, in the SDK's attribute values (Lambda's types spell them differently). */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { CorruptItemError } from "../../domain/errors.ts";

/** Our items that are relayed hold only strings and numbers. */
export function newImage(record: DynamoDBRecord): Record<string, AttributeValue> {
  const image = record.dynamodb?.NewImage;
  if (image === undefined) throw new CorruptItemError(`stream record ${record.eventID} has no new image`);
  return Object.fromEntries(
    Object.entries(image).flatMap(([name, { S, N }]): [string, AttributeValue][] => {
      if (S !== undefined) return [[name, { S }]];
      return N === undefined ? [] : [[name, { N }]];
    }),
  );
}
