/** What a route of the staff API is. */
import * as z from "zod/mini";

export const roles = ["agent", "supervisor", "admin", "analyst"] as const;
export type Role = (typeof roles)[number];

/** Who sees customers: everybody who serves them. Analysts work on the lake, which holds no personal data. */
export const customerRoles: readonly Role[] = ["agent", "supervisor", "admin"];

/** Numbers come as text in a query string. */
export const limitSchema = z.pipe(
  z.string().check(z.regex(/^\d{1,3}$/, "a number from 1 to 200")),
  z.pipe(z.transform(Number), z.int().check(z.minimum(1), z.maximum(200))),
);

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly summary: string;
  /** Who may call it; absent: anybody, without a token. */
  readonly roles?: readonly Role[];
  readonly pathParameters: z.ZodMiniType;
  readonly query: z.ZodMiniType;
  /** What a call must bring; absent where it brings none. */
  readonly body?: z.ZodMiniType;
  /** 200 unless it says otherwise; 204 has no answer. */
  readonly success?: 200 | 201 | 204;
  readonly answer: z.ZodMiniType;
}

/** API Gateway's name of a route: `GET /v1/live`. */
export const routeKeyOf = ({ method, path }: Pick<Route, "method" | "path">): string => `${method} ${path}`;
