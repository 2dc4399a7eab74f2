import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServeSite, serveSite } from "../../local/static-site.ts";
import { readResources } from "../../local/template/resources.ts";
import { temporaryDirectory } from "./support/platform.ts";

const directory = temporaryDirectory();
let site: ServeSite;

beforeAll(() => {
  mkdirSync(join(directory.path, "site/assets"), { recursive: true });
  writeFileSync(join(directory.path, "secret.txt"), "secret");
  writeFileSync(join(directory.path, "site/index.html"), "<p>panel</p>");
  writeFileSync(join(directory.path, "site/assets/main-a1B2c3D4.js"), "run()");
  writeFileSync(join(directory.path, "site/config.json"), '{"api":"<<marker:0xbaba:0>>"}');
  site = serveSite(
    resources({
      Deployment: {
        Type: "Custom::CDKBucketDeployment",
        Properties: {
          SourceObjectKeys: ["h1.zip"],
          SourceMarkers: [{ "<<marker:0xbaba:0>>": "http://127.0.0.1:1" }],
        },
      },
      Headers: {
        Type: "AWS::CloudFront::ResponseHeadersPolicy",
        Properties: {
          ResponseHeadersPolicyConfig: {
            SecurityHeadersConfig: {
              ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: true },
              ContentTypeOptions: { Override: true },
            },
          },
        },
      },
    }),
  );
});
afterAll(() => directory.remove());

function resources(Resources: object) {
  const assets = new Map([["h1", join(directory.path, "site")]]);
  const stack = { stackName: "Panel", region: "us-east-1", template: { Resources }, assets };
  return readResources(
    [stack],
    { publicUrl: "http://127.0.0.1:1", awsUrl: "http://127.0.0.1:2" },
    "us-east-1",
  );
}

describe("the panel's files", () => {
  it.each([
    ["/", "text/html; charset=utf-8", "no-cache", "<p>panel</p>"],
    ["/index.html", "text/html; charset=utf-8", "no-cache", "<p>panel</p>"],
    ["/customers/c1", "text/html; charset=utf-8", "no-cache", "<p>panel</p>"],
    [
      "/assets/main-a1B2c3D4.js",
      "text/javascript; charset=utf-8",
      "public, max-age=31536000, immutable",
      "run()",
    ],
    ["/config.json", "application/json", "no-cache", '{"api":"http://127.0.0.1:1"}'],
    ["/../secret.txt", "text/html; charset=utf-8", "no-cache", "<p>panel</p>"],
    ["/%2e%2e/secret.txt", "text/html; charset=utf-8", "no-cache", "<p>panel</p>"],
    ["/%zz", "text/html; charset=utf-8", "no-cache", "<p>panel</p>"],
  ])("%s", async (path, type, cache, body) => {
    const response = await site(path);
    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({ "content-type": type, "cache-control": cache });
    expect(response.body.toString()).toBe(body);
  });

  it("carry the distribution's security headers", async () => {
    expect((await site("/")).headers).toMatchObject({
      "content-security-policy": "default-src 'self'",
      "x-content-type-options": "nosniff",
    });
  });

  it("are not found where nothing is deployed", async () => {
    expect((await serveSite(resources({}))("/")).status).toBe(404);
  });
});
