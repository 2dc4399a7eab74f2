/** Deliveries that were acknowledged and are read later. */
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { eventually } from "../../support/staff.ts";
import type { Running } from "./running.ts";

/** Ends when none of them is waiting or under way. */
export async function allAreRead({ platform }: Running): Promise<void> {
  const { awsUrl, rootCredentials: credentials, region, resources } = platform;
  const [queue] = resources
    .ofType("AWS::SQS::Queue", z.unknown())
    .filter(({ logicalId }) => /^UnreadDeliveries(?!.*Dead)/.test(logicalId));
  const sqs = new SQSClient({ endpoint: awsUrl, credentials, region });
  await eventually(async () => {
    const { Attributes: counts = { none: "read" } } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: `${awsUrl}/000000000000/${queue?.attributes.QueueName}`,
        AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
      }),
    );
    return Object.values(counts).every((count) => count === "0") || undefined;
  });
}
