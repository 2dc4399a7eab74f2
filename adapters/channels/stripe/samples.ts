/** Stripe's calls for tests and the laptop, signed as Stripe signs. */
import { createHmac } from "node:crypto";
import type { ChannelSamples, Sample } from "../samples.ts";
import fixtures from "./fixtures/events.json" with { type: "json" };

const json = (body: object): Sample => ({ body: JSON.stringify(body), contentType: "application/json" });
const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

export const samples: ChannelSamples = {
  provider: "stripe",
  endpoint: {
    provider: "stripe",
    endpointId: "demo",
    secrets: ["whsec_local-demo-stripe-0001"],
    account: {},
    brand: "default",
  },
  nextSecret: "whsec_local-demo-stripe-0002",
  sign: ({ body, contentType, query = "", headers, method = "POST" }, secret, at, url) => {
    const signature = createHmac("sha256", secret)
      .update(`${seconds(at)}.${body}`)
      .digest("hex");
    return {
      method,
      url,
      rawQuery: query,
      headers: {
        ...headers,
        "content-type": contentType,
        "stripe-signature": `t=${seconds(at)},v1=${signature}`,
      },
      body: Buffer.from(body),
    };
  },
  signed: ["body", "time"],
  toleranceSeconds: 300,
  event: ({ id, at }) => json({ ...fixtures.invoicePaid, id, created: seconds(at) }),
  unknown: (at) =>
    json({
      id: `evt_unknown_${at.getTime()}`,
      object: "event",
      type: "teapot.boiled",
      created: seconds(at),
      data: { object: { id: "tea_1", object: "teapot" } },
    }),
  unreadable: [
    { body: "{", contentType: "application/json" },
    { body: "[]", contentType: "application/json" },
    { body: "{}", contentType: "text/plain" },
  ],
  level: "verified",
};
