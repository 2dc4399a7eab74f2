/** What a provider puts into the drop is put by AWS's own client, into an S3 that others wrote. */
import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type FauxqsServer, startFauxqs } from "fauxqs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signedRequests } from "../../../adapters/aws/signed-request.ts";
import { s3Drops } from "../../../adapters/s3/drops.ts";
import { largestFileBytes } from "../../../domain/media/fetch-media.ts";
import { env as awsEnv } from "../channels/aws/server.ts";

let server: FauxqsServer;
let s3: S3Client;
beforeAll(async () => {
  server = await startFauxqs({ port: 0, host: "127.0.0.1", logger: false });
  server.createBucket("bodies");
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
  s3 = new S3Client({ endpoint: url(), region: "eu-central-1", credentials, forcePathStyle: true });
});
afterAll(() => server.stop());

const url = () => `http://127.0.0.1:${server.port}`;
const drops = () => s3Drops(signedRequests("s3", awsEnv(url())), "bodies", awsEnv(url()));
const put = (Key: string, Body: Uint8Array) => s3.send(new PutObjectCommand({ Bucket: "bodies", Key, Body }));
const keys = async () =>
  (await s3.send(new ListObjectsV2Command({ Bucket: "bodies" }))).Contents?.map(({ Key }) => Key) ?? [];

it("a file is read byte by byte whatever it is called, and leaves nothing behind but others' files", async () => {
  const place = drops().at("i1/e1/1");
  expect(place).toEqual({ bucketName: "bodies", prefix: "incoming/i1/e1/1/" });
  const bytes = Buffer.from([0xff, 0xd8, 0x00, 0xfe, 0x41]);
  await put(`${place.prefix}1003383421387256.jpeg`, bytes);
  await put("incoming/i1/e1/10/7.ogg", bytes);
  expect(await drops().take(place)).toEqual({ kind: "file", bytes });
  expect(await keys()).toEqual(["incoming/i1/e1/10/7.ogg"]);
  await expect(drops().take(place)).rejects.toMatchObject({ code: "not-dropped", retryable: true });
});

it("a file that is too large is refused unread, and removed", async () => {
  const send = signedRequests("s3", awsEnv(url()));
  const place = drops().at("i1/e2/0");
  await put(`${place.prefix}1.mp4`, Buffer.from("x"));
  const larger: typeof send = async (request) => {
    const answer = await send(request);
    return answer.replace(/<Size>\d+/, `<Size>${largestFileBytes + 1}`);
  };
  const unread = s3Drops(larger, "bodies", awsEnv("http://127.0.0.1:1"));
  expect(await unread.take(place)).toEqual({ kind: "refused", reason: "too-large" });
  expect(await keys()).not.toContain(`${place.prefix}1.mp4`);
});
