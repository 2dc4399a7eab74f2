/** The routes of the staff API about audiences. */
import * as z from "zod/mini";
import { audienceExportQuerySchema, audienceExportSchema } from "./audience-shapes.ts";
import type { Route } from "./route.ts";

export const audienceRoutes = {
  exportAudience: {
    method: "GET",
    path: "/v1/admin/audiences/{audience}/exports",
    summary: "Who ad platforms are to show ads of an audience, and whom no longer, as files of hashes",
    roles: ["admin"],
    pathParameters: z.object({ audience: z.string() }),
    query: audienceExportQuerySchema,
    answer: audienceExportSchema,
  },
} as const satisfies Readonly<Record<string, Route>>;
