/** Corrects what dynoxide says about streams where DynamoDB would say something else. */
import * as z from "zod/mini";
import { type Reply, success } from "../protocol.ts";
import { sameItem } from "../same-item.ts";

const image = z.optional(z.record(z.string(), z.unknown()));
const recordsSchema = z.looseObject({
  Records: z.array(
    z.looseObject({ eventName: z.string(), dynamodb: z.looseObject({ OldImage: image, NewImage: image }) }),
  ),
});
const streamSchema = z.looseObject({
  StreamDescription: z.looseObject({
    Shards: z.array(z.looseObject({ SequenceNumberRange: z.looseObject({}) })),
  }),
});

const corrections: ReadonlyMap<string, (reply: Reply) => Reply> = new Map([
  ["DynamoDBStreams_20120810.GetRecords", withoutUnchanged],
  ["DynamoDBStreams_20120810.DescribeStream", withOpenShards],
]);

export function correctedReply(target: string, reply: Reply): Reply {
  const correct = reply.status === 200 ? corrections.get(target) : undefined;
  return correct === undefined ? reply : correct(reply);
}

/** A write that changes nothing emits no record on DynamoDB; dynoxide emits one. */
function withoutUnchanged(reply: Reply): Reply {
  const output = recordsSchema.parse(parse(reply));
  const changed = output.Records.filter(
    ({ eventName, dynamodb: { OldImage, NewImage } }) =>
      eventName !== "MODIFY" || OldImage === undefined || !sameItem(OldImage, NewImage),
  );
  return changed.length === output.Records.length ? reply : success({ ...output, Records: changed });
}

/** An ending sequence number marks a closed shard, which dynoxide's only shard never is. */
function withOpenShards(reply: Reply): Reply {
  const { StreamDescription, ...rest } = streamSchema.parse(parse(reply));
  const shards = StreamDescription.Shards.map((shard) => {
    const { EndingSequenceNumber: _, ...range } = shard.SequenceNumberRange;
    return { ...shard, SequenceNumberRange: range };
  });
  return success({ ...rest, StreamDescription: { ...StreamDescription, Shards: shards } });
}

function parse(reply: Reply): unknown {
  return JSON.parse(Buffer.from(reply.body).toString("utf8"));
}
