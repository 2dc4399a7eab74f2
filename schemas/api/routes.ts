/**
 * The routes of the staff API: one table that the CDK app makes routes of, the handler is typed by,
 * and the OpenAPI document is generated from.
 */
import * as z from "zod/mini";
import { briefLanguageSchema, briefSchema } from "../brief.ts";
import { channelSchema, jsonSchema } from "../contact-event.ts";
import { pointsSchema } from "../points.ts";
import { policySchemas } from "../policies.ts";
import { agentProfileSchema, customerProfileSchema, projections, salesProfileSchema } from "../profile.ts";
import {
  addIdentifierSchema,
  caseStatusRequestSchema,
  caseViewSchema,
  customerIdentifierSchema,
  customerSchema,
  healthSchema,
  liveAddressSchema,
  liveContactSchema,
  mergedSchema,
  mergeRequestSchema,
  mergeSchema,
  mergeSuggestionSchema,
  pageOf,
  panelConfigSchema,
  policyInForceSchema,
  resolvedSchema,
  slotsRequestSchema,
  statusSchema,
  suggestionDecidedSchema,
  suggestionDecisionSchema,
  timelineItemSchema,
  transferRequestSchema,
  wrapUpRequestSchema,
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

const suggestionRoles = customerRoles;
const casePath = z.object({ caseId: z.string() });
const languageQuery = z.object({ language: z._default(z.optional(briefLanguageSchema), "tr") });
const policyPath = z.object({ policyName: z.string() });

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
    answer: pageOf(timelineItemSchema),
  },
  addIdentifier: {
    method: "POST",
    path: "/v1/customers/{customerId}/identifiers",
    summary: "Adds an identifier that nobody has yet to a customer",
    roles: customerRoles,
    pathParameters: customerPath,
    query: none,
    body: addIdentifierSchema,
    success: 201,
    answer: customerIdentifierSchema,
  },
  readProfile: {
    method: "GET",
    path: "/v1/customers/{customerId}/profile",
    summary: "The customer 360, as the agent, the sales force or the customer may see it",
    roles: customerRoles,
    pathParameters: customerPath,
    query: z.object({ projection: z._default(z.optional(z.enum(projections)), "agent") }),
    answer: z.discriminatedUnion("projection", [
      agentProfileSchema,
      salesProfileSchema,
      customerProfileSchema,
    ]),
  },
  readPoints: {
    method: "GET",
    path: "/v1/customers/{customerId}/points",
    summary: "The points of a customer, every one explained",
    roles: customerRoles,
    pathParameters: customerPath,
    query: none,
    answer: pointsSchema,
  },
  readCustomerBrief: {
    method: "GET",
    path: "/v1/customers/{customerId}/brief",
    summary: "The brief of a customer, about the newest case",
    roles: customerRoles,
    pathParameters: customerPath,
    query: languageQuery,
    answer: briefSchema,
  },
  listMerges: {
    method: "GET",
    path: "/v1/customers/{customerId}/merges",
    summary: "The merges that made this customer, newest first: each can be undone",
    roles: customerRoles,
    pathParameters: customerPath,
    query: none,
    answer: pageOf(mergeSchema),
  },
  mergeCustomers: {
    method: "POST",
    path: "/v1/customers/{customerId}/merges",
    summary: "Makes another customer part of this one; nothing is moved, and it can be undone exactly",
    roles: customerRoles,
    pathParameters: customerPath,
    query: none,
    body: mergeRequestSchema,
    success: 201,
    answer: mergedSchema,
  },
  unmergeCustomers: {
    method: "DELETE",
    path: "/v1/customers/{customerId}/merges/{mergeId}",
    summary: "Takes a merge back: both customers are what they would have been without it",
    roles: customerRoles,
    pathParameters: z.object({ customerId: z.string(), mergeId: z.string() }),
    query: none,
    success: 204,
    answer: none,
  },
  listCustomerSuggestions: {
    method: "GET",
    path: "/v1/customers/{customerId}/merge-suggestions",
    summary: "Other customers that may be this person",
    roles: suggestionRoles,
    pathParameters: customerPath,
    query: none,
    answer: pageOf(mergeSuggestionSchema),
  },
  listSuggestions: {
    method: "GET",
    path: "/v1/merge-suggestions",
    summary: "The quarantine: customers that may be one person, for a human to decide",
    roles: suggestionRoles,
    pathParameters: none,
    query: z.object({
      limit: z._default(z.optional(limitSchema), 50),
      cursor: z.optional(z.string()),
    }),
    answer: pageOf(mergeSuggestionSchema),
  },
  decideSuggestion: {
    method: "POST",
    path: "/v1/merge-suggestions/{suggestionId}",
    summary: "Accepts a suggestion, which merges, or dismisses it, which keeps the two apart",
    roles: suggestionRoles,
    pathParameters: z.object({ suggestionId: z.string() }),
    query: none,
    body: suggestionDecisionSchema,
    answer: suggestionDecidedSchema,
  },
  listCases: {
    method: "GET",
    path: "/v1/customers/{customerId}/cases",
    summary: "The cases of a customer, newest first",
    roles: customerRoles,
    pathParameters: customerPath,
    query: none,
    answer: pageOf(caseViewSchema),
  },
  getCase: {
    method: "GET",
    path: "/v1/cases/{caseId}",
    summary: "A case, with its SLA clocks",
    roles: customerRoles,
    pathParameters: casePath,
    query: none,
    answer: caseViewSchema,
  },
  readCaseBrief: {
    method: "GET",
    path: "/v1/cases/{caseId}/brief",
    summary: "The brief an agent sees before accepting the case",
    roles: customerRoles,
    pathParameters: casePath,
    query: languageQuery,
    answer: briefSchema,
  },
  setCaseStatus: {
    method: "POST",
    path: "/v1/cases/{caseId}/status",
    summary: "Moves a case along its ladder: open, waiting, resolved, closed",
    roles: customerRoles,
    pathParameters: casePath,
    query: none,
    body: caseStatusRequestSchema,
    answer: caseViewSchema,
  },
  transferCase: {
    method: "POST",
    path: "/v1/cases/{caseId}/transfers",
    summary: "Gives a case to another agent, with everything known about it",
    roles: customerRoles,
    pathParameters: casePath,
    query: none,
    body: transferRequestSchema,
    answer: caseViewSchema,
  },
  fillSlots: {
    method: "POST",
    path: "/v1/cases/{caseId}/slots",
    summary: "Keeps what the customer has told, so that nobody asks again",
    roles: customerRoles,
    pathParameters: casePath,
    query: none,
    body: slotsRequestSchema,
    answer: caseViewSchema,
  },
  wrapUpCase: {
    method: "POST",
    path: "/v1/cases/{caseId}/wrap-up",
    summary: "Records how a case ended",
    roles: customerRoles,
    pathParameters: casePath,
    query: none,
    body: wrapUpRequestSchema,
    answer: caseViewSchema,
  },
  readPolicy: {
    method: "GET",
    path: "/v1/admin/policies/{policyName}",
    summary: `A policy in force: ${Object.keys(policySchemas).join(", ")}`,
    roles: ["supervisor", "admin"],
    pathParameters: policyPath,
    query: none,
    answer: policyInForceSchema,
  },
  savePolicy: {
    method: "PUT",
    path: "/v1/admin/policies/{policyName}",
    summary: "Saves a policy as a new version; every version is kept",
    roles: ["admin"],
    pathParameters: policyPath,
    query: none,
    body: z.record(z.string(), jsonSchema),
    answer: policyInForceSchema,
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
