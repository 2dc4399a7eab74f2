/** The routes of the staff API about İYS, Türkiye's registry of consents to commercial messages. */
import * as z from "zod/mini";
import {
  iysComparedSchema,
  iysComparisonQuerySchema,
  iysComparisonSchema,
  iysExportQuerySchema,
  iysExportSchema,
  iysImportedSchema,
  iysImportSchema,
} from "./iys-shapes.ts";
import type { Route } from "./route.ts";

const none = z.object({});

export const iysRoutes = {
  importIys: {
    method: "POST",
    path: "/v1/admin/iys/imports",
    summary:
      "Takes over a file of İYS: its refusals are in force when this answers; again, it changes nothing",
    roles: ["admin"],
    pathParameters: none,
    query: none,
    body: iysImportSchema,
    answer: iysImportedSchema,
  },
  exportIys: {
    method: "GET",
    path: "/v1/admin/iys/exports",
    summary: "The consents that İYS has to hear, as a file for it, and by when",
    roles: ["admin"],
    pathParameters: none,
    query: iysExportQuerySchema,
    answer: iysExportSchema,
  },
  reconcileIys: {
    method: "POST",
    path: "/v1/admin/iys/reconciliations",
    summary: "Compares a file of İYS with ours, and with apply=true takes over what is newer there",
    roles: ["admin"],
    pathParameters: none,
    query: iysComparisonQuerySchema,
    body: iysComparisonSchema,
    answer: iysComparedSchema,
  },
} as const satisfies Readonly<Record<string, Route>>;
