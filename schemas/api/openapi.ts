/** Makes the OpenAPI 3.1 document of the API from the schemas. */
import * as z from "zod/mini";
import { briefSchema } from "../brief.ts";
import { contactEventSchema, identifierSchema, jsonSchema } from "../contact-event.ts";
import { channelRoutes } from "./channel-routes.ts";
import { outboxRoutes } from "./outbox-routes.ts";
import type { Route } from "./route.ts";
import { staffRoutes } from "./routes.ts";
import { routingRoutes } from "./routing-routes.ts";
import {
  caseViewSchema,
  customerIdentifierSchema,
  liveContactSchema,
  mergeSchema,
  mergeSuggestionSchema,
  problemSchema,
  timelineItemSchema,
} from "./shapes.ts";

/** All routes of the staff API, whichever function serves them. */
const routes = { ...staffRoutes, ...routingRoutes, ...channelRoutes, ...outboxRoutes };

/** Shapes that several answers share, by the name they have in the document. */
const named = z.registry<{ id: string }>();
named.add(jsonSchema, { id: "Json" });
named.add(contactEventSchema, { id: "ContactEvent" });
named.add(identifierSchema, { id: "Identifier" });
named.add(timelineItemSchema, { id: "TimelineItem" });
named.add(liveContactSchema, { id: "LiveContact" });
named.add(mergeSchema, { id: "Merge" });
named.add(mergeSuggestionSchema, { id: "MergeSuggestion" });
named.add(caseViewSchema, { id: "Case" });
named.add(briefSchema, { id: "Brief" });
named.add(customerIdentifierSchema, { id: "CustomerIdentifier" });
named.add(problemSchema, { id: "Problem" });
/** Answers that are not a shared shape by themselves get the name of their operation. */
for (const [name, route] of Object.entries<Route>(routes)) {
  if (route.success !== 204 && !named.has(route.answer)) named.add(route.answer, { id: `${name}Answer` });
}

/** What calls bring has the name of its operation, and refers to shared shapes as answers do. */
const requests = z.registry<{ id: string }>();
requests.add(jsonSchema, { id: "Json" });
for (const [name, { body }] of Object.entries<Route>(routes)) {
  if (body !== undefined) requests.add(body, { id: `${name}Request` });
}

const reference = (id: string) => `#/components/schemas/${id}`;

function schemasOf(shapes: typeof named, io: "input" | "output") {
  const { schemas } = z.toJSONSchema(shapes, { uri: reference, io });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _id, ...schema }]) => [id, schema]),
  );
}

const parameterSchema = z.object({
  properties: z._default(z.record(z.string(), z.json()), {}),
  required: z._default(z.array(z.string()), []),
});

function parametersOf(schema: z.ZodMiniType, place: "path" | "query") {
  const { properties, required } = parameterSchema.parse(
    JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: "input" }))),
  );
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

const problemAnswer = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: reference("Problem") } } },
});

function requestBodyOf(body: z.ZodMiniType) {
  const schema = { $ref: reference(requests.get(body)?.id ?? "") };
  return { required: true, content: { "application/json": { schema } } };
}

function operationOf(operationId: string, route: Route) {
  const status = String(route.success ?? 200);
  const content = { "application/json": { schema: { $ref: reference(named.get(route.answer)?.id ?? "") } } };
  return {
    operationId,
    summary: route.summary,
    ...(route.roles === undefined
      ? { security: [] }
      : { security: [{ staff: [] }], description: `Roles: ${route.roles.join(", ")}.` }),
    parameters: [...parametersOf(route.pathParameters, "path"), ...parametersOf(route.query, "query")],
    ...(route.body === undefined ? {} : { requestBody: requestBodyOf(route.body) }),
    responses: {
      [status]: status === "204" ? { description: "Done" } : { description: "OK", content },
      ...(route.roles === undefined
        ? {}
        : {
            "400": problemAnswer("A parameter is not readable"),
            "401": { description: "No valid token" },
            "403": problemAnswer("The role does not allow it"),
            "404": problemAnswer("There is no such thing"),
            ...(route.method === "GET" ? {} : { "409": problemAnswer("It does not fit what is there") }),
          }),
    },
  };
}

const ingest = {
  parameters: [
    {
      name: "provider",
      in: "path",
      required: true,
      schema: { type: "string", examples: ["twilio", "meta", "standard"] },
    },
    { name: "endpointId", in: "path", required: true, schema: { type: "string" } },
  ],
  get: {
    operationId: "answerHandshake",
    summary: "Proves to a provider that the endpoint is ours (Meta), or takes a webhook sent by GET (Twilio)",
    security: [],
    responses: {
      "200": { description: "The challenge, or the acknowledgement" },
      "401": problemAnswer("The signature does not match"),
      "403": problemAnswer("The verify token does not match"),
      "404": problemAnswer("There is no such endpoint"),
    },
  },
  post: {
    operationId: "receiveWebhook",
    summary: "Takes a provider's signed call; 2xx means stored",
    security: [],
    requestBody: {
      description:
        "What the provider sends, signed as it signs (docs/channels.md). The limit is 1 MiB, of SendGrid's mails 4 MiB.",
      content: { "application/json": {}, "application/x-www-form-urlencoded": {} },
    },
    responses: {
      "2XX": { description: "Stored" },
      "400": problemAnswer("The body cannot be read; `errors[0].pointer` says where"),
      "401": problemAnswer("The signature is missing, wrong or expired"),
      "404": problemAnswer("There is no such endpoint"),
      "413": problemAnswer("The body is over the limit"),
      "503": problemAnswer("Not stored: send it again"),
    },
  },
};

export function openApiDocument() {
  const paths: Record<string, object> = { "/v1/ingest/{provider}/{endpointId}": ingest };
  for (const [name, route] of Object.entries<Route>(routes)) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(name, route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Omniline",
      version: "1",
      description: "Webhooks of channel providers, and the staff API.",
      license: { name: "MIT", identifier: "MIT" },
    },
    paths,
    components: {
      schemas: { ...schemasOf(requests, "input"), ...schemasOf(named, "output") },
      securitySchemes: { staff: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  };
}
