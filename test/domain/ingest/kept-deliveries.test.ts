import { describe, expect, it } from "vitest";
import { s3KeptDeliveries } from "../../../adapters/s3/kept-deliveries.ts";
import { NotStoredError } from "../../../domain/errors.ts";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import { keepDelivery } from "../../../domain/ingest/kept-deliveries.ts";

const endpoint: Endpoint = {
  provider: "toy",
  endpointId: "de mo/1",
  secrets: ["geheim-1", "geheim-2"],
  verifyToken: "geheim-3",
  account: { token: "geheim-4" },
  brand: "default",
};
const request = {
  method: "POST",
  url: "https://hooks.example/v1/ingest/toy/demo?a=1",
  rawQuery: "a=1",
  headers: {
    "content-type": "text/plain",
    "x-toy-id": "7",
    authorization: "Basic x",
    cookie: "x",
    "x-toy-signature": "x",
    "x-forwarded-for": "192.0.2.1",
    "x-custom": "Bearer geheim-2",
  } as Record<string, string | undefined>,
  body: Buffer.from([0, 255, 10, 13]),
};
const delivery = { request, endpoint, receivedAt: "2026-11-22T09:00:00.000Z" };

function setUp(announce = async (key: string) => void announced.push(key)) {
  const objects = new Map<string, string>();
  const deliveries = s3KeptDeliveries(async ({ method, path, body }) => {
    if (method === "PUT") objects.set(path, String(body));
    return objects.get(path) ?? "";
  }, "bucket");
  return {
    objects,
    deliveries,
    keep: (one = delivery) => keepDelivery({ deliveries, unread: { announce } }, one),
  };
}
const announced: string[] = [];

describe("keeping a delivery", () => {
  it("keeps it as it came, byte for byte, and says where", async () => {
    const { deliveries, keep } = setUp();
    await keep();
    const key = announced.at(-1) ?? "";
    expect(key).toMatch(/^deliveries\/toy\/de_mo_1\/[0-9a-f]{64}\.json$/);
    expect(await deliveries.get(key)).toEqual({
      provider: "toy",
      endpointId: "de mo/1",
      receivedAt: delivery.receivedAt,
      request: { ...request, headers: { "content-type": "text/plain", "x-toy-id": "7" } },
    });
  });

  it("keeps no secret, wherever the sender put it", async () => {
    const { objects, keep } = setUp();
    for (const rawQuery of ["key=geheim-1", "key=geheim%2D1"]) {
      await keep({
        ...delivery,
        request: { ...request, rawQuery, url: `${request.url.split("?")[0]}?${rawQuery}` },
      });
    }
    expect(objects.size).toBeGreaterThan(0);
    for (const text of objects.values()) expect(text).not.toMatch(/geheim/);
  });

  it("has one place for the same delivery, whenever it comes, and another for every other", async () => {
    const { objects, keep } = setUp();
    await keep();
    await keep({ ...delivery, receivedAt: "2026-11-22T10:00:00.000Z" });
    expect(objects.size).toBe(1);
    await keep({ ...delivery, request: { ...request, body: Buffer.from("x") } });
    await keep({ ...delivery, request: { ...request, headers: { "x-toy-id": "8" } } });
    await keep({ ...delivery, endpoint: { ...endpoint, endpointId: "de mo_1" } });
    expect(objects.size).toBe(4);
  });

  it("asks the provider to deliver again when it is not kept, or not announced", async () => {
    const { keep } = setUp(async () => {
      throw new Error("no queue");
    });
    await expect(keep()).rejects.toThrow(NotStoredError);
    const deliveries = { put: async () => Promise.reject(new Error("no bucket")) };
    const unread = { announce: async () => expect.unreachable() };
    await expect(keepDelivery({ deliveries, unread }, delivery)).rejects.toThrow(NotStoredError);
  });
});
