/** The oracle: AWS's own validator of SNS messages for JavaScript, `sns-validator`. */
import { X509Certificate } from "node:crypto";
import { EventEmitter } from "node:events";
import https from "node:https";
import MessageValidator from "sns-validator";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { awsAdapter } from "../../../../adapters/channels/aws/index.ts";
import { signedSnsMessage, snsRequest } from "../../../../adapters/channels/aws/sns-message.ts";
import { certificate, key, notification, now, subscription, unpinned, url } from "./calls.ts";

const SigningCertURL = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-oracle.pem";
const { verify } = awsAdapter(async () => certificate);
const validator = new MessageValidator();
/** Of the same certificate: what it is signed by, it reads anew for every message. */
const publicKey = new X509Certificate(certificate).publicKey.export({ type: "spki", format: "pem" });

beforeAll(() => {
  // The validator fetches by this function; there is no network here.
  vi.spyOn(https, "get").mockImplementation(((_url: string, answer: (response: EventEmitter) => void) => {
    const response = Object.assign(new EventEmitter(), { statusCode: 200 });
    answer(response);
    response.emit("data", publicKey);
    response.emit("end");
    return new EventEmitter();
  }) as unknown as typeof https.get);
});
afterAll(() => vi.restoreAllMocks());

/** It throws at addresses that are none. */
function itAccepts(envelope: object): boolean {
  let accepted = false;
  try {
    validator.validate({ ...envelope }, (error: Error | null) => {
      accepted = error === null;
    });
  } catch {
    accepted = false;
  }
  return accepted;
}

async function weAccept(envelope: Record<string, string>): Promise<boolean> {
  return (await verify(snsRequest(envelope, url), unpinned, now)).kind === "verified";
}

const messages = (["1", "2"] as const).flatMap((SignatureVersion) => [
  signedSnsMessage(notification("Kredi başvurusu", { SigningCertURL, SignatureVersion }), key),
  signedSnsMessage(notification("x", { SigningCertURL, SignatureVersion, Subject: "Konu" }), key),
  signedSnsMessage(subscription({ SigningCertURL, SignatureVersion }), key),
]);

const numbers = (seed: number) => {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
};

/** One signed message with one thing changed: a bit, a field, an order. */
function mutated(envelope: Record<string, string>, pick: (below: number) => number): Record<string, string> {
  const names = Object.keys(envelope);
  const name = names[pick(names.length)] ?? "Message";
  const value = envelope[name] ?? "";
  const at = pick(value.length + 1);
  const changes: (() => Record<string, string | undefined>)[] = [
    () => ({
      [name]:
        value.slice(0, at) + String.fromCharCode(value.charCodeAt(at) ^ (1 << pick(7))) + value.slice(at + 1),
    }),
    () => ({ [name]: value.slice(0, at) + value.slice(at + 1) }),
    () => ({ [name]: `${value.slice(0, at)}\n${value.slice(at)}` }),
    () => ({ [name]: undefined }),
    () => ({ [name]: envelope[names[pick(names.length)] ?? ""] ?? "" }),
  ];
  const { ...copy } = { ...envelope, ...changes[pick(changes.length)]?.() };
  return JSON.parse(JSON.stringify(copy));
}

describe("AWS's validator", () => {
  it("accepts what we accept", async () => {
    for (const envelope of messages) {
      expect(itAccepts(envelope)).toBe(true);
      expect(await weAccept(envelope)).toBe(true);
    }
  });

  it("agrees on ten thousand mutations, but for where we are stricter", async () => {
    const pick = numbers(20260102);
    let refusedByBoth = 0;
    let acceptedByBoth = 0;
    for (let n = 0; n < 10_000; n++) {
      const original = messages[n % messages.length] ?? {};
      const envelope = mutated(original, pick);
      const [theirs, ours] = [itAccepts(envelope), await weAccept(envelope)];
      if (theirs !== ours) {
        // Only ever the address of the certificate, of which it checks less.
        expect({ ...envelope, SigningCertURL: "" }).toEqual({ ...original, SigningCertURL: "" });
        expect(ours).toBe(false);
      } else if (ours) acceptedByBoth += 1;
      else refusedByBoth += 1;
    }
    expect(refusedByBoth).toBeGreaterThan(8000);
    expect(acceptedByBoth).toBeGreaterThan(20);
  });
});
