/** Deliveries that are read later, one object each: they are gone after some weeks (`lib/stacks/data-stack.ts`). */
import { hash } from "node:crypto";
import * as z from "zod/mini";
import type { KeptDeliveries } from "../../domain/ingest/kept-deliveries.ts";
import type { SendAwsRequest } from "../aws/signed-request.ts";

const objectSchema = z.object({
  provider: z.string(),
  endpointId: z.string(),
  receivedAt: z.string(),
  method: z.string(),
  url: z.string(),
  rawQuery: z.string(),
  headers: z.record(z.string(), z.string()),
  /** Base64: what came need not be text. */
  body: z.string(),
});

export function s3KeptDeliveries(send: SendAwsRequest, bucketName: string): KeptDeliveries {
  return {
    async put({ request, receivedAt, ...endpoint }) {
      const content = { ...endpoint, ...request, body: request.body.toString("base64") };
      // Two calls that differ in a header alone may be two deliveries.
      const name = hash("sha256", JSON.stringify(content));
      const key = `deliveries/${pathPart(endpoint.provider)}/${pathPart(endpoint.endpointId)}/${name}.json`;
      await send({
        method: "PUT",
        path: `/${bucketName}/${key}`,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...content, receivedAt }),
      });
      return key;
    },
    async get(key) {
      const text = await send({ method: "GET", path: `/${bucketName}/${key}` });
      const { provider, endpointId, receivedAt, ...request } = objectSchema.parse(JSON.parse(text));
      const body = Buffer.from(request.body, "base64");
      return { provider, endpointId, receivedAt, request: { ...request, body } };
    },
  };
}

/** Only what a path holds as it is; the hash keeps names apart that become the same. */
function pathPart(name: string): string {
  return name.replace(/[^\w-]/g, "_");
}
