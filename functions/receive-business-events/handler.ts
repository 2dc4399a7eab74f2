/** Calls of systems (marketing, CRM, commerce), each by its own route: `/v1/ingest/segment/{endpointId}`. */
import {
  type CallAnswer,
  type ReceiveDeps,
  receiveDelivery,
  type WebhookCall,
} from "../../domain/ingest/receive-delivery.ts";

export function createHandler(deps: ReceiveDeps) {
  return (call: WebhookCall): Promise<CallAnswer> => receiveDelivery(deps, providerIn(call), call);
}

/** The route names the provider: it is no parameter of the path. */
function providerIn({ routeKey }: WebhookCall): string {
  return /\/v1\/ingest\/([^/]+)\//.exec(routeKey)?.[1] ?? "";
}
