import { describe, expect, it } from "vitest";
import { confirmSubscription } from "../../../../adapters/channels/aws/confirm-subscription.ts";
import { errorAnswer } from "../../../../adapters/channels/aws/fake.ts";
import { awsReader, type LaterDeps } from "../../../../adapters/channels/aws/later.ts";
import { assertStorable } from "../requests.ts";
import { call, content, notification, pinned, subscription, topicArn } from "./calls.ts";
import { env, startAws } from "./server.ts";

const aws = startAws();

const inert: LaterDeps = {
  confirm: () => expect.unreachable("no subscription is to be confirmed"),
  object: () => expect.unreachable("no object is to be fetched"),
  readMail: () => expect.unreachable("no mail is to be read"),
};
const receivedAt = "2026-01-02T03:00:10.000Z";

async function read(message: Parameters<typeof call>[0], deps: Partial<LaterDeps> = {}, account = {}) {
  const endpoint = { ...pinned, account: { ...pinned.account, ...account } };
  const events = await awsReader({ ...inert, ...deps }).read({
    request: call(message),
    endpoint,
    receivedAt,
  });
  for (const event of events) assertStorable(event);
  return events;
}

describe("a topic that asks whether we want it", () => {
  it("is confirmed by its name and token, and the answer is kept without the token", async () => {
    const asked: string[][] = [];
    const events = await read(subscription(), {
      confirm: async (...given) => {
        asked.push(given);
        return "confirmed";
      },
    });
    expect(asked).toEqual([[topicArn, "2336412f37f"]]);
    expect(events).toMatchObject([
      { kind: "webhook.received", attributes: { raw: { TopicArn: topicArn, outcome: "confirmed" } } },
    ]);
    expect(JSON.stringify(events)).not.toContain("2336412f37f");
  });

  it("is not confirmed once the endpoint lists it no more", async () => {
    const events = await read(subscription(), {}, { topicArns: "" });
    expect(events).toMatchObject([{ attributes: { raw: { outcome: "not-confirmed" } } }]);
  });

  it("is confirmed with the API alone, in the topic's own Region", async () => {
    expect(
      await confirmSubscription(topicArn.replace("eu-central-1", "eu-west-1"), "t 1", env(aws.url)),
    ).toBe("confirmed");
    const { method, path, headers, body } = aws.seen.at(-1) ?? {};
    expect([method, path]).toEqual(["POST", "/"]);
    expect(headers?.authorization).toMatch(/Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/sns\/aws4_request/);
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      Action: "ConfirmSubscription",
      Version: "2010-03-31",
      TopicArn: "arn:aws:sns:eu-west-1:111122223333:omniline",
      Token: "t 1",
      AuthenticateOnUnsubscribe: "true",
    });
  });

  it("says what SNS says to an old token, and is asked again for what passes", async () => {
    const confirm = () => confirmSubscription(topicArn, "t", env(aws.url));
    const xml = "<ErrorResponse><Error><Code>InvalidParameter</Code></Error></ErrorResponse>";
    aws.next = { status: 400, headers: {}, body: xml };
    expect(await confirm()).toBe("InvalidParameter");
    for (const answer of [errorAnswer(403, "AuthorizationError"), errorAnswer(400, "AccessDenied")]) {
      aws.next = answer;
      await expect(confirm()).rejects.toThrow();
    }
  });
});

describe("a mail in a bucket", () => {
  const mail = notification(content("mail-received"));

  it("is fetched and read, with what SES says of it", async () => {
    const fetched: string[][] = [];
    const given: unknown[] = [];
    const [event] = await read(
      mail,
      {
        object: async (...place) => {
          fetched.push(place);
          return new Uint8Array([0xff, 0x41]);
        },
        readMail: async (...args) => {
          given.push(...args);
          return [
            {
              idempotencyKey: "m",
              channel: "email",
              direction: "inbound",
              kind: "message.received",
              identifiers: [],
            },
          ];
        },
      },
      { mailBuckets: "other, acme-mail" },
    );
    expect(fetched).toEqual([["acme-mail", "inbound/d6iitobk75ur44p8kdnnp7g2n800"]]);
    expect(given).toEqual([
      new Uint8Array([0xff, 0x41]),
      {
        receivedAt: "2026-01-02T03:00:00.678Z",
        recipients: ["destek@acme.example"],
        verdicts: { spf: "PASS", dkim: "PASS", dmarc: "GRAY", spam: "PASS", virus: "PASS" },
        returnPath: "bounce+ayse@example.com",
        idempotencyKey: "d6iitobk75ur44p8kdnnp7g2n800",
        account: { ...pinned.account, mailBuckets: "other, acme-mail" },
      },
    ]);
    expect(event?.kind).toBe("message.received");
  });

  it("that is no bucket of ours is kept and not fetched", async () => {
    expect(await read(mail, {}, { mailBuckets: "acme-mail-2" })).toMatchObject([
      { kind: "webhook.received" },
    ]);
    expect(await read(mail)).toMatchObject([{ kind: "webhook.received" }]);
  });

  it("that is gone is kept as its notice; trouble is thrown, for it to be read again", async () => {
    const mailBuckets = "acme-mail";
    expect(await read(mail, { object: async () => undefined }, { mailBuckets })).toMatchObject([
      { kind: "webhook.received", attributes: { raw: { notificationType: "Received" } } },
    ]);
    const trouble = async () => {
      throw new Error("no answer");
    };
    await expect(read(mail, { object: trouble }, { mailBuckets })).rejects.toThrow("no answer");
  });

  it("is no mail of another bucket, whatever its key says", async () => {
    const received = content("mail-received");
    for (const objectKey of ["../secrets/x", "a/../../secrets/x", "a/./b", "a//b", "", ".."]) {
      const message = {
        ...received,
        receipt: { ...received.receipt, action: { ...received.receipt.action, objectKey } },
      };
      expect(await read(notification(message), {}, { mailBuckets: "acme-mail" })).toMatchObject([
        { kind: "webhook.received" },
      ]);
    }
  });
});
