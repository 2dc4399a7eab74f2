import { DescribeContactCommand, StartTaskContactCommand } from "@aws-sdk/client-connect";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openBuckets } from "../../../local/connect/quotas.ts";
import { type Api, openApi } from "./api.ts";

let api: Api;
beforeEach(async () => {
  api = await openApi({ quotas: { DescribeContact: { rate: 1, burst: 2 } } });
});
afterEach(() => api.close());

const start = () =>
  api.client.send(
    new StartTaskContactCommand({
      InstanceId: api.InstanceId,
      ContactFlowId: api.flowNamed("task"),
      Name: "n",
    }),
  );
const describeContact = (ContactId: string) =>
  api.client.send(new DescribeContactCommand({ InstanceId: api.InstanceId, ContactId }));

describe("request quotas", () => {
  it("take a burst of five and two a second after it, and the client knows the error as throttling", async () => {
    for (let count = 0; count < 5; count += 1) await start();
    const refused = await start().catch((error: unknown) => error);
    expect(refused).toMatchObject({
      name: "TooManyRequestsException",
      message: "Too Many Requests",
      $metadata: { httpStatusCode: 429 },
      $fault: "client",
    });
    api.clock.advance(499);
    await expect(start()).rejects.toThrow("Too Many Requests");
    api.clock.advance(1);
    await start();
    await expect(start()).rejects.toThrow("Too Many Requests");
    api.clock.advance(60_000);
    for (let count = 0; count < 5; count += 1) await start();
    await expect(start()).rejects.toThrow("Too Many Requests");
  });

  it("are each operation's own, and can be set", async () => {
    const { ContactId = "" } = await start();
    await describeContact(ContactId);
    await describeContact(ContactId);
    await expect(describeContact(ContactId)).rejects.toMatchObject({ name: "TooManyRequestsException" });
    await start();
  });

  it("never let through more than burst and rate allow", () => {
    fc.assert(
      fc.property(
        fc.record({ rate: fc.integer({ min: 1, max: 20 }), burst: fc.integer({ min: 1, max: 20 }) }),
        fc.array(fc.nat({ max: 2000 }), { minLength: 1, maxLength: 60 }),
        (quota, waits) => {
          let now = 0;
          const allowed = openBuckets({ default: quota }, () => now);
          const taken: number[] = [];
          for (const wait of waits) {
            now += wait;
            if (allowed("Anything")) taken.push(now);
          }
          for (const [from, start] of taken.entries()) {
            for (const [to, end] of taken.entries()) {
              if (to < from) continue;
              expect(to - from + 1).toBeLessThanOrEqual(
                quota.burst + ((end - start) / 1000) * quota.rate + 1e-6,
              );
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
