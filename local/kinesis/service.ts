/** Kinesis behind the gateway: producers put records, with permission per stream. */
import * as z from "zod";
import { arn } from "../account.ts";
import { ApiError, json, readInput, type Service, unknownOperation } from "../gateway/call.ts";
import type { Streams } from "./streams.ts";

const stream = { StreamName: z.string().optional(), StreamARN: z.string().optional() };
/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecordsRequestEntry.html */
const record = z.strictObject({
  Data: z.base64().transform((text) => Buffer.from(text, "base64")),
  PartitionKey: z.string().min(1).max(256),
});
const one = z.strictObject({ ...record.shape, ...stream });
const many = z.strictObject({ Records: z.array(record).min(1).max(500), ...stream });

export function kinesisService(streams: Streams, region: string): Service {
  return ({ operation, target, body }, authorise) => {
    const streamOf = (given: { StreamName?: string | undefined; StreamARN?: string | undefined }) => {
      const streamArn = given.StreamARN ?? arn("kinesis", region, `stream/${given.StreamName ?? ""}`);
      authorise([{ action: `kinesis:${operation}`, resource: streamArn }]);
      if (!streams.has(streamArn)) {
        throw new ApiError("ResourceNotFoundException", `Stream ${streamArn} not found.`);
      }
      return streamArn;
    };
    if (operation === "PutRecord") {
      const input = readInput(one, body);
      return json(streams.put(streamOf(input), input.PartitionKey, input.Data));
    }
    if (operation === "PutRecords") {
      const input = readInput(many, body);
      const streamArn = streamOf(input);
      const Records = input.Records.map(({ PartitionKey, Data }) =>
        streams.put(streamArn, PartitionKey, Data),
      );
      return json({ FailedRecordCount: 0, Records });
    }
    throw unknownOperation(target);
  };
}
