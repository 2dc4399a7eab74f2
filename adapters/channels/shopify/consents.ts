/** What a customer permits the shop to send: consents of the endpoint's brand. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { idOf, objectOf, textOf } from "../fields.ts";
import { instantOf } from "../instant.ts";
import { type Json, type JsonObject, present } from "../json.ts";
import type { Delivery } from "./delivery.ts";
import { customerIn } from "./people.ts";
import { shopIdOf } from "./shop-id.ts";

/** Whoever was never asked, or has yet to confirm, has said neither; nor has an address that is gone. */
const states: ReadonlyMap<string, "granted" | "denied"> = new Map([
  ["subscribed", "granted"],
  ["unsubscribed", "denied"],
]);

const topics = /^customers(_email)?(_marketing_consent)?\/(create|update|enable|disable)$/;

/** Every change of the customer repeats them: a consent of the same time is the same event. */
export function consentsIn(delivery: Delivery): ParsedEvent[] {
  if (!topics.test(delivery.topic)) return [];
  const { said } = delivery;
  return [
    ...consentIn(delivery, "email", said.email_marketing_consent),
    ...consentIn(delivery, "sms", said.sms_marketing_consent),
  ];
}

function consentIn(delivery: Delivery, channel: "email" | "sms", value: Json | undefined): ParsedEvent[] {
  const { said, shop, brand, key, occurredAt } = delivery;
  const consent = objectOf(value);
  const state = states.get(textOf(consent.state)?.toLowerCase() ?? "");
  const customerId = idOf(said.customer_id) ?? shopIdOf(said);
  if (state === undefined || customerId === undefined) return [];
  const at = instantOf(textOf(consent.consent_updated_at));
  return [
    {
      channel: "commerce",
      direction: "inbound",
      kind: "consent.changed",
      identifiers: customerIn(personOf(said, customerId), shop),
      occurredAt: at ?? occurredAt,
      attributes: present({
        brand,
        purpose: "marketing",
        channel,
        state,
        legalBasis: "consent",
        collectedFrom: textOf(consent.consent_collected_from)?.toLowerCase() ?? "shopify",
        optIn: textOf(consent.opt_in_level),
        source: "shopify",
      }),
      idempotencyKey: at
        ? JSON.stringify(["consent", shop, customerId, channel, state, at])
        : `${key}:consent:${channel}`,
    },
  ];
}

/** The topics of consents name the customer by `customer_id`, and the address beside it. */
function personOf(said: JsonObject, id: string): JsonObject {
  return { ...said, id, email: said.email ?? said.email_address ?? null };
}
