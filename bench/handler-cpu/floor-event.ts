/** What the floors are called with: a request, and what it takes not to look anything up. */
import type { PutItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { GatewayEvent } from "../function-environment.ts";

export interface FloorEvent {
  readonly event: GatewayEvent;
  readonly secret: string;
  readonly publicBaseUrl: string;
  /** The writes that the request causes, in order: the second may depend on the first. */
  readonly writes: readonly PutItemCommandInput[];
}
