/** One AWS API call as the gateway's services see it, and the answers they give. */
import type { IncomingHttpHeaders } from "node:http";
import * as z from "zod";
import type { Access } from "../iam/policy.ts";

export interface Caller {
  /** As in AWS's sentences: `arn:aws:sts::<account>:assumed-role/<role>/<function>`. */
  readonly arn: string;
  /** A function of the app; the runtime itself may do anything. */
  readonly isFunction: boolean;
  /** What URLs are verified with that it has signed; absent: it signs none. */
  readonly secretAccessKey?: string;
  /** Undefined when allowed, else why not. */
  refusal(access: Access): string | undefined;
}

export interface Call {
  readonly caller: Caller;
  readonly method: string;
  /** Path without query, percent-encoded. */
  readonly path: string;
  readonly rawUrl: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The operation's name in `X-Amz-Target`; empty for REST protocols. */
  readonly operation: string;
  /** The whole `X-Amz-Target`. */
  readonly target: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** A service answers a call that its caller may make; `authorise` throws AccessDenied. */
export type Service = (
  call: Call,
  authorise: (accesses: readonly Access[]) => void,
) => Answer | Promise<Answer>;

/** An error an AWS API answers with. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export function unknownOperation(what: string): ApiError {
  return new ApiError("UnknownOperationException", `${what} is not served here`);
}

/** @param version of AWS's JSON protocol that the service speaks */
export function json(body: unknown, version: "1.0" | "1.1" = "1.1"): Answer {
  return {
    status: 200,
    headers: { "content-type": `application/x-amz-json-${version}` },
    body: JSON.stringify(body),
  };
}

/** @throws ApiError when the body is not what the operation takes */
export function readInput<S extends z.ZodType>(schema: S, body: Buffer): z.output<S> {
  const { data, error } = schema.safeParse(parseBody(body));
  if (error) throw new ApiError("ValidationException", z.prettifyError(error));
  return data;
}

/** @throws ApiError when the body is not JSON */
export function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (cause) {
    throw new ApiError("SerializationException", cause instanceof Error ? cause.message : "not JSON");
  }
}
