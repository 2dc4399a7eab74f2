/** Which S3 actions on which bucket or objects a REST request is. Pure. */
import type { Access } from "./policy.ts";

export interface S3Request {
  readonly method: string;
  /** Path-style: `/bucket/key`, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** `x-amz-copy-source`, when the request copies. */
  readonly copySource?: string | undefined;
  readonly body: string;
}

/** @returns undefined for a request that is not served here */
export function s3Accesses(request: S3Request): readonly Access[] | undefined {
  const [, bucket = "", ...rest] = request.path.split("/");
  if (bucket === "") return undefined;
  const bucketArn = `arn:aws:s3:::${bucket}`;
  const key = decodeURIComponent(rest.join("/"));
  if (key === "") return ofBucket(request, bucketArn);
  const action = objectAction(request);
  if (!action) return undefined;
  const own = { action, resource: `${bucketArn}/${key}` };
  if (request.copySource === undefined) return [own];
  const source = decodeURIComponent(request.copySource).replace(/^\//, "");
  return [own, { action: "s3:GetObject", resource: `arn:aws:s3:::${source}` }];
}

function ofBucket({ method, query, body }: S3Request, bucketArn: string): readonly Access[] | undefined {
  if (method === "POST" && query.has("delete")) {
    return [...body.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) => ({
      action: "s3:DeleteObject",
      resource: `${bucketArn}/${key}`,
    }));
  }
  return method === "GET" || method === "HEAD"
    ? [
        {
          action: "s3:ListBucket",
          resource: bucketArn,
          context: { "s3:prefix": [query.get("prefix") ?? ""] },
        },
      ]
    : undefined;
}

function objectAction({ method, query }: S3Request): string | undefined {
  switch (method) {
    case "GET":
      return query.has("uploadId") ? "s3:ListMultipartUploadParts" : "s3:GetObject";
    case "HEAD":
      return "s3:GetObject";
    case "PUT":
    case "POST":
      return "s3:PutObject";
    case "DELETE":
      return query.has("uploadId") ? "s3:AbortMultipartUpload" : "s3:DeleteObject";
    default:
      return undefined;
  }
}
