/** The Amazon Connect API behind the gateway: permission, quota, and each client token once. */
import * as z from "zod";
import { type Answer, ApiError, parseBody, type Service, unknownOperation } from "../gateway/call.ts";
import type { ContactCentre } from "./centre.ts";
import { contactOperations } from "./operations/contact-operations.ts";
import { notFound, type Operation } from "./operations/operation.ts";
import { startOperations } from "./operations/start-operations.ts";
import { userOperations } from "./operations/user-operations.ts";
import { defaultQuotas, openBuckets, type Quotas } from "./quotas.ts";

const operations = [...startOperations, ...contactOperations, ...userOperations].map((operation) => ({
  operation,
  pattern: new RegExp(`^${operation.path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
}));
const answer = z.record(z.string(), z.unknown());

/** @param quotas in place of Connect's own, by operation */
export function connectService(centre: ContactCentre, quotas: Quotas = {}): Service {
  const allowed = openBuckets({ ...defaultQuotas, ...quotas }, centre.clock.now);
  return ({ method, path, query, body }, authorise) => {
    const { operation, parameters } = find(method, path);
    const { instanceId, clientToken, resources, run } = operation.prepare({
      ...given(body),
      ...Object.fromEntries(query),
      ...parameters,
    });
    const { arn, id } = centre.instance;
    authorise(
      resources.map((resource) => ({
        action: `connect:${operation.name}`,
        resource: resource === "" ? arn : `${arn}/${resource}`,
      })),
    );
    if (!allowed(operation.name)) throw new ApiError("TooManyRequestsException", "Too Many Requests", 429);
    if (instanceId !== id) throw notFound("Instance");
    const result = centre.act((floor) =>
      clientToken === undefined
        ? run(floor)
        : floor.state.once(operation.name, clientToken, answer, () => run(floor)),
    );
    return json(result);
  };
}

function find(method: string, path: string): { operation: Operation; parameters: Record<string, string> } {
  for (const { operation, pattern } of operations) {
    const matched = operation.method === method ? pattern.exec(path) : null;
    if (!matched) continue;
    const parameters = Object.entries(matched.groups ?? {}).map(
      ([name, value]) => [name, decodeURIComponent(value)] as const,
    );
    return { operation, parameters: Object.fromEntries(parameters) };
  }
  throw unknownOperation(`Amazon Connect ${method} ${path}`);
}

function given(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  const parsed = answer.safeParse(parseBody(body));
  if (!parsed.success) throw new ApiError("InvalidParameterException", "The body is not an object.");
  return parsed.data;
}

function json(body: unknown): Answer {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
