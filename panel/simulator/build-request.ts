/** Turns a draft into the very request its provider would send. Pure but for WebCrypto. */
import type { DevEndpoint } from "../api/dev-api.ts";
import { metaMessage, metaStatus } from "./meta-payload.ts";
import { type Draft, isOwnSystem, type Provider, providerOf } from "./scenario.ts";
import { signMeta, signStandard, signTwilio } from "./signatures.ts";
import { companyMessage, companyMessageStatus, ownSystemEvent } from "./standard-payload.ts";
import { type TwilioFields, twilioMessage, twilioStatus } from "./twilio-payload.ts";

export interface SimulatedRequest {
  provider: Provider;
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface Circumstances {
  endpoints: readonly DevEndpoint[];
  /** The public address providers were told, such as `http://127.0.0.1:4100`. */
  baseUrl: string;
  now: Date;
  /** @returns 32 hex digits, other ones each time */
  newId(): string;
}

/** A key no endpoint has, in the form all of them accept. */
const wrongSecret = `whsec_${btoa("a key that nobody was given")}`;

/** @throws when there is no endpoint of that provider, or a delivery report without its message */
export async function buildRequest(draft: Draft, around: Circumstances): Promise<SimulatedRequest> {
  const provider = providerOf(draft);
  const endpoint = around.endpoints.find((candidate) => candidate.provider === provider);
  const secret = draft.wrongSignature ? wrongSecret : endpoint?.secrets[0];
  if (endpoint === undefined || secret === undefined) throw new Error(`no endpoint of ${provider}`);
  const signed = await signedBody(provider, draft, secret, `${around.baseUrl}${endpoint.path}`, around);
  return { provider, path: endpoint.path, ...signed };
}

async function signedBody(
  provider: Provider,
  draft: Draft,
  secret: string,
  url: string,
  around: Circumstances,
): Promise<Pick<SimulatedRequest, "headers" | "body">> {
  switch (provider) {
    case "twilio": {
      const fields = twilioFields(draft, around);
      return {
        headers: {
          "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
          "x-twilio-signature": await signTwilio(secret, url, fields),
        },
        body: new URLSearchParams(fields).toString(),
      };
    }
    case "meta": {
      const body = JSON.stringify(metaPayload(draft, around));
      return {
        headers: {
          "content-type": "application/json",
          "x-hub-signature-256": await signMeta(secret, body),
        },
        body,
      };
    }
    case "standard": {
      const body = JSON.stringify(standardPayload(draft, around));
      const id = `msg_${around.newId()}`;
      const timestampSeconds = Math.floor(around.now.getTime() / 1000);
      return {
        headers: {
          "content-type": "application/json",
          "webhook-id": id,
          "webhook-timestamp": String(timestampSeconds),
          "webhook-signature": await signStandard(secret, { id, timestampSeconds, body }),
        },
        body,
      };
    }
  }
}

function twilioFields(draft: Draft, { newId }: Circumstances): TwilioFields {
  const { person, report, scenario, text } = draft;
  if (scenario === "delivery-report") {
    const { channel, phone, providerMessageId } = reported(draft);
    const twilioChannel = channel === "whatsapp" ? "whatsapp" : "sms";
    return twilioStatus(twilioChannel, phone, providerMessageId, report.status);
  }
  return twilioMessage(scenario === "sms" ? "sms" : "whatsapp", person, text, newId());
}

function metaPayload(draft: Draft, { newId, now }: Circumstances) {
  const { metaAddress, person, report, scenario, text } = draft;
  if (scenario === "delivery-report") {
    const { phone, providerMessageId } = reported(draft);
    return metaStatus({ ...person, phone }, providerMessageId, report.status, now);
  }
  return metaMessage(person, metaAddress, text, newWhatsappId(newId), now);
}

function standardPayload(draft: Draft, { newId, now }: Circumstances) {
  const { person, report, scenario, text } = draft;
  const facts = { person, text, id: `evt_${newId()}`, now };
  if (isOwnSystem(scenario)) return ownSystemEvent(scenario, facts);
  if (scenario === "company-message") return companyMessage(facts, newWhatsappId(newId));
  const message = reported(draft);
  return companyMessageStatus(
    { ...facts, person: { ...person, phone: message.phone } },
    message,
    report.status,
  );
}

function reported({ report }: Draft) {
  if (report.message === undefined) throw new Error("a delivery report needs its message");
  return report.message;
}

const newWhatsappId = (newId: () => string) => `wamid.${btoa(newId()).replaceAll("=", "")}`;
