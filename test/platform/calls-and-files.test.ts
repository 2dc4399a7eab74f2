/** What agents do with a conversation, on the running platform: call out of a chat, and look at files that came. */
import { randomUUID } from "node:crypto";
import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { presignedGets } from "../../adapters/aws/presigned-url.ts";
import { marshalKey } from "../../adapters/dynamodb/items.ts";
import { keys } from "../../adapters/dynamodb/keys.ts";
import { type Platform, startPlatform } from "../../local/start.ts";
import { synthesiseOmniline } from "../../local/synthesise.ts";
import type { AgentView } from "../../schemas/api/routing-shapes.ts";
import type { CustomerIdentifier } from "../../schemas/api/shapes.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { StoredMedia } from "../../schemas/media.ts";
import { memoryLog, temporaryDirectory } from "../local/support/platform.ts";
import { json, write } from "../support/agents.ts";
import { eventually, Staff } from "../support/staff.ts";

/** Takes whatever comes at once, and lets go of nothing by itself. */
const attentive = {
  meanReactionMs: 50,
  meanHandleMs: 600_000,
  meanAfterWorkMs: 50,
  declineShare: 0,
  missShare: 0,
  meanBetweenBreaksMs: 3_600_000,
};

const directory = temporaryDirectory();
const log = memoryLog();
let platform: Platform;
let agent: Staff;

beforeAll(async () => {
  platform = await startPlatform({
    templates: synthesiseOmniline,
    dataDir: directory.path,
    port: 0,
    log,
    agents: 1,
    agentBehaviour: attentive,
  });
  agent = await Staff.signIn(platform.url, "agent", "agent-1");
});
afterAll(async () => {
  await platform?.close();
  directory.remove();
});

const visitor = randomUUID();
const phone = "0555 111 22 33";

/** The conversation that the agent has accepted. */
const inHand = () =>
  eventually(async () => {
    const { work = [] } = await json<AgentView>(agent.get("/v1/agents/me"));
    return work.find(({ state }) => state === "accepted");
  });

const timelineOf = (customerId: string): Promise<ContactEvent[]> => agent.timeline(customerId);

const eventOf = (customerId: string, kind: string) =>
  eventually(async () => (await timelineOf(customerId)).find((event) => event.kind === kind));

async function callOnTheLine(): Promise<{ contactId: string }> {
  const list = async () => (await fetch(`${platform.url}/v1/dev/connect/contacts`)).json();
  return eventually(async () => {
    const { items } = (await list()) as { items: { contactId: string; channel: string; state: string }[] };
    return items.find(({ channel, state }) => channel === "VOICE" && state === "CONNECTED");
  });
}

it("a visitor who writes is called in one action, by a number that is theirs from then on, on the same case", async () => {
  const identifiers = [{ kind: "visitor", value: visitor, level: "verified" }];
  await write(platform.url, visitor, `Beni arar mısınız? Numaram ${phone}`, { identifiers });
  const { caseId, customerId, token } = await inHand();
  const path = `/v1/cases/${caseId}/calls`;

  expect((await agent.send("POST", path, { phone })).status).toBe(409);
  expect((await agent.send("POST", path, { phone, token: token + 1 })).status).toBe(409);
  expect((await agent.send("POST", path, { phone: "beni ara", token })).status).toBe(400);
  const asked = await agent.send("POST", path, { phone, token, note: "Wants to talk" });
  expect(`${asked.status} ${await asked.clone().text()}`).toMatch(/^201/);
  const { identifierId } = (await asked.json()) as { identifierId: string };

  const { items } = await json<{ items: CustomerIdentifier[] }>(
    agent.get(`/v1/customers/${customerId}/identifiers`),
  );
  expect(items).toContainEqual(
    expect.objectContaining({ identifierId, kind: "phone", value: "+905551112233", level: "claimed" }),
  );
  expect(await eventOf(customerId, "call.requested")).toMatchObject({
    direction: "outbound",
    channel: "voice",
    caseId,
    text: "Wants to talk",
    attributes: { by: "agent-1", identifierId },
  });
  expect(await eventOf(customerId, "call.started")).toMatchObject({
    direction: "outbound",
    channel: "voice",
  });

  const { contactId } = await callOnTheLine();
  expect(await json(agent.get(`/v1/contacts/${contactId}/case`))).toEqual({ caseId });
  await fetch(`${platform.url}/v1/dev/connect/contacts/${contactId}/hang-up`, {
    method: "POST",
    body: JSON.stringify({ by: "customer" }),
  });
  const ended = await eventOf(customerId, "call.ended");
  expect(ended).toMatchObject({ direction: "outbound", attributes: { callStatus: "completed", contactId } });
  const ofCase = (await timelineOf(customerId)).filter((event) => event.caseId === caseId);
  expect(ofCase.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["message.received", "call.requested", "call.started", "call.ended"]),
  );
  expect(JSON.stringify(log.lines)).not.toContain("5551112233");
  // The chat is still the agent's.
  expect(await inHand()).toMatchObject({ caseId, token });
  expect(await json<{ items: object[] }>(agent.get(`/v1/customers/${customerId}/cases`))).toMatchObject({
    items: [{ caseId, channels: ["chat", "voice"] }],
  });
});

/** Notes on a stored event what became of its files, as `fetch-media` does, and keeps the one that is stored. */
async function noteFiles(place: { identifierId: string } & ContactEvent, media: readonly StoredMedia[]) {
  const settings = {
    endpoint: platform.awsUrl,
    region: platform.region,
    credentials: platform.rootCredentials,
  };
  const table = platform.resources.ofType("AWS::DynamoDB::GlobalTable", z.object({}))[0];
  const [bucket] = bucketNames();
  await new DynamoDBClient(settings).send(
    new UpdateItemCommand({
      TableName: table?.ref,
      Key: marshalKey(keys.event(place.identifierId, place)),
      UpdateExpression: "SET media = :media",
      ConditionExpression: "attribute_exists(PK)",
      ExpressionAttributeValues: { ":media": { S: JSON.stringify(media) } },
    }),
  );
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  for (const file of media.filter((one) => one.state === "stored")) {
    const { key, contentType } = file;
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: pdf, ContentType: contentType }));
  }
}

const pdf = "%PDF-1.7 sözleşme";
const bucketNames = () =>
  platform.resources
    .ofType("AWS::S3::Bucket", z.object({}))
    .map(({ ref }) => ref)
    .filter((name) => /bodies/i.test(name));

it("a file that came with a message opens by a link for five minutes, and only that file", async () => {
  const attachments = [1, 2, 3, 4].map((number) => ({
    mediaId: `m${number}`,
    name: `Sözleşme ${number}.pdf`,
  }));
  await write(platform.url, "file-1", "Sözleşmem ektedir", { attachments });
  await write(platform.url, "file-2", "Merhaba");
  const customerId = await eventually(() => agent.resolve("loyalty:file-1"));
  const event = await eventOf(customerId, "message.received");
  const { items } = await json<{ items: CustomerIdentifier[] }>(
    agent.get(`/v1/customers/${customerId}/identifiers`),
  );
  const identifierId = items[0]?.identifierId ?? "";
  const key = (index: number) => `media/${identifierId}/${event.eventId}/${index}`;
  const stored = { state: "stored", bytes: pdf.length, sha256: "0" } as const;
  await noteFiles({ ...event, identifierId }, [
    { index: 0, ...stored, contentType: "application/pdf", key: key(0) },
    { index: 1, ...stored, contentType: "audio/ogg", key: key(1) },
    { index: 2, state: "refused", reason: "active-content" },
  ]);
  const link = (index: number, of = customerId, at = event.occurredAt) =>
    agent.get(`/v1/customers/${of}/media/${event.eventId}/${index}?at=${encodeURIComponent(at)}`);

  const before = Date.now();
  const linked = await json<{ url: string; expiresAt: string }>(link(0));
  expect(linked).toMatchObject({ contentType: "application/pdf", bytes: pdf.length, name: "Sözleşme 1.pdf" });
  expect(Date.parse(linked.expiresAt) - before).toBeGreaterThan(299_000);
  expect(Date.parse(linked.expiresAt) - Date.now()).toBeLessThanOrEqual(300_000);
  const opened = await fetch(linked.url);
  expect([opened.status, await opened.text()]).toEqual([200, pdf]);
  expect(opened.headers.get("content-disposition")).toBe(
    `inline; filename*=UTF-8''${encodeURIComponent("Sözleşme 1.pdf")}`,
  );
  const saved = await fetch((await json<{ url: string }>(link(1))).url);
  expect(saved.headers.get("content-type")).toBe("audio/ogg");
  expect(saved.headers.get("content-disposition")).toMatch(/^attachment; /);

  const refusal = async (url: string) => {
    const answer = await fetch(url);
    return `${answer.status} ${/<Code>(\w+)/.exec(await answer.text())?.[1]}`;
  };
  expect(await refusal(linked.url.replace(/\/0\?/, "/1?"))).toBe("403 SignatureDoesNotMatch");
  expect(await refusal(linked.url.replace("inline", "attachment"))).toBe("403 SignatureDoesNotMatch");
  expect(await refusal(linked.url.replace("X-Amz-Expires=300", "X-Amz-Expires=3000"))).toBe(
    "403 SignatureDoesNotMatch",
  );
  const env = {
    AWS_ENDPOINT_URL: platform.awsUrl,
    AWS_REGION: platform.region,
    AWS_ACCESS_KEY_ID: platform.rootCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: platform.rootCredentials.secretAccessKey,
  };
  const path = new URL(linked.url).pathname;
  const sign = (secondsAgo: number) => {
    const now = new Date(Date.now() - secondsAgo * 1000);
    return presignedGets(env)({ path, query: {}, expiresInSeconds: 300, now });
  };
  expect((await fetch(await sign(290))).status).toBe(200);
  expect(await refusal(await sign(310))).toBe("403 AccessDenied");

  expect(await json(link(2))).toMatchObject({ detail: "there is no file: refused, active-content" });
  // Its job may have found out by now that nobody has it.
  expect(await json(link(3))).toMatchObject({
    status: 409,
    detail: expect.stringMatching(/^the file is still being fetched$|^there is no file: gone, no-url$/),
  });
  const other = await eventually(() => agent.resolve("loyalty:file-2"));
  expect((await link(0, other)).status).toBe(404);
  expect((await link(9)).status).toBe(404);
  expect((await link(0, customerId, "2020-01-01T00:00:00.000Z")).status).toBe(404);
  expect((await link(0, customerId, "yesterday")).status).toBe(400);
  expect(
    (await (await Staff.signIn(platform.url, "analyst")).get(`/v1/customers/${customerId}/media/e/0`)).status,
  ).toBe(403);
});
