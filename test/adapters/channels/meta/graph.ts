/** The fake Graph API as a sender's tools, for the tests of Meta's sending and files. */
import { samples } from "../../../../adapters/channels/meta/samples.ts";
import type { FakeAnswer } from "../../../../adapters/channels/samples.ts";
import type { Endpoint } from "../../../../domain/ingest/channel-adapter.ts";
import type { MediaTools } from "../../../../domain/ingest/media-source.ts";
import type {
  HttpAnswer,
  HttpFailure,
  HttpRequest,
  SendingTools,
} from "../../../../domain/outbox/channel-sender.ts";
import { now } from "../requests.ts";

const { sending } = samples;
if (sending === undefined) throw new Error("Meta sends");
export const { fake, identifiers, message, refusals } = sending;
export const endpoint: Endpoint = samples.endpoint;

interface Graph {
  readonly tools: MediaTools;
  readonly requests: HttpRequest[];
  readonly took: NonNullable<FakeAnswer["took"]>[];
}

/** @param instead what is answered in place of the fake's own answer */
export function graph(instead?: HttpAnswer | HttpFailure): Graph {
  const requests: HttpRequest[] = [];
  const took: NonNullable<FakeAnswer["took"]>[] = [];
  const http: SendingTools["http"] = async (request) => {
    requests.push(request);
    const said = fake(request, endpoint);
    if (said.took) took.push(said.took);
    return instead ?? said.answer;
  };
  const aws: SendingTools["aws"] = () => Promise.reject(new Error("Meta is no service of AWS"));
  const drop = { bucketName: "unused", prefix: "" };
  return { tools: { http, aws, now: () => now, drop }, requests, took };
}
