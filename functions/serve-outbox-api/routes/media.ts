/** Routes about files that came with messages. */

import { type LinkMediaDeps, linkMedia } from "../../../domain/media/link-media.ts";
import { conflict, type Input, notFound, ok } from "../../../schemas/api/answer.ts";

type FilePath = { readonly customerId: string; readonly eventId: string; readonly index: number };

export function mediaRoutes(deps: LinkMediaDeps) {
  return {
    linkMedia: async ({ path, query }: Input<FilePath, { readonly at: string }, unknown>) => {
      const linked = await linkMedia(deps, { ...path, occurredAt: query.at });
      switch (linked.kind) {
        case "linked":
          return ok(linked.link);
        case "not-found":
          return notFound;
        case "on-its-way":
          return conflict("the file is still being fetched");
        case "none":
          return conflict(`there is no file: ${linked.state}, ${linked.reason}`);
      }
    },
  };
}
