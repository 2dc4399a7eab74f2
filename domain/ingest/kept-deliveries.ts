/** Deliveries that are read later: kept as they came until `read-deliveries` has read them. */
import { NotStoredError } from "../errors.ts";
import type { Endpoint, WebhookRequest } from "./channel-adapter.ts";
import type { KeptDelivery } from "./delivery-reader.ts";

/** A delivery as it is kept: it names its endpoint, and holds none of its secrets. */
export interface StoredDelivery {
  readonly provider: string;
  readonly endpointId: string;
  /** ISO 8601 UTC with milliseconds. */
  readonly receivedAt: string;
  readonly request: WebhookRequest;
}

export interface KeptDeliveries {
  /** @returns its key: the same for the same delivery, and another one for every other */
  put(delivery: StoredDelivery): Promise<string>;
  get(key: string): Promise<StoredDelivery>;
}

/** The queue of what is still to be read. */
export interface UnreadDeliveries {
  announce(key: string): Promise<void>;
}

/** @throws NotStoredError when it is not both kept and announced: the provider must deliver again */
export async function keepDelivery(
  { deliveries, unread }: { deliveries: Pick<KeptDeliveries, "put">; unread: UnreadDeliveries },
  { request, endpoint, receivedAt }: KeptDelivery,
): Promise<void> {
  const { provider, endpointId } = endpoint;
  try {
    await unread.announce(
      await deliveries.put({
        provider,
        endpointId,
        receivedAt,
        request: withoutSecrets(request, endpoint),
      }),
    );
  } catch (cause) {
    throw new NotStoredError(`a delivery to ${provider}/${endpointId} is not kept`, { cause });
  }
}

/** It was verified already: what proved it is of no use to its reader. */
const proofs = /auth|cookie|signature|hmac|token|secret|passw|credential|api-?key/;
/** Where a call came from, as our own front door and others on its way say. */
const ways = /^(?:x-forwarded|x-amzn|cloudfront|cf-|forwarded$|via$|host$|true-client-ip$|x-real-ip$)/;

function withoutSecrets(request: WebhookRequest, endpoint: Endpoint): WebhookRequest {
  const known = [...endpoint.secrets, endpoint.verifyToken ?? ""].filter((secret) => secret !== "");
  const saysSecret = (text: string) => known.some((secret) => text.includes(secret));
  const headers = Object.entries(request.headers).filter(
    ([name, value = ""]) => !proofs.test(name) && !ways.test(name) && !saysSecret(value),
  );
  const hidesQuery = saysSecret(decoded(request.rawQuery)) || saysSecret(request.rawQuery);
  return {
    ...request,
    ...(hidesQuery ? { rawQuery: "", url: request.url.replace(/\?.*$/s, "") } : {}),
    headers: Object.fromEntries(headers),
  };
}

function decoded(query: string): string {
  try {
    return decodeURIComponent(query.replaceAll("+", " "));
  } catch {
    return query;
  }
}
