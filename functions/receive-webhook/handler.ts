/** Where a message's way begins: a provider's call to `/v1/ingest/{provider}/{endpointId}`. */
import {
  type CallAnswer,
  type ReceiveDeps,
  receiveDelivery,
  type WebhookCall,
} from "../../domain/ingest/receive-delivery.ts";

export function createHandler(deps: ReceiveDeps) {
  return (call: WebhookCall): Promise<CallAnswer> =>
    receiveDelivery(deps, call.pathParameters?.provider ?? "", call);
}
