import type { SQSEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { eachMessage } from "../../adapters/lambda/partial-batch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import { issueTicket } from "../../domain/live/ticket.ts";
import { createHandler as createConnect } from "../../functions/connect-live/handler.ts";
import { deliveredSchema } from "../../functions/push-live/delivered-event.ts";
import { createHandler as createPush, type PushDeps } from "../../functions/push-live/handler.ts";
import { liveMessageSchema } from "../../schemas/api/shapes.ts";
import example from "../../schemas/domain-events/examples/ContactReceived.json" with { type: "json" };
import { contactEvent, inert, pepper } from "../support/events.ts";

const now = new Date("2026-11-22T09:00:00.000Z");

describe("opening the live WebSocket", () => {
  const open = new Set<string>();
  const handle = createConnect({
    connections: {
      open: async (id) => {
        open.add(id);
      },
      close: async (id) => {
        open.delete(id);
      },
    },
    pepper: async () => pepper,
    now: () => now,
  });
  const connect = (ticket?: string) =>
    handle({
      requestContext: { connectionId: "c", routeKey: "$connect" },
      ...(ticket === undefined ? {} : { queryStringParameters: { ticket } }),
    });

  it("needs a good ticket", async () => {
    expect((await connect()).statusCode).toBe(401);
    expect((await connect("1.x")).statusCode).toBe(401);
    expect(open.size).toBe(0);
    expect((await connect(issueTicket(pepper, now).ticket)).statusCode).toBe(200);
    expect([...open]).toEqual(["c"]);
  });

  it("is forgotten when it closes", async () => {
    await handle({ requestContext: { connectionId: "c", routeKey: "$disconnect" } });
    expect(open.size).toBe(0);
  });
});

describe("pushing a contact", () => {
  const received = {
    Records: [
      { messageId: "m1", body: JSON.stringify({ "detail-type": "ContactReceived", detail: example }) },
    ],
  } as SQSEvent;
  const silent = consoleObserve(() => {});
  const queue: Pick<PushDeps, "parse" | "eachMessage"> = {
    parse: (body) => deliveredSchema.parse(JSON.parse(body)),
    eachMessage: (records, handle) => eachMessage(records, handle, silent),
  };
  const contact = {
    customerId: "c1",
    event: contactEvent({ attributes: { note: "x" }, text: "ş".repeat(200_000) }),
  };

  it("reaches every open WebSocket with a message that its schema allows and API Gateway takes", async () => {
    const sent: string[] = [];
    const deps: PushDeps = {
      ...queue,
      connections: inert<PushDeps["connections"]>({ all: async () => ["a", "b"] }),
      findContact: async () => contact,
      post: async (_id, text) => {
        sent.push(text);
        return "sent";
      },
    };
    await createPush(deps)(received);
    expect(sent).toHaveLength(2);
    for (const text of sent) {
      expect(liveMessageSchema.parse(JSON.parse(text)).customerId).toBe("c1");
      expect(Buffer.byteLength(text)).toBeLessThan(32 * 1024);
    }
  });

  it("forgets a WebSocket at whose end nobody is", async () => {
    const closed: string[] = [];
    await createPush({
      ...queue,
      connections: {
        all: async () => ["a", "b"],
        close: async (id) => {
          closed.push(id);
        },
      },
      findContact: async () => contact,
      post: async (id) => (id === "a" ? "gone" : "sent"),
    })(received);
    expect(closed).toEqual(["a"]);
  });

  it("reads nothing when nobody watches", async () => {
    await createPush(
      inert<PushDeps>({ connections: inert<PushDeps["connections"]>({ all: async () => [] }) }),
    )(received);
  });
});
