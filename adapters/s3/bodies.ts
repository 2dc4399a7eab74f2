/** Bodies too long for the table, one object each under the identifier they belong to. */
import type { SendAwsRequest } from "../aws/signed-request.ts";
import type { Bodies } from "../dynamodb/timelines.ts";

export function s3Bodies(send: SendAwsRequest, bucketName: string): Bodies {
  const pathOf = (key: string) => `/${bucketName}/${key}`;
  return {
    async put(key, body) {
      await send({ method: "PUT", path: pathOf(key), headers: { "content-type": "application/json" }, body });
    },
    get: (key) => send({ method: "GET", path: pathOf(key) }),
  };
}
