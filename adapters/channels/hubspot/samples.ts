/** HubSpot's calls for tests and the laptop, signed as HubSpot signs (v3). */
import { createHmac } from "node:crypto";
import type { ChannelSamples, Sample } from "../samples.ts";

function changes(...items: readonly object[]): Sample {
  return { body: JSON.stringify(items), contentType: "application/json" };
}

const changed = (eventId: string, at: Date) => ({
  eventId,
  subscriptionId: 1160453,
  portalId: 62515,
  appId: 54321,
  occurredAt: at.getTime(),
  subscriptionType: "contact.propertyChange",
  attemptNumber: 0,
  objectId: 123,
  propertyName: "lastname",
  propertyValue: "Yılmaz",
  changeSource: "CRM_UI",
});

export const samples: ChannelSamples = {
  provider: "hubspot",
  endpoint: {
    provider: "hubspot",
    endpointId: "demo",
    secrets: ["local-demo-hubspot-client-secret-0001"],
    account: {},
    brand: "default",
  },
  nextSecret: "local-demo-hubspot-client-secret-0002",
  sign: ({ body, contentType, query = "", headers, method = "POST" }, secret, at, url) => {
    const time = String(at.getTime());
    const text = `${method}${url}${body}${time}`;
    return {
      method,
      url,
      rawQuery: query,
      headers: {
        ...headers,
        "content-type": contentType,
        "x-hubspot-request-timestamp": time,
        "x-hubspot-signature-v3": createHmac("sha256", secret).update(text).digest("base64"),
      },
      body: Buffer.from(body),
    };
  },
  signed: ["url", "body", "time"],
  toleranceSeconds: 300,
  event: ({ id, at }) => changes(changed(id, at)),
  batch: (ids, at) => changes(...ids.map((id) => changed(id, at))),
  unknown: (at) => changes({ kindToCome: true, at: at.getTime() }),
  unreadable: [
    { body: "[", contentType: "application/json" },
    { body: '"text"', contentType: "application/json" },
    { body: "[]", contentType: "text/plain" },
  ],
  level: "verified",
};
