import { describe, expect, it } from "vitest";
import { storedObject } from "../../../adapters/s3/stored-object.ts";
import { env, startAws } from "../channels/aws/server.ts";

const aws = startAws();
const most = 1024;
const of = (bucketName: string, objectKey: string) => ({ bucketName, objectKey });

describe("an object", () => {
  it("comes byte by byte, from its bucket and key, signed for S3", async () => {
    const bytes = new Uint8Array([0x41, 0xff, 0xfe, 0x00, 0x42]);
    aws.next = bytes;
    expect(await storedObject(of("acme-mail", "inbound/a b(1)+ç.eml"), most, env(aws.url))).toEqual(
      Buffer.from(bytes),
    );
    const { method, path, headers } = aws.seen.at(-1) ?? {};
    expect([method, path]).toEqual(["GET", "/acme-mail/inbound/a%20b%281%29%2B%C3%A7.eml"]);
    expect(headers?.authorization).toContain("/eu-central-1/s3/aws4_request");
  });

  it("that is not there is none; any other refusal is trouble", async () => {
    aws.next = { status: 404, headers: {}, body: "" };
    expect(await storedObject(of("b-b", "k"), most, env(aws.url))).toBeUndefined();
    aws.next = { status: 403, headers: {}, body: "" };
    await expect(storedObject(of("b-b", "k"), most, env(aws.url))).rejects.toThrow("s3 answered 403");
    aws.next = { status: 302, headers: { location: "http://127.0.0.1:1/" }, body: "" };
    await expect(storedObject(of("b-b", "k"), most, env(aws.url))).rejects.toThrow();
  });

  it("larger than is wanted is not fetched", async () => {
    aws.next = { status: 200, headers: { "content-length": String(most + 1) }, body: "" };
    expect(await storedObject(of("b-b", "k"), most, env(aws.url))).toBeUndefined();
  });
});
