import { describe, expect, it } from "vitest";
import { socketAddress } from "../../../panel/live/socket-address.ts";

describe("socketAddress", () => {
  it.each([
    ["localhost", "ws://localhost:4100/v1/live?ticket=t.1"],
    ["127.0.0.1", "ws://127.0.0.1:4100/v1/live?ticket=t.1"],
    ["[::1]", "ws://[::1]:4100/v1/live?ticket=t.1"],
    ["panel.example.com", "ws://127.0.0.1:4100/v1/live?ticket=t.1"],
  ])("follows a page on %s where both are this machine", (hostname, address) => {
    expect(socketAddress("ws://127.0.0.1:4100/v1/live?ticket=t.1", hostname)).toBe(address);
  });

  it("leaves a deployed address as it is", () => {
    const deployed = "wss://abc.execute-api.eu-central-1.amazonaws.com/live?ticket=t.1";
    expect(socketAddress(deployed, "localhost")).toBe(deployed);
    expect(socketAddress(deployed, "d1.cloudfront.net")).toBe(deployed);
  });
});
