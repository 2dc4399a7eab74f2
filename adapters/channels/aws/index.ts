/**
 * AWS's messaging services by topics of Amazon SNS: Amazon SES, End User Messaging (SMS, RCS, WhatsApp), chats of
 * Amazon Connect. One call holds one message of one of them, told apart by its content.
 */
import type { ChannelAdapter } from "../../../domain/ingest/channel-adapter.ts";
import { fetchCertificate } from "./fetch-certificate.ts";
import { parse } from "./parse.ts";
import { type FetchCertificate, keptCertificates } from "./signing-certificate.ts";
import { verifyWith } from "./verify.ts";

export function awsAdapter(fetch: FetchCertificate) {
  return {
    provider: "aws",
    verify: verifyWith(keptCertificates(fetch)),
    parse,
    acknowledgement: { statusCode: 200 },
  } satisfies ChannelAdapter;
}

export const adapter = awsAdapter(fetchCertificate);
