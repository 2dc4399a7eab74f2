/** Segment's calls for tests and the laptop, as its libraries send them: the write key goes along, nothing is signed. */
import type { ChannelSamples, Sample } from "../samples.ts";

const secret = "local-demo-segment-write-key-0001";

function message(body: object): Sample {
  return { body: JSON.stringify(body), contentType: "application/json" };
}

const tracked = (id: string, at: Date) => ({
  type: "track",
  event: "Product Viewed",
  messageId: id,
  anonymousId: "23adfd82-aa0f-45a7-a756-24f2a7a4c895",
  properties: { product_id: "507f", name: "Kulaklık" },
  timestamp: at.toISOString(),
});

export const samples: ChannelSamples = {
  provider: "segment",
  endpoint: {
    provider: "segment",
    endpointId: "demo",
    secrets: [secret],
    account: {},
    brand: "default",
  },
  nextSecret: "local-demo-segment-write-key-0002",
  sign: ({ body, contentType, query = "", headers, method = "POST" }, writeKey, _at, url) => ({
    method,
    url,
    rawQuery: query,
    headers: { ...headers, "content-type": contentType, authorization: `Basic ${btoa(`${writeKey}:`)}` },
    body: Buffer.from(body),
  }),
  /** The Actions webhook signs its bodies; a call of a library has the write key alone. */
  signed: ["secret"],
  event: ({ id, at }) => message(tracked(id, at)),
  batch: (ids, at) => message({ batch: ids.map((id) => tracked(id, at)), sentAt: at.toISOString() }),
  unknown: (at) => message({ type: "delete", messageId: `unknown-${at.getTime()}`, userId: "CUST-42" }),
  unreadable: [
    { body: "{", contentType: "application/json" },
    { body: '"text"', contentType: "application/json" },
    { body: '{"batch":{}}', contentType: "application/json" },
    { body: "{}", contentType: "text/plain" },
  ],
  level: "claimed",
};
