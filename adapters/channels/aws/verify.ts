/** Proves that a call came from Amazon SNS, from a topic of ours, within the last hour. */
import { verify as isSigned, type X509Certificate } from "node:crypto";
import type { Endpoint, Verification, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { type SignedEnvelope, signedEnvelope, stringToSign } from "../../aws-messages/sns-envelope.ts";
import { instantOf } from "../instant.ts";
import { readJson } from "../json.ts";
import { expired, invalid, missing, verified } from "../signature.ts";
import { listed } from "./listed.ts";
import { type CertificateAt, certificateIn, isCurrent } from "./signing-certificate.ts";

/** As long as a topic's delivery policy may try, all its tries together. */
const longestMs = 60 * 60 * 1000;

/**
 * Any customer of AWS gets genuine signatures from a topic of their own: what proves something is the topic's name,
 * which is signed. So an endpoint without `topicArns` accepts nothing.
 */
export function verifyWith(certificateAt: CertificateAt) {
  return async (request: WebhookRequest, endpoint: Endpoint, now: Date): Promise<Verification> => {
    const json = readJson(request.body);
    const envelope = json.kind === "json" ? signedEnvelope(json.value) : undefined;
    if (envelope === undefined) return missing;
    if (!listed(endpoint.account.topicArns).includes(envelope.TopicArn)) return invalid;
    if (request.headers["x-amz-sns-message-type"] !== envelope.Type) return invalid;
    const certificates = await certificatesFor(envelope, endpoint, certificateAt);
    const current = certificates.filter((certificate) => isCurrent(certificate, now));
    if (!current.some((certificate) => isSignedBy(certificate, envelope))) return invalid;
    const at = Date.parse(instantOf(envelope.Timestamp) ?? "");
    return Math.abs(now.getTime() - at) <= longestMs ? verified : expired;
  };
}

/** Certificates that are pinned as the endpoint's secrets are the only ones: then nothing is fetched. */
async function certificatesFor(
  { SigningCertURL }: SignedEnvelope,
  { secrets }: Endpoint,
  certificateAt: CertificateAt,
): Promise<X509Certificate[]> {
  const found = secrets.length > 0 ? secrets.map(certificateIn) : [await certificateAt(SigningCertURL)];
  return found.filter((certificate) => certificate !== undefined);
}

function isSignedBy({ publicKey }: X509Certificate, envelope: SignedEnvelope): boolean {
  if (publicKey.asymmetricKeyType !== "rsa") return false;
  return isSigned(
    envelope.SignatureVersion === "1" ? "RSA-SHA1" : "RSA-SHA256",
    Buffer.from(stringToSign(envelope)),
    publicKey,
    Buffer.from(envelope.Signature, "base64"),
  );
}
