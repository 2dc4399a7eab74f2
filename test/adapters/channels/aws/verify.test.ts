import { describe, expect, it } from "vitest";
import { awsAdapter } from "../../../../adapters/channels/aws/index.ts";
import { isCertificateUrl } from "../../../../adapters/channels/aws/signing-certificate.ts";
import { signedSnsMessage, snsRequest } from "../../../../adapters/channels/aws/sns-message.ts";
import type { Endpoint, WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import {
  call,
  certificate,
  key,
  notification,
  now,
  otherCertificate,
  pinned,
  subscription,
  unpinned,
  url,
} from "./calls.ts";

const genuine =
  "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-7ff5318490ec183fbaddaa2a969abfda.pem";
const message = notification("hello");

const noFetch = async (asked: string): Promise<string> => {
  throw new Error(`fetched ${asked}`);
};
const verify = async (request: WebhookRequest, endpoint: Endpoint = pinned, at = now) => {
  const answer = await awsAdapter(noFetch).verify(request, endpoint, at);
  return answer.kind === "verified" ? "verified" : answer.reason;
};

/** The body changed after it was signed. */
function altered(change: Record<string, unknown>, signed = message): WebhookRequest {
  const envelope = { ...signedSnsMessage(signed, key), ...change };
  return { ...call(signed), body: Buffer.from(JSON.stringify(envelope)) };
}

describe("what a message is accepted by", () => {
  it.each(["1", "2"] as const)("a signature of version %s, for every type", async (SignatureVersion) => {
    const types = [
      message,
      notification("hi", { Subject: "Kredi" }),
      subscription(),
      subscription({ Type: "UnsubscribeConfirmation" }),
    ];
    for (const one of types) expect(await verify(call({ ...one, SignatureVersion }))).toBe("verified");
  });

  it("text beyond ASCII", async () => {
    expect(await verify(call(notification('Kredi başvurusu 💳\n"tırnak"')))).toBe("verified");
  });

  it("one of several pinned certificates", async () => {
    expect(await verify(call(message), { ...pinned, secrets: [otherCertificate, certificate] })).toBe(
      "verified",
    );
  });

  it("a topic among several", async () => {
    const account = {
      topicArns: `arn:aws:sns:eu-central-1:111122223333:other , ${pinned.account.topicArns}`,
    };
    expect(await verify(call(message), { ...pinned, account })).toBe("verified");
  });

  it("an absent subject that Lambda would write as null", async () => {
    expect(await verify(altered({ Subject: null }))).toBe("verified");
  });
});

describe("what a message is refused for", () => {
  it.each([
    "Message",
    "MessageId",
    "Timestamp",
    "TopicArn",
    "Type",
    "SignatureVersion",
    "Signature",
    "SigningCertURL",
  ])("no %s", async (name) => {
    expect(await verify(altered({ [name]: undefined }))).toBe("missing");
  });

  it("a body without an envelope: raw delivery is not signed", async () => {
    expect(await verify({ ...call(message), body: Buffer.from('{"originationNumber":"+1"}') })).toBe(
      "missing",
    );
    expect(await verify({ ...call(message), body: Buffer.from("hello") })).toBe("missing");
    expect(await verify({ ...call(message), body: Buffer.alloc(0) })).toBe("missing");
  });

  it.each(["Message", "MessageId", "Timestamp"])("another %s than was signed", async (name) => {
    expect(await verify(altered({ [name]: "2026-01-02T03:00:06.000Z" }))).toBe("invalid");
  });

  it("a subject that was added, or taken away", async () => {
    expect(await verify(altered({ Subject: "Kredi" }))).toBe("invalid");
    expect(await verify(altered({ Subject: undefined }, notification("hi", { Subject: "Kredi" })))).toBe(
      "invalid",
    );
  });

  it.each(["Token", "SubscribeURL"])("another %s of a confirmation", async (name) => {
    for (const Type of ["SubscriptionConfirmation", "UnsubscribeConfirmation"]) {
      expect(await verify(altered({ [name]: "x" }, subscription({ Type })))).toBe("invalid");
    }
  });

  it("a signature of another version's hash", async () => {
    expect(await verify(altered({ SignatureVersion: "1" }))).toBe("invalid");
    expect(await verify(altered({ SignatureVersion: "3" }))).toBe("missing");
  });

  it("a header that names another type", async () => {
    const request = call(message);
    const named = (type: string | undefined) => ({ ...request.headers, "x-amz-sns-message-type": type });
    expect(await verify({ ...request, headers: named("SubscriptionConfirmation") })).toBe("invalid");
    expect(await verify({ ...request, headers: named(undefined) })).toBe("invalid");
  });

  it("a topic that the endpoint does not list, and an endpoint that lists none", async () => {
    const topic = { TopicArn: "arn:aws:sns:eu-central-1:999988887777:omniline" };
    expect(await verify(call({ ...message, ...topic }))).toBe("invalid");
    expect(await verify(call(message), { ...pinned, account: {} })).toBe("invalid");
    expect(await verify(call({ ...message, TopicArn: "" }), { ...pinned, account: { topicArns: "" } })).toBe(
      "missing",
    );
  });

  it("a certificate that is not pinned, none, or no certificate at all", async () => {
    for (const secrets of [[otherCertificate], [""], ["no certificate"]]) {
      expect(await verify(call(message), { ...pinned, secrets })).toBe("invalid");
    }
  });

  it("a certificate before and after its time", async () => {
    for (const at of ["2001-01-01T00:00:00.000Z", "2190-01-01T00:00:00.000Z"]) {
      expect(await verify(call({ ...message, Timestamp: at }), pinned, new Date(at))).toBe("invalid");
    }
  });

  it("its age: an hour, both ways", async () => {
    const sent = Date.parse(message.Timestamp);
    const hour = 3_600_000;
    for (const ms of [sent + hour, sent - hour]) {
      expect(await verify(call(message), pinned, new Date(ms))).toBe("verified");
    }
    for (const ms of [sent + hour + 1, sent - hour - 1]) {
      expect(await verify(call(message), pinned, new Date(ms))).toBe("expired");
    }
    expect(await verify(call({ ...message, Timestamp: "yesterday" }))).toBe("expired");
  });
});

describe("the address of a certificate", () => {
  it.each([
    genuine,
    "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-x.pem",
    "https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-x.pem",
  ])("may be %s", (text) => {
    expect(isCertificateUrl(text)).toBe(true);
  });

  it.each([
    "http://sns.us-east-1.amazonaws.com/x.pem",
    "https://sns.us-east-1.amazonaws.com/x.pem?y=.pem",
    "https://sns.us-east-1.amazonaws.com/x.pem#y",
    "https://sns.us-east-1.amazonaws.com/x.pem?",
    "https://sns.us-east-1.amazonaws.com/x.txt",
    "https://sns.us-east-1.amazonaws.com:443/x.pem",
    "https://sns.us-east-1.amazonaws.com:8443/x.pem",
    "https://sns.us-east-1.amazonaws.com@evil.example/x.pem",
    "https://user:pass@sns.us-east-1.amazonaws.com/x.pem",
    "https://@sns.us-east-1.amazonaws.com/x.pem",
    "https://evil.example/sns.us-east-1.amazonaws.com/x.pem",
    "https://sns.us-east-1.amazonaws.com.evil.example/x.pem",
    "https://sns.us-east-1.amazonaws.com\\@evil.example/x.pem",
    "https://xsns.us-east-1.amazonaws.com/x.pem",
    "https://sns.evil.us-east-1.amazonaws.com/x.pem",
    "https://sns.us-east-1.amazonaws.com/a/../x.pem",
    "https://sns..amazonaws.com/x.pem",
    "https://SNS.us-east-1.amazonaws.com/x.pem",
    " https://sns.us-east-1.amazonaws.com/x.pem",
    "https://sns.us-east-1.amazonaws.com/x\n.pem",
    "sns.us-east-1.amazonaws.com/x.pem",
    "",
  ])("may not be %j", (text) => {
    expect(isCertificateUrl(text)).toBe(false);
  });
});

describe("an endpoint without pinned certificates", () => {
  const signed = (SigningCertURL: string, text = "hello") => call(notification(text, { SigningCertURL }));

  it("fetches each certificate once, however many messages come at the same time", async () => {
    const asked: string[] = [];
    const { verify } = awsAdapter(async (address) => {
      asked.push(address);
      return certificate;
    });
    const answers = await Promise.all([1, 2, 3].map((n) => verify(signed(genuine, `m${n}`), unpinned, now)));
    answers.push(await verify(signed(genuine, "later"), unpinned, now));
    expect(answers).toEqual(Array(4).fill({ kind: "verified" }));
    expect(asked).toEqual([genuine]);
  });

  it("never asks another host, nor for a topic that is not its own", async () => {
    const { verify } = awsAdapter(noFetch);
    const invalid = { kind: "refused", reason: "invalid" };
    expect(await verify(signed("https://sns.evil.example/x.pem"), unpinned, now)).toEqual(invalid);
    const foreign = call(
      notification("x", { SigningCertURL: genuine, TopicArn: "arn:aws:sns:eu-central-1:9:x" }),
    );
    expect(await verify(foreign, unpinned, now)).toEqual(invalid);
  });

  it("refuses what the certificate at that address did not sign, and what has none there", async () => {
    const invalid = { kind: "refused", reason: "invalid" };
    for (const found of [otherCertificate, "<html>", undefined]) {
      const { verify } = awsAdapter(async () => found);
      expect(await verify(signed(genuine), unpinned, now)).toEqual(invalid);
    }
  });

  it("lets the delivery come again when the certificate cannot be fetched now, and asks again then", async () => {
    let calls = 0;
    const { verify } = awsAdapter(async () => {
      calls += 1;
      if (calls === 1) throw new Error("no answer");
      return calls === 2 ? undefined : certificate;
    });
    await expect(verify(signed(genuine), unpinned, now)).rejects.toThrow("no answer");
    expect(await verify(signed(genuine), unpinned, now)).toMatchObject({ reason: "invalid" });
    expect(await verify(signed(genuine), unpinned, now)).toEqual({ kind: "verified" });
  });

  it("keeps a limited number of certificates", async () => {
    let calls = 0;
    const { verify } = awsAdapter(async () => {
      calls += 1;
      return certificate;
    });
    const address = (n: number) => `https://sns.eu-central-1.amazonaws.com/c${n}.pem`;
    for (let n = 0; n < 33; n++) await verify(signed(address(n)), unpinned, now);
    await verify(signed(address(32)), unpinned, now);
    expect(calls).toBe(33);
    await verify(signed(address(0)), unpinned, now);
    expect(calls).toBe(34);
  });

  it("is signed for by SNS's own envelope alone", () => {
    expect(snsRequest(signedSnsMessage(message, key), url).headers["content-type"]).toMatch("text/plain");
  });
});
