import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { SimulatedRequest } from "../../../panel/simulator/build-request.ts";
import { curlOf, readableBody } from "../../../panel/simulator/show-request.ts";

const json: SimulatedRequest = {
  provider: "meta",
  path: "/v1/ingest/meta/demo",
  headers: { "content-type": "application/json" },
  body: `{"text":"It's \\"fine\\" $HOME"}`,
};
const form: SimulatedRequest = {
  provider: "twilio",
  path: "/v1/ingest/twilio/demo",
  headers: { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" },
  body: "From=%2B905551112233&Body=a%26b+c",
};

describe("readableBody", () => {
  it("decodes a form, one field a line", () => {
    expect(readableBody(form)).toBe("From = +905551112233\nBody = a&b c");
  });

  it("indents JSON", () => {
    expect(readableBody(json)).toBe(`{\n  "text": "It's \\"fine\\" $HOME"\n}`);
  });
});

describe("curlOf", () => {
  it("survives the shell unchanged", () => {
    const command = curlOf(json, "http://127.0.0.1:4100").replace(/^curl -i/, "printf '%s\\n'");
    expect(execFileSync("sh", ["-c", command], { encoding: "utf8" }).trim().split("\n")).toEqual([
      "-H",
      "content-type: application/json",
      "--data-raw",
      json.body,
      "http://127.0.0.1:4100/v1/ingest/meta/demo",
    ]);
  });
});
