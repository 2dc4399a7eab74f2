/** Links that are signed, against Amazon's own example of one. */
import { describe, expect, it } from "vitest";
import { presignedGets } from "../../../adapters/aws/presigned-url.ts";
import { s3MediaLinks } from "../../../adapters/s3/media-links.ts";

/** "Authenticating Requests: Using Query Parameters" in the Amazon S3 API Reference. */
const example = {
  AWS_ENDPOINT_URL: "https://examplebucket.s3.amazonaws.com",
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const now = new Date("2013-05-24T00:00:00.000Z");

describe("a signed link", () => {
  it("is the one of Amazon's documentation", async () => {
    const url = new URL(
      await presignedGets(example)({ path: "/test.txt", query: {}, expiresInSeconds: 86_400, now }),
    );
    expect(`${url.origin}${url.pathname}`).toBe("https://examplebucket.s3.amazonaws.com/test.txt");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request",
      "X-Amz-Date": "20130524T000000Z",
      "X-Amz-Expires": "86400",
      "X-Amz-SignedHeaders": "host",
      "X-Amz-Signature": "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
    });
  });

  it("carries the token of a function's passing credentials, and leads to the Region's S3", async () => {
    const { AWS_ENDPOINT_URL: _, ...own } = {
      ...example,
      AWS_REGION: "eu-central-1",
      AWS_SESSION_TOKEN: "t",
    };
    const url = new URL(await presignedGets(own)({ path: "/b/k", query: {}, expiresInSeconds: 300, now }));
    expect(url.host).toBe("s3.eu-central-1.amazonaws.com");
    expect(url.searchParams.get("X-Amz-Security-Token")).toBe("t");
  });
});

describe("a link to a file", () => {
  const links = s3MediaLinks(presignedGets(example), "bodies");
  const asked = async (contentType: string, name?: string) => {
    const url = await links({ key: "media/i/e/0", contentType, name, expiresInSeconds: 300, now });
    const { searchParams, pathname } = new URL(url);
    expect(pathname).toBe("/bodies/media/i/e/0");
    expect(url).not.toContain("+");
    expect(searchParams.get("response-content-type")).toBe(contentType);
    return searchParams.get("response-content-disposition");
  };

  it.each([
    ["image/jpeg", "inline"],
    ["image/png", "inline"],
    ["application/pdf", "inline"],
    ["image/svg+xml", "attachment"],
    ["text/html", "attachment"],
    ["text/plain", "attachment"],
    ["application/pdf; x=text/html", "attachment"],
    ["video/mp4", "attachment"],
  ])("%s is %s", async (contentType, disposition) => {
    expect(await asked(contentType)).toBe(disposition);
  });

  it("keeps the sender's name for it, whatever is in it", async () => {
    expect(await asked("text/plain", "Öner'in (1)*.txt")).toBe(
      "attachment; filename*=UTF-8''%C3%96ner%27in%20%281%29%2A.txt",
    );
    expect(await asked("text/plain", 'a"\r\nSet-Cookie: x;\ud800')).toMatch(
      /^attachment; filename\*=UTF-8''[\w%.-]+$/,
    );
  });
});
