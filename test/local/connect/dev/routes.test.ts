import { beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { connectDevRoutes } from "../../../../local/connect/dev/routes.ts";
import { openTestCentre, type TestCentre } from "../centre.ts";
import { action, connectInstance, flow } from "../template.ts";

let test: TestCentre;
beforeEach(() => {
  test = openTestCentre();
});

const view = z.looseObject({ contactId: z.string(), state: z.string() });

function request(method: string, path: string, body?: object) {
  const answer = connectDevRoutes(test.centre)(
    method,
    `/v1/dev/connect/${path}`,
    Buffer.from(body === undefined ? "" : JSON.stringify(body)),
  );
  return answer && { status: answer.status, body: JSON.parse(answer.body.toString()) };
}
const call = () => view.parse(request("POST", "calls", { from: "+905551112233" })?.body).contactId;
const status = (name: string, to: string) => request("POST", `agents/${name}/status`, { status: to });

describe("a person", () => {
  it("calls, becomes an agent, accepts, hangs up and clears", () => {
    const contactId = call();
    expect(request("GET", `contacts/${contactId}`)?.body).toMatchObject({
      state: "QUEUED",
      queue: "general",
    });
    expect(status("ayse", "Available")).toMatchObject({
      status: 200,
      body: {
        username: "ayse",
        status: "Available",
        isLoggedIn: true,
        contacts: [{ contactId, state: "CONNECTING" }],
      },
    });
    expect(request("POST", `contacts/${contactId}/accept`)).toMatchObject({
      status: 200,
      body: { state: "CONNECTED", agent: "ayse" },
    });
    expect(request("POST", `contacts/${contactId}/hang-up`)?.body).toMatchObject({
      state: "DISCONNECTED",
      disconnectReason: "AGENT_DISCONNECT",
    });
    expect(request("POST", `contacts/${contactId}/clear`)?.body).toMatchObject({ state: "COMPLETED" });
    expect(request("GET", "contacts")?.body).toEqual({ items: [] });
    expect(request("GET", "agents")?.body.items).toMatchObject([{ username: "ayse", contacts: [] }]);
  });

  it("gives up as the customer, while waiting or talking", () => {
    const waiting = call();
    expect(request("POST", `contacts/${waiting}/hang-up`)?.body).toMatchObject({
      disconnectReason: "CUSTOMER_DISCONNECT",
    });
    status("ayse", "Available");
    const talking = call();
    request("POST", `contacts/${talking}/accept`);
    expect(request("POST", `contacts/${talking}/hang-up`, { by: "customer" })?.body).toMatchObject({
      disconnectReason: "CUSTOMER_DISCONNECT",
    });
  });

  it("declines, and the next agent has it", () => {
    status("ayse", "Available");
    test.clock.advance(1000);
    status("berk", "Available");
    const contactId = call();
    expect(request("POST", `contacts/${contactId}/decline`)?.body).toMatchObject({
      agent: "berk",
      attempts: 2,
    });
  });

  it("writes a chat, answers a flow's question, and sees what it said", () => {
    test = openTestCentre({
      instance: connectInstance({
        Chat: flow("chat", "CONTACT_FLOW", [
          action("ask", "GetParticipantInput", {
            parameters: { Text: "1?", InputTimeLimitSeconds: "60", StoreInput: "False" },
            conditions: { 1: "end" },
            errors: { NoMatchingError: "end" },
          }),
          action("end", "DisconnectParticipant"),
        ]),
      }),
    });
    const { contactId } = view.parse(request("POST", "chats", { attributes: { a: "b" } })?.body);
    expect(request("GET", `contacts/${contactId}`)?.body).toMatchObject({
      channel: "CHAT",
      heard: ["1?"],
      isAsked: true,
      attributes: { a: "b" },
    });
    expect(request("POST", `contacts/${contactId}/press`, { digits: "1" })?.body).toMatchObject({
      state: "COMPLETED",
    });
    expect(request("POST", `contacts/${contactId}/press`, { digits: "1" })?.status).toBe(409);
  });

  it("goes offline and is logged out", () => {
    status("ayse", "Available");
    expect(status("ayse", "Offline")?.body).toMatchObject({ status: "Offline", isLoggedIn: false });
  });

  it.each([
    ["accepts what rings at nobody", "contacts/ID/accept", undefined, 409],
    ["clears what nobody has", "contacts/ID/clear", undefined, 409],
    ["hangs up as an agent who is not there", "contacts/ID/hang-up", { by: "agent" }, 409],
    ["presses nothing", "contacts/ID/press", {}, 400],
    ["names a contact that is not there", "contacts/none/accept", undefined, 404],
    ["names a status that is not there", "agents/ayse/status", { status: "Dancing" }, 400],
  ])("is told when he %s", (_, path, body, code) => {
    expect(request("POST", path.replace("ID", call()), body)?.status).toBe(code);
  });

  it("finds nothing elsewhere", () => {
    expect(request("GET", "nothing")).toBeUndefined();
    expect(connectDevRoutes(test.centre)("GET", "/v1/customers", Buffer.alloc(0))).toBeUndefined();
  });
});
