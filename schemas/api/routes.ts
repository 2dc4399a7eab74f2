/**
 * The routes of the staff API: one table that the CDK app makes routes of, the handler is typed by,
 * and the OpenAPI document is generated from.
 */
import * as z from "zod/mini";
import { channelSchema, contactEventSchema, jsonSchema } from "../contact-event.ts";
import {
  customerIdentifierSchema,
  customerSchema,
  healthSchema,
  liveAddressSchema,
  liveContactSchema,
  pageOf,
  panelConfigSchema,
  resolvedSchema,
  statusSchema,
} from "./shapes.ts";

export const roles = ["agent", "supervisor", "admin", "analyst"] as const;
export type Role = (typeof roles)[number];

/** Who sees customers: everybody who serves them. Analysts work on the lake, which holds no personal data. */
const customerRoles: readonly Role[] = ["agent", "supervisor", "admin"];

/** Numbers come as text in a query string. */
const limitSchema = z.pipe(
  z.string().check(z.regex(/^\d{1,3}$/, "a number from 1 to 200")),
  z.pipe(z.transform(Number), z.int().check(z.minimum(1), z.maximum(200))),
);

const none = z.object({});
const customerPath = z.object({ customerId: z.string() });

export interface Route {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly summary: string;
  /** Who may call it; absent: anybody, without a token. */
  readonly roles?: readonly Role[];
  readonly pathParameters: z.ZodMiniType;
  readonly query: z.ZodMiniType;
  readonly answer: z.ZodMiniType;
}

export const staffRoutes = {
  health: {
    method: "GET",
    path: "/healthz",
    summary: "Whether the API answers",
    pathParameters: none,
    query: none,
    answer: healthSchema,
  },
  status: {
    method: "GET",
    path: "/status",
    summary: "The public status of the platform's parts",
    pathParameters: none,
    query: none,
    answer: statusSchema,
  },
  openApi: {
    method: "GET",
    path: "/v1/openapi.json",
    summary: "This document",
    pathParameters: none,
    query: none,
    answer: z.record(z.string(), jsonSchema),
  },
  panelConfig: {
    method: "GET",
    path: "/v1/config",
    summary: "What the panel must know before anybody has signed in",
    pathParameters: none,
    query: none,
    answer: panelConfigSchema,
  },
  resolveCustomer: {
    method: "GET",
    path: "/v1/customers/resolve",
    summary: "Finds the customer that has an identifier, written `kind:value`",
    roles: customerRoles,
    pathParameters: none,
    query: z.object({ identifier: z.string() }),
    answer: resolvedSchema,
  },
  getCustomer: {
    method: "GET",
    path: "/v1/customers/{customerId}",
    summary: "A customer",
    roles: customerRoles,
    pathParameters: customerPath,
    query: none,
    answer: customerSchema,
  },
  listIdentifiers: {
    method: "GET",
    path: "/v1/customers/{customerId}/identifiers",
    summary: "The identifiers of a customer",
    roles: customerRoles,
    pathParameters: customerPath,
    query: none,
    answer: pageOf(customerIdentifierSchema),
  },
  readTimeline: {
    method: "GET",
    path: "/v1/customers/{customerId}/timeline",
    summary: "A customer's contact events on all channels, newest first",
    roles: customerRoles,
    pathParameters: customerPath,
    query: z.object({
      limit: z._default(z.optional(limitSchema), 50),
      cursor: z.optional(z.string()),
      channel: z.optional(channelSchema),
    }),
    answer: pageOf(contactEventSchema),
  },
  listContactEvents: {
    method: "GET",
    path: "/v1/contact-events",
    summary: "The newest contact events of all customers, by receive time, of the last day",
    roles: customerRoles,
    pathParameters: none,
    query: z.object({ limit: z._default(z.optional(limitSchema), 50) }),
    answer: pageOf(liveContactSchema),
  },
  openLive: {
    method: "GET",
    path: "/v1/live",
    summary: "Where to open the live WebSocket, with a ticket that is good for one minute",
    roles: customerRoles,
    pathParameters: none,
    query: none,
    answer: liveAddressSchema,
  },
} as const satisfies Readonly<Record<string, Route>>;

/** API Gateway's name of a route: `GET /v1/live`. */
export const routeKeyOf = ({ method, path }: Pick<Route, "method" | "path">): string => `${method} ${path}`;
