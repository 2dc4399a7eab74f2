/** Routes about audiences: who ad platforms are to show ads. */

import { type ExportDeps, exportAudience, type Place } from "../../../domain/audiences/export-audience.ts";
import { cursorAfter, positionIn } from "../../../domain/timeline/position.ts";
import { type Input, invalid, ok } from "../../../schemas/api/answer.ts";
import type { AudienceExportQuery } from "../../../schemas/api/audience-shapes.ts";

export type AudienceDeps = ExportDeps;

export function audienceRoutes(deps: AudienceDeps) {
  return {
    exportAudience: async ({ path, query }: Input<{ audience: string }, AudienceExportQuery, unknown>) => {
      const { cursor, ...asked } = query;
      const from = cursor === undefined ? undefined : placeIn(cursor);
      if (cursor !== undefined && from === undefined) return invalid("?cursor", "not a cursor of this API");
      const { place, ...page } = await exportAudience(deps, { ...path, ...asked, from });
      return ok({ ...page, ...(place === undefined ? {} : { nextCursor: cursorOf(place) }) });
    },
  };
}

const cursorOf = ({ next, identifierId }: Place): string => cursorAfter(`${next}#${identifierId}`);

function placeIn(cursor: string): Place | undefined {
  const [next, identifierId] = positionIn(cursor)?.split("#") ?? [];
  return next === undefined || identifierId === undefined ? undefined : { next, identifierId };
}
