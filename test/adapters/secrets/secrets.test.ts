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

  it("is read again by whom a reading under way is too old for, and the newer reading stays", async () => {
    const { now, pass } = clock();
    const readings: ((value: string) => void)[] = [];
    const secret = cached(() => new Promise<string>((resolve) => void readings.push(resolve)), now);
    const slow = secret.read(1_000);
    pass(1_000);
    const quick = secret.read(1_000);
    readings[1]?.("new");
    expect(await quick).toBe("new");
    readings[0]?.("old");
    await slow;
    expect(await secret.read(1_000)).toBe("new");
  });

  it("counts its age from when its reading began", async () => {
    const { now, pass } = clock();
    let reads = 0;
    const secret = cached(async () => {
      pass(600);
      reads += 1;
      return reads;
    }, now);
    expect(await secret.read(1_000)).toBe(1);
    pass(400);
    expect(await secret.read(1_000)).toBe(2);
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

  describe("that are configured channels", () => {
    const channel = (endpointId: string, active = true) => ({
      endpointId,
      active,
      secrets: ["a:secret"],
      config: {
        channel: "store",
        brand: "shops",
        verification: { kind: "basic" },
        reading: { kind: "contact-events" },
        readiness: {},
      },
    });

    function setUp() {
      const time = clock();
      const stored = { channels: [] as object[], endpoints: [] as object[], reads: 0 };
      const read = async (id: string) => {
        if (id === "endpoints") return JSON.stringify(stored.endpoints);
        stored.reads += 1;
        return JSON.stringify({ version: 1, channels: stored.channels });
      };
      return { ...time, stored, endpoints: secretEndpoints(read, "endpoints", time.now, "channels") };
    }

    it("are endpoints of the generic channel, as far as receiving needs to know", async () => {
      const { stored, endpoints } = setUp();
      stored.channels = [channel("shop")];
      expect(await endpoints.find("standard", "shop")).toEqual({
        provider: "standard",
        endpointId: "shop",
        secrets: ["a:secret"],
        account: {},
        brand: "shops",
        config: { channel: "store", verification: { kind: "basic" }, reading: { kind: "contact-events" } },
      });
      expect(await endpoints.find("twilio", "shop")).toBeUndefined();
    });

    it("give way to an endpoint of the same name that ops keep", async () => {
      const { stored, endpoints } = setUp();
      stored.channels = [channel("shop")];
      stored.endpoints = [{ provider: "standard", endpointId: "shop", secrets: ["whsec_ops"] }];
      expect((await endpoints.find("standard", "shop"))?.secrets).toEqual(["whsec_ops"]);
      expect((await endpoints.findFresh("standard", "shop"))?.secrets).toEqual(["whsec_ops"]);
    });

    it("take calls one second after they were made or switched on, at the latest", async () => {
      const { stored, endpoints, pass } = setUp();
      expect(await endpoints.findFresh("standard", "shop")).toBeUndefined();
      stored.channels = [channel("shop", false)];
      pass(1_000);
      expect(await endpoints.findFresh("standard", "shop")).toBeUndefined();
      expect(await endpoints.findForKept("standard", "shop"), "what was taken before is read").toBeDefined();
      stored.channels = [channel("shop")];
      pass(1_000);
      expect(await endpoints.find("standard", "shop")).toBeUndefined();
      expect(await endpoints.findFresh("standard", "shop")).toBeDefined();
      stored.channels = [channel("shop", false)];
      pass(30_000);
      expect(await endpoints.find("standard", "shop"), "switched off").toBeUndefined();
    });

    it("are looked up once a second, however many ask for one that is not there", async () => {
      const { stored, endpoints, pass } = setUp();
      for (let call = 0; call < 100; call += 1) {
        pass(50);
        await Promise.all(["a", "b"].map((id) => endpoints.findFresh("standard", id)));
        await endpoints.findFresh("twilio", "nobody");
      }
      expect(stored.reads).toBe(5);
    });

    it("cost others nothing when their secret cannot be read", async () => {
      const read = async (id: string) => {
        if (id === "channels") throw new Error("down");
        return JSON.stringify([{ provider: "twilio", endpointId: "main", secrets: ["s"] }]);
      };
      const endpoints = secretEndpoints(read, "endpoints", () => 0, "channels");
      expect(await endpoints.find("twilio", "main")).toBeDefined();
      expect(await endpoints.find("twilio", "other")).toBeUndefined();
      await expect(endpoints.find("standard", "shop")).rejects.toThrow("down");
    });
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
