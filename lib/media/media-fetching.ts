/** Beside the message's way: its files are fetched from their provider, and kept. */
import { Duration, Stack } from "aws-cdk-lib";
import type { IEventBus } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { allowListing, connectBodies, connectSecret, connectTable } from "../constructs/access.ts";
import { EventRule } from "../constructs/event-rule.ts";
import { QueueConsumer } from "../constructs/queue-consumer.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import type { DataStack } from "../stacks/data-stack.ts";

interface MediaFetchingProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly bus: IEventBus;
}

/** About three hours of trying, at one try per visibility timeout: providers keep files for hours at least. */
const tries = 30;

export class MediaFetching extends Construct {
  constructor(scope: Construct, id: string, { config, data, bus }: MediaFetchingProps) {
    super(scope, id);
    const errorImpact = "Agents see that customers sent files, and cannot open them.";
    const fetch = new ServiceFunction(this, "FetchMedia", {
      name: "fetch-media",
      // Time to begin files, and the longest that one may take: `domain/media`, `adapters/media`.
      timeoutSeconds: 60,
      errorImpact,
      config,
    });
    connectTable(fetch, data.table, ["GetItem", "UpdateItem"]);
    connectBodies(fetch, data.bodies, ["GetObject"]);
    connectBodies(fetch, data.bodies, ["PutObject"], "media");
    // WhatsApp's files of End User Messaging Social: AWS writes them with our permission.
    connectBodies(fetch, data.bodies, ["PutObject", "GetObject", "DeleteObject"], "incoming");
    allowListing(fetch, data.bodies, "incoming");
    fetch.allow(
      ["social-messaging:GetWhatsAppMessageMedia"],
      [Stack.of(this).formatArn({ service: "social-messaging", resource: "phone-number-id/*" })],
    );
    connectSecret(fetch, "ENDPOINTS_SECRET_ID", data.endpoints);
    connectSecret(fetch, "CHANNELS_SECRET_ID", data.channels);
    const consumer = new QueueConsumer(this, "Files", {
      function: fetch,
      maxReceiveCount: tries,
      batchSize: 1,
      errorImpact,
      config,
    });
    new EventRule(this, "Attachments", {
      bus,
      events: ["AttachmentsReceived"],
      consumer,
      errorImpact,
      config,
      retryAttempts: 185,
      maxEventAge: Duration.hours(24),
    });
  }
}
