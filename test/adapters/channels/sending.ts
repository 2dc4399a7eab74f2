/** Sends by a provider's sender, to an API of the test's, and keeps what that was asked. */

import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type {
  ChannelSender,
  HttpAnswer,
  HttpFailure,
  HttpRequest,
  OutboundMessage,
} from "../../../domain/outbox/channel-sender.ts";
import { inert } from "../../support/events.ts";

export type ProviderApi = (request: HttpRequest) => HttpAnswer | HttpFailure;

export async function sendBy(
  sender: ChannelSender,
  message: OutboundMessage,
  endpoint: Endpoint,
  api: ProviderApi,
  now: Date,
) {
  const requests: HttpRequest[] = [];
  const http = async (request: HttpRequest) => {
    requests.push(request);
    return api(request);
  };
  const answer = await sender.send(message, endpoint, { http, aws: inert(), now: () => now });
  return { answer, requests };
}
