/** The environment variables of every function, by function: read once at cold start, set by the CDK app. */
import * as z from "zod/mini";

const name = z.string().check(z.minLength(1));

/** The token bucket of each API, in JSON. */
const quotas = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text: string) => JSON.parse(text)),
  ),
  z.record(z.string(), z.object({ perSecond: z.number(), burst: z.int() })),
);

/** Of the functions that receive webhooks. */
const receiving = z.object({
  TABLE_NAME: name,
  BODIES_BUCKET: name,
  INGEST_QUEUE_URL: name,
  /** Where deliveries are announced that are read later. */
  DELIVERIES_QUEUE_URL: name,
  ENDPOINTS_SECRET_ID: name,
  /** The channels made by configuration. */
  CHANNELS_SECRET_ID: name,
  PEPPER_SECRET_ID: name,
  /** Scheme and host that providers call: what URL-signing providers sign. */
  PUBLIC_BASE_URL: name,
  /** ISO 3166-1 alpha-2: where a phone number without a country code is from. */
  DEFAULT_COUNTRY: name,
});

export const environments = {
  "receive-webhook": receiving,
  "receive-business-events": receiving,
  "store-deferred-events": z.object({ TABLE_NAME: name, BODIES_BUCKET: name }),
  "read-deliveries": z.object({
    TABLE_NAME: name,
    BODIES_BUCKET: name,
    ENDPOINTS_SECRET_ID: name,
    CHANNELS_SECRET_ID: name,
    PEPPER_SECRET_ID: name,
    /** As of `receive-webhook`. */
    DEFAULT_COUNTRY: name,
  }),
  "receive-aws-events": z.object({
    TABLE_NAME: name,
    BODIES_BUCKET: name,
    DELIVERIES_QUEUE_URL: name,
    PEPPER_SECRET_ID: name,
    /** As of `receive-webhook`. */
    DEFAULT_COUNTRY: name,
  }),
  "fetch-media": z.object({
    TABLE_NAME: name,
    BODIES_BUCKET: name,
    ENDPOINTS_SECRET_ID: name,
    CHANNELS_SECRET_ID: name,
  }),
  "relay-timeline": z.object({
    TABLE_NAME: name,
    BODIES_BUCKET: name,
    BUS_NAME: name,
    ENDPOINTS_SECRET_ID: name,
    CHANNELS_SECRET_ID: name,
    /** Absent: the rules understand messages. */
    UNDERSTANDING_MODEL_ID: z.optional(name),
  }),
  "serve-staff-api": z.object({
    TABLE_NAME: name,
    BODIES_BUCKET: name,
    PEPPER_SECRET_ID: name,
    /** As of `receive-webhook`. */
    DEFAULT_COUNTRY: name,
    /** `wss://host/stage` */
    LIVE_URL: name,
    ISSUER: name,
    CLIENT_ID: name,
    ROLES_CLAIM: name,
    STAGE: name,
  }),
  "serve-routing-api": z.object({
    TABLE_NAME: name,
    STATE_MACHINE_ARN: name,
    /** Where commands for Amazon Connect are announced. */
    WAKE_UPS_QUEUE_URL: name,
    PEPPER_SECRET_ID: name,
    /** As of `receive-webhook`. */
    DEFAULT_COUNTRY: name,
    ROLES_CLAIM: name,
  }),
  "serve-channels-api": z.object({
    TABLE_NAME: name,
    ENDPOINTS_SECRET_ID: name,
    CHANNELS_SECRET_ID: name,
    /** As of `receive-webhook`. */
    PUBLIC_BASE_URL: name,
    ROLES_CLAIM: name,
  }),
  "serve-outbox-api": z.object({
    TABLE_NAME: name,
    BODIES_BUCKET: name,
    PEPPER_SECRET_ID: name,
    ENDPOINTS_SECRET_ID: name,
    CHANNELS_SECRET_ID: name,
    SENDS_QUEUE_URL: name,
    /** As of `receive-webhook`. */
    DEFAULT_COUNTRY: name,
    ROLES_CLAIM: name,
  }),
  "send-message": z.object({
    TABLE_NAME: name,
    BODIES_BUCKET: name,
    ENDPOINTS_SECRET_ID: name,
    CHANNELS_SECRET_ID: name,
    SENDS_QUEUE_URL: name,
    /** As of `receive-webhook`: where providers report what became of a message. */
    PUBLIC_BASE_URL: name,
  }),
  "resume-sends": z.object({ TABLE_NAME: name, SENDS_QUEUE_URL: name }),
  "route-case": z.object({
    TABLE_NAME: name,
    STATE_MACHINE_ARN: name,
    WAKE_UPS_QUEUE_URL: name,
  }),
  "follow-cases": z.object({ TABLE_NAME: name, BODIES_BUCKET: name, STATE_MACHINE_ARN: name }),
  "identify-caller": z.object({
    TABLE_NAME: name,
    BODIES_BUCKET: name,
    PEPPER_SECRET_ID: name,
    /** As of `receive-webhook`. */
    DEFAULT_COUNTRY: name,
  }),
  "follow-contacts": z.object({ TABLE_NAME: name, STATE_MACHINE_ARN: name }),
  "follow-agents": z.object({ TABLE_NAME: name, STATE_MACHINE_ARN: name }),
  "reconcile-contacts": z.object({
    TABLE_NAME: name,
    BODIES_BUCKET: name,
    PEPPER_SECRET_ID: name,
    DEFAULT_COUNTRY: name,
    STATE_MACHINE_ARN: name,
  }),
  "call-connect": z.object({
    TABLE_NAME: name,
    STATE_MACHINE_ARN: name,
    WAKE_UPS_QUEUE_URL: name,
    CONNECT_INSTANCE_ID: name,
    CONNECT_TASK_FLOW_ID: name,
    /** What customers hear whom we call. */
    CONNECT_CALL_FLOW_ID: name,
    /** Whose number they see. */
    CONNECT_CALL_QUEUE_ID: name,
    /** JSON of `ConnectQuotas`. */
    CONNECT_QUOTAS: quotas,
  }),
  "reap-reservations": z.object({ TABLE_NAME: name, STATE_MACHINE_ARN: name }),
  "connect-live": z.object({ TABLE_NAME: name, PEPPER_SECRET_ID: name }),
  "push-live": z.object({
    TABLE_NAME: name,
    BODIES_BUCKET: name,
    /** `https://host/stage`, the WebSocket API's management endpoint. */
    LIVE_CALLBACK_URL: name,
  }),
} as const;

export type FunctionName = keyof typeof environments;
export type Environment<Name extends FunctionName> = z.infer<(typeof environments)[Name]>;
/** Every variable that some function has. */
export type EnvironmentKey = { [Name in FunctionName]: keyof Environment<Name> }[FunctionName];
