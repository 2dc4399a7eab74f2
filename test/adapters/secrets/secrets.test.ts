import { describe, expect, it } from "vitest";
import { secretEndpoints } from "../../../adapters/secrets/endpoints.ts";
import { cached } from "../../../adapters/secrets/secrets.ts";

function clock() {
  let time = 0;
  return {
    now: () => time,
    pass: (ms: number) => {
      time += ms;
    },
  };
}

describe("a cached secret", () => {
  it("is read once while it is young, however many ask at once", async () => {
    const { now, pass } = clock();
    let reads = 0;
    const secret = cached(async () => {
      reads += 1;
      return reads;
    }, now);
    expect(await Promise.all([secret.read(100), secret.read(100)])).toEqual([1, 1]);
    pass(99);
    expect(await secret.read(100)).toBe(1);
    pass(1);
    expect(await secret.read(100)).toBe(2);
  });

  it("outlives a reading that fails, but a first failure is told", async () => {
    const { now, pass } = clock();
    let broken = true;
    const secret = cached(async () => {
      if (broken) throw new Error("down");
      return "value";
    }, now);
    await expect(secret.read(100)).rejects.toThrow("down");
    broken = false;
    expect(await secret.read(100)).toBe("value");
    broken = true;
    pass(1_000);
    expect(await secret.read(100)).toBe("value");
  });
});

describe("endpoints", () => {
  it("sees a rotation at once when asked for a fresh look, and within five minutes anyway", async () => {
    const { now, pass } = clock();
    let secrets = ["old"];
    const read = async () => JSON.stringify([{ provider: "twilio", endpointId: "main", secrets }]);
    const endpoints = secretEndpoints(read, "id", now);
    const current = async () => (await endpoints.find("twilio", "main"))?.secrets;
    expect(await current()).toEqual(["old"]);
    secrets = ["new", "old"];
    pass(20_000);
    expect(await current()).toEqual(["old"]);
    expect((await endpoints.findFresh("twilio", "main"))?.secrets).toEqual(["new", "old"]);
    secrets = ["new"];
    pass(5 * 60_000);
    expect(await current()).toEqual(["new"]);
  });

  it("does not read the secret for every wrong signature", async () => {
    const { now, pass } = clock();
    let reads = 0;
    const read = async () => {
      reads += 1;
      return "[]";
    };
    const endpoints = secretEndpoints(read, "id", now);
    for (let call = 0; call < 100; call += 1) {
      pass(50);
      await endpoints.findFresh("twilio", "nobody");
    }
    expect(reads).toBe(1);
  });

  it("knows nobody that is not in the list", async () => {
    const endpoints = secretEndpoints(
      async () => "[]",
      "id",
      () => 0,
    );
    expect(await endpoints.find("twilio", "main")).toBeUndefined();
  });
});
