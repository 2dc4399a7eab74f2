/** Where the files of a provider's messages are: the port that `adapters/channels/<provider>/media.ts` fills. */
import type { Attachment } from "../../schemas/contact-event.ts";
import type { SendingTools } from "../outbox/channel-sender.ts";
import type { Endpoint } from "./channel-adapter.ts";

/** What fetches one file. */
export interface MediaRequest {
  readonly url: string;
  /** Credentials go to `hosts` only; a redirect to another host is refused. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hosts the file may come from, exact or `*.suffix`; every address behind them must be public. */
  readonly hosts: readonly string[];
}

/** A place of ours for one file: whatever is put below the prefix is that file. */
export interface DropPlace {
  readonly bucketName: string;
  /** Ends in a slash. */
  readonly prefix: string;
}

export interface MediaTools extends SendingTools {
  /** For providers that give a file to nobody, and write it into a bucket. */
  readonly drop: DropPlace;
}

export type Located =
  | { readonly kind: "located"; readonly request: MediaRequest }
  /** The provider has put it into the drop. */
  | { readonly kind: "dropped" }
  /** There is none, or there never will be: it expired, it is not ours. */
  | { readonly kind: "gone"; readonly code: string }
  | { readonly kind: "retry"; readonly code: string };

export interface MediaSource {
  readonly provider: string;
  locate(attachment: Attachment, endpoint: Endpoint, tools: MediaTools): Promise<Located>;
}
