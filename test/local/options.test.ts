import { describe, expect, it } from "vitest";
import { readOptions } from "../../local/options.ts";

describe("the command line", () => {
  it("has defaults", () => {
    expect(readOptions([])).toEqual({
      port: 4100,
      dataDir: ".omniline",
      fresh: false,
      agents: 0,
      quiet: false,
      showEndpoints: false,
      help: false,
    });
  });

  it("reads every option", () => {
    expect(
      readOptions([
        "--port",
        "5000",
        "--data",
        "/d",
        "--fresh",
        "--agents",
        "20",
        "--quiet",
        "--show-endpoints",
      ]),
    ).toMatchObject({
      port: 5000,
      dataDir: "/d",
      fresh: true,
      agents: 20,
      quiet: true,
      showEndpoints: true,
    });
  });

  it.each([
    ["an unknown flag", ["--colour"], /--colour/],
    ["a port that is no number", ["--port", "x"], /--port wants a number/],
    ["a port out of range", ["--port", "70000"], /--port wants a number/],
    ["a stray word", ["start"], /start/],
    ["agents that are no number", ["--agents", "some"], /--agents wants a number/],
  ])("refuses %s", (_, args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
