import { beforeEach, describe, expect, it } from "vitest";
import {
  connectLive,
  type LiveConnection,
  type LiveState,
  type SocketEvents,
} from "../../../panel/live/live-connection.ts";
import type { LiveMessage } from "../../../schemas/api/shapes.ts";
import { aContact } from "../support/contacts.ts";

const settled = () => new Promise((done) => setImmediate(done));

describe("connectLive", () => {
  let tickets: number;
  let refuse: Error | undefined;
  let sockets: { url: string; events: SocketEvents; closed: boolean }[];
  let waits: { delayMs: number; run: () => void }[];
  let states: LiveState[];
  let landed: LiveMessage[];
  let opened: number;
  let connection: LiveConnection;

  beforeEach(async () => {
    tickets = 0;
    refuse = undefined;
    sockets = [];
    waits = [];
    states = [];
    landed = [];
    opened = 0;
    connection = connectLive({
      async address() {
        tickets += 1;
        if (refuse !== undefined) throw refuse;
        return { url: `ws://here?ticket=${tickets}`, expiresAt: "2026-03-01T10:01:00.000Z" };
      },
      isFinal: (error) => error instanceof RangeError,
      open(url, events) {
        const socket = { url, events, closed: false };
        sockets.push(socket);
        return () => {
          socket.closed = true;
        };
      },
      after(delayMs, run) {
        const wait = { delayMs, run };
        waits.push(wait);
        return () => void waits.splice(waits.indexOf(wait), 1);
      },
      draw: () => 1,
      onState: (state) => states.push(state),
      onMessage: (message) => landed.push(message),
      onOpen: () => {
        opened += 1;
      },
    });
    await settled();
  });

  const elapse = async () => {
    waits.shift()?.run();
    await settled();
  };

  it("opens a socket with the ticket, and says when it is live", () => {
    expect(sockets.map(({ url }) => url)).toEqual(["ws://here?ticket=1"]);
    sockets[0]?.events.onOpen();
    expect(states).toEqual(["connecting", "live"]);
    expect(opened).toBe(1);
  });

  it.each<LiveMessage>([
    { type: "ContactReceived", ...aContact(1) },
    { type: "CustomerChanged", customerId: "c1" },
  ])("passes on $type", (message) => {
    sockets[0]?.events.onMessage(JSON.stringify(message));
    expect(landed).toEqual([message]);
  });

  it.each(["not json", '{"type":"SomethingNew"}', '{"message":"Forbidden"}'])("ignores %s", (data) => {
    sockets[0]?.events.onMessage(data);
    expect(landed).toEqual([]);
  });

  it("ignores binary messages", () => {
    sockets[0]?.events.onMessage(new ArrayBuffer(3));
    expect(landed).toEqual([]);
  });

  it("connects again with a new ticket when the connection is lost, and says so", async () => {
    sockets[0]?.events.onOpen();
    sockets[0]?.events.onClose();
    expect(states.at(-1)).toBe("waiting");
    await elapse();
    expect(sockets.map(({ url }) => url)).toEqual(["ws://here?ticket=1", "ws://here?ticket=2"]);
    sockets[1]?.events.onOpen();
    expect(opened).toBe(2);
  });

  it("waits longer after each failure, and briefly again after a success", async () => {
    const delays: (number | undefined)[] = [];
    for (const _ of [1, 2, 3]) {
      sockets.at(-1)?.events.onClose();
      delays.push(waits[0]?.delayMs);
      await elapse();
    }
    sockets.at(-1)?.events.onOpen();
    sockets.at(-1)?.events.onClose();
    expect([...delays, waits[0]?.delayMs]).toEqual([500, 1000, 2000, 500]);
  });

  it("keeps trying when no ticket is given", async () => {
    refuse = new Error("no ticket");
    sockets[0]?.events.onClose();
    await elapse();
    expect(states.at(-1)).toBe("waiting");
    refuse = undefined;
    await elapse();
    expect(sockets).toHaveLength(2);
  });

  it("gives up when it would be refused for ever", async () => {
    refuse = new RangeError("not your role");
    sockets[0]?.events.onClose();
    await elapse();
    expect(states.at(-1)).toBe("refused");
    expect(waits).toEqual([]);
  });

  it("tries at once when told to hurry, and only once", async () => {
    sockets[0]?.events.onClose();
    connection.hurry();
    await settled();
    expect(sockets).toHaveLength(2);
    expect(waits).toEqual([]);
  });

  it("does not hurry while it is connected", async () => {
    sockets[0]?.events.onOpen();
    connection.hurry();
    await settled();
    expect(sockets).toHaveLength(1);
  });

  it("stays closed once stopped", async () => {
    connection.stop();
    sockets[0]?.events.onClose();
    expect(sockets[0]?.closed).toBe(true);
    expect(waits).toEqual([]);
  });
});
