/** The error answers of the API: RFC 9457 problem details, the same everywhere. Pure. */
import type { Problem } from "./shapes.ts";

const titles: Readonly<Record<number, string>> = {
  400: "The request cannot be read",
  401: "The signature does not match",
  403: "Not allowed",
  404: "Not found",
  409: "It does not fit what is there",
  413: "The body is too large",
  500: "Something went wrong on our side",
  503: "Not stored: send it again",
};

/** As API Gateway takes it from a function. */
export interface ProblemAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export function problem(
  status: number,
  detail?: string,
  errors?: NonNullable<Problem["errors"]>,
): ProblemAnswer {
  const body: Problem = {
    type: "about:blank",
    title: titles[status] ?? "Error",
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
  };
  return {
    statusCode: status,
    headers: {
      "content-type": "application/problem+json",
      ...(status === 503 ? { "retry-after": "5" } : {}),
    },
    body: JSON.stringify(body),
  };
}
