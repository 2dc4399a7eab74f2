/** S3 behind the gateway: permission per bucket and object, conditional puts, then fauxqs. */
import { s3Accesses } from "../iam/s3-access.ts";
import type { SqsAndS3 } from "../sqs-s3.ts";
import { type Answer, ApiError, type Service, unknownOperation } from "./call.ts";

export function s3Service(engine: SqsAndS3): Service {
  return (call, authorise) => {
    const { method, path, query, headers, body } = call;
    const copySource = headers["x-amz-copy-source"];
    const accesses = s3Accesses({
      method,
      path,
      query,
      copySource: copySource === undefined ? undefined : String(copySource),
      body: query.has("delete") ? body.toString("utf8") : "",
    });
    if (!accesses) throw unknownOperation(`S3 ${method} ${path}`);
    authorise(accesses);
    refuseOverwrite(engine, call);
    const answered = engine.request({ method, url: call.rawUrl, headers, body });
    return method === "GET" ? answered.then((answer) => asAsked(answer, query)) : answered;
  };
}

/** What a URL asks an object to be served as; fauxqs serves it as it was put. */
const overrides = ["content-type", "content-disposition", "cache-control"] as const;

function asAsked(answer: Answer, query: URLSearchParams): Answer {
  if (answer.status > 299) return answer;
  const asked = overrides.flatMap((name) => {
    const value = query.get(`response-${name}`);
    return value === null ? [] : [[name, value] as const];
  });
  return { ...answer, headers: { ...answer.headers, ...Object.fromEntries(asked) } };
}

/** fauxqs ignores `If-None-Match: *`. */
function refuseOverwrite(engine: SqsAndS3, { method, path, headers }: Parameters<Service>[0]) {
  if (method !== "PUT" || headers["if-none-match"] !== "*") return;
  const [, bucket = "", ...key] = path.split("/");
  if (engine.hasObject(bucket, decodeURIComponent(key.join("/")))) {
    throw new ApiError(
      "PreconditionFailed",
      "At least one of the pre-conditions you specified did not hold",
      412,
    );
  }
}
