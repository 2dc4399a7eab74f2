/** The routes of the staff API about messages of ours, and about what customers permit. */
import * as z from "zod/mini";
import { audienceRoutes } from "./audience-routes.ts";
import { asOfQuerySchema, consentRequestSchema, consentsSchema } from "./consent-shapes.ts";
import { iysRoutes } from "./iys-routes.ts";
import {
  mediaLinkSchema,
  messageRequestSchema,
  replyRequestSchema,
  sendDecisionSchema,
  sendViewSchema,
} from "./outbox-shapes.ts";
import { customerRoles, type Route } from "./route.ts";
import { pageOf } from "./shapes.ts";

const none = z.object({});
/** ISO 8601 UTC with milliseconds, as timelines show it. */
const momentSchema = z.string().check(z.iso.datetime({ precision: 3 }));
const casePath = z.object({ caseId: z.string() });
const customerPath = z.object({ customerId: z.string() });
const mediaPath = z.object({
  customerId: z.string(),
  eventId: z.string(),
  /** The place among the event's attachments. */
  index: z.pipe(
    z.string().check(z.regex(/^\d{1,2}$/, "a number from 0 to 99")),
    z.pipe(z.transform(Number), z.int().check(z.minimum(0), z.maximum(99))),
  ),
});
const sendPath = z.object({ sendId: z.string() });

export const outboxRoutes = {
  replyToCase: {
    method: "POST",
    path: "/v1/cases/{caseId}/replies",
    summary: "Accepts a reply: it is sent once, in order, if consent and the channel's window permit it",
    roles: customerRoles,
    pathParameters: casePath,
    query: none,
    body: replyRequestSchema,
    success: 201,
    answer: sendViewSchema,
  },
  listReplies: {
    method: "GET",
    path: "/v1/cases/{caseId}/replies",
    summary: "The newest replies of a case, newest first, each with how far it is",
    roles: customerRoles,
    pathParameters: casePath,
    query: none,
    answer: pageOf(sendViewSchema),
  },
  sendMessage: {
    method: "POST",
    path: "/v1/customers/{customerId}/messages",
    summary: "Accepts a message to a customer, on the channel they prefer unless one is named",
    roles: customerRoles,
    pathParameters: customerPath,
    query: none,
    body: messageRequestSchema,
    success: 201,
    answer: sendViewSchema,
  },
  getSend: {
    method: "GET",
    path: "/v1/sends/{sendId}",
    summary: "A message of ours: its state, its status, and the consent it relied on",
    roles: customerRoles,
    pathParameters: sendPath,
    query: none,
    answer: sendViewSchema,
  },
  decideSend: {
    method: "POST",
    path: "/v1/sends/{sendId}/decision",
    summary: "Says what is to become of a message of which nobody knows whether the provider has it",
    roles: customerRoles,
    pathParameters: sendPath,
    query: none,
    body: sendDecisionSchema,
    answer: sendViewSchema,
  },
  linkMedia: {
    method: "GET",
    path: "/v1/customers/{customerId}/media/{eventId}/{index}",
    summary: "A link to a file that came with a message, good for five minutes; `at` is the event's time",
    roles: customerRoles,
    pathParameters: mediaPath,
    query: z.object({ at: momentSchema }),
    answer: mediaLinkSchema,
  },
  readConsents: {
    method: "GET",
    path: "/v1/customers/{customerId}/consents",
    summary: "What a customer permits and forbids, now or as of an instant, and all they ever said of it",
    roles: customerRoles,
    pathParameters: customerPath,
    query: asOfQuerySchema,
    answer: consentsSchema,
  },
  recordConsent: {
    method: "POST",
    path: "/v1/customers/{customerId}/consents",
    summary: "Records what a customer has told an agent to permit or to forbid",
    roles: customerRoles,
    pathParameters: customerPath,
    query: none,
    body: consentRequestSchema,
    success: 204,
    answer: none,
  },
  ...iysRoutes,
  ...audienceRoutes,
} as const satisfies Readonly<Record<string, Route>>;
